import { randomUUID } from 'node:crypto';
import { declare, define } from '../../library/define.ts';
import { listOf, typeOf } from '../../language/types.ts';
import { ListValue, SObjectValue, type Value } from '../../language/values.ts';
import { Unsupported } from '../../unsupported.ts';
import type { Vm } from '../../vm.ts';
import { keepForJobs } from '../../run/jobs.ts';
import { faultsOf, storedValue } from '../dml/checks.ts';
import type { Outcome } from '../dml/failures.ts';
import { defaultOf } from '../field-values.ts';
import { resultOf, saveResultDecl } from './results.ts';

const key = keepForJobs({});

/** The platform events that a transaction published, in order; whoever ends the transaction delivers them. */
export function publishedEvents(vm: Vm): SObjectValue[] {
    const known = vm.transaction.get(key) as SObjectValue[] | undefined; // only written here
    if (known) return known;
    const events: SObjectValue[] = [];
    vm.transaction.set(key, events);
    return events;
}

function publish(vm: Vm, given: Value): Value {
    const value = vm.notNull(given);
    const items = value instanceof ListValue ? value.items : [value];
    vm.limits.count(vm, 'dmlStatements');
    const results = items.map((item) => resultOf(saveResultDecl, publishOne(vm, vm.notNull(item))));
    if (value instanceof ListValue) return new ListValue(listOf(typeOf(saveResultDecl)), results);
    return results[0] ?? null;
}

/** A copy of the event goes on the bus, with its defaults; the caller's gets its uuid only. */
function publishOne(vm: Vm, given: Value): Outcome {
    if (!(given instanceof SObjectValue)) throw new Unsupported('EventBus.publish of what is not an event');
    const object = vm.data.org.schema.of(given.type);
    if (object.kind !== 'event') throw new Unsupported(`EventBus.publish of ${object.name}`);
    const event = new SObjectValue(given.type);
    for (const [name, field] of object.fields) {
        const value = storedValue(field, given.fields.get(name) ?? (field.isCreateable ? defaultOf(field) : null));
        if (value !== null) event.fields.set(name, value);
    }
    const failures = faultsOf(vm.data.org, object, event.fields, new Set(), null);
    const outcome = { record: given, id: null, failures, isCreated: true };
    if (failures.length > 0) return outcome;
    event.fields.set('eventuuid', randomUUID());
    event.fields.set('createdbyid', vm.user.id);
    publishedEvents(vm).push(event);
    return outcome;
}

define(declare('EventBus'), {
    statics: {
        'Database.SaveResult publish(SObject event)': publish,
        'List<Database.SaveResult> publish(List<SObject> events)': publish
    }
});
