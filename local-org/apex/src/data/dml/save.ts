import { ApexDatetime, SObjectValue, type Value } from '../../language/values.ts';
import { Unsupported } from '../../unsupported.ts';
import { defaultOf } from '../field-values.ts';
import { clones } from '../record-methods.ts';
import type { Field } from '../schema/field.ts';
import type { SObjectInfo } from '../schema/objects.ts';
import type { Row } from '../store.ts';
import { UniqueValues, faultsOf, storedValue } from './checks.ts';
import { autoNumbers, derive, makeDocument } from './derived.ts';
import { type Batch, type DmlRun, fire, noteMix } from './dml.ts';
import { errorsOf } from './errors-of.ts';
import { givenFields } from './given-fields.ts';
import { type Outcome, failure, inaccessibleFields } from './failures.ts';

/** A row on its way into the store. */
interface Saving {
    readonly outcome: Outcome;
    /** What triggers see and before-triggers change. */
    readonly working: SObjectValue;
    readonly old: SObjectValue | null;
    readonly before: Row | null;
    readonly given: ReadonlySet<string>;
    id: string;
}

const notWritable = new Set(
    'profile organization userlicense apexclass apextrigger asyncapexjob recordtype entitydefinition fielddefinition crontrigger cronjobdetail custompermission name userrecordaccess'.split(
        ' '
    )
);

/** Whether DML on this object is understood at all. */
export function refuseUnsupported(object: SObjectInfo, operation: string): void {
    if (object.kind === 'metadata') throw new Unsupported(`DML on ${object.name}: Apex cannot change custom metadata`);
    if (object.kind === 'event')
        throw new Unsupported(`${operation} of the platform event ${object.name}: use EventBus.publish`);
    if (notWritable.has(object.name.toLowerCase())) throw new Unsupported(`${operation} of ${object.name}`);
    if (object.validationRule && operation !== 'delete') {
        throw new Unsupported(`validation rule ${object.validationRule} of ${object.name}`);
    }
}

/** Inserts a batch: rights, before-triggers, checks, rows, after-triggers. */
export function insertBatch(run: DmlRun, batch: Batch): void {
    if (!open(run, batch, 'create')) return;
    const saving = batch.outcomes.filter(isFine).map((outcome) => newRow(run, batch.object, outcome));
    save(run, batch.object, saving, 'insert');
}

/** Updates a batch of records that have an Id. */
export function updateBatch(run: DmlRun, batch: Batch): void {
    if (!open(run, batch, 'edit')) return;
    const saving = batch.outcomes.filter(isFine).flatMap((outcome) => changedRow(run, batch.object, outcome) ?? []);
    save(run, batch.object, saving, 'update');
}

const isFine = (outcome: Outcome): boolean => outcome.failures.length === 0;

/** Checks what concerns the whole batch. */
function open(run: DmlRun, batch: Batch, right: 'create' | 'edit'): boolean {
    refuseUnsupported(batch.object, run.operation);
    if (run.access === 'user' && !run.rights.can(right, batch.object)) {
        run.vm.raise('SecurityException', `Access to entity '${run.org.schema.qualified(batch.object.name)}' denied`);
    }
    return noteMix(run, batch);
}

function newRow(run: DmlRun, object: SObjectInfo, outcome: Outcome): Saving {
    const working = new SObjectValue(object.type);
    const given = givenFields(run, object, outcome);
    for (const [key, field] of object.fields) {
        const value = outcome.record.fields.get(key);
        if (value !== undefined && key !== 'id' && field.isCreateable) working.fields.set(key, value);
        else if (field.formula === null && key !== 'id') setDefault(run, object, field, working);
    }
    return { outcome, working, old: null, before: null, given, id: '' };
}

function setDefault(run: DmlRun, object: SObjectInfo, field: Field, working: SObjectValue): void {
    const key = field.name.toLowerCase();
    if (key === 'ownerid') return void working.fields.set(key, run.vm.user.id);
    if (key === 'setupownerid' && object.isSetting) return void working.fields.set(key, organizationId(run));
    if (!field.isCreateable && field.type !== 'boolean') return;
    const value = defaultOf(field);
    if (value !== null) working.fields.set(key, value);
}

const organizationId = (run: DmlRun): string => run.org.store.rows('organization').keys().next().value ?? '';

function changedRow(run: DmlRun, object: SObjectInfo, outcome: Outcome): Saving | undefined {
    const id = outcome.record.fields.get('id');
    if (typeof id !== 'string') {
        outcome.failures.push(failure('MISSING_ARGUMENT', 'Id not specified in an update call'));
        return undefined;
    }
    const before = run.org.store.get(object.name.toLowerCase(), id);
    if (!before || (run.sharing && !run.sharing.canSee(object, before))) {
        outcome.failures.push(missing(run, object, id));
        return undefined;
    }
    if (run.sharing && !run.sharing.canEdit(object, before)) {
        outcome.failures.push(failure('INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id'));
        return undefined;
    }
    const old = recordOfRow(object, before);
    const working = recordOfRow(object, before);
    const given = givenFields(run, object, outcome);
    for (const key of given) {
        const field = object.fields.get(key);
        const value = outcome.record.fields.get(key) ?? null;
        if (field?.isUpdateable) working.fields.set(key, value);
    }
    return { outcome, working, old, before, given, id };
}

/** What is answered for a row that is not there: it was deleted, or never was. */
export const missing = (run: DmlRun, object: SObjectInfo, id: string): ReturnType<typeof failure> =>
    run.org.store.getDeleted(object.name.toLowerCase(), id)
        ? failure('ENTITY_IS_DELETED', 'entity is deleted')
        : failure('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');

/** A stored row as triggers see it: every field is there. */
export function recordOfRow(object: SObjectInfo, row: Row): SObjectValue {
    const record = new SObjectValue(object.type);
    for (const [key, value] of row) record.fields.set(key, value);
    return record;
}

function save(run: DmlRun, object: SObjectInfo, all: readonly Saving[], event: 'insert' | 'update'): void {
    for (const each of all) refuseReadOnly(run, object, each, event);
    checkFields(run, object, all.filter(fine), event);
    let saving = trigger(run, object, all.filter(fine), `before ${event}`);
    if (halts(run, all)) return;
    const unique = new UniqueValues(run.org, object);
    saving = saving.filter((each) => write(run, object, each, unique));
    if (halts(run, all)) return;
    for (const each of saving) each.working.fields.set('id', each.id);
    trigger(
        run,
        object,
        saving.map((each) => afterwards(run, object, each)),
        `after ${event}`
    );
}

const fine = ({ outcome }: Saving): boolean => isFine(outcome);

const halts = (run: DmlRun, saving: readonly Saving[]): boolean => run.allOrNone && !saving.every(fine);

/** Records that were queried, or copied, carry fields that nobody can write; others must not. */
function refuseReadOnly(run: DmlRun, object: SObjectInfo, { outcome, given, before }: Saving, event: string): void {
    if (outcome.record.queried !== null || clones.has(outcome.record)) return;
    const names = [...given].flatMap((key) => {
        const field = object.fields.get(key);
        if (!field || key === 'id' || (event === 'insert' ? field.isCreateable : field.isUpdateable)) return [];
        const same = before && sameValue(outcome.record.fields.get(key) ?? null, before.get(key) ?? null);
        return same ? [] : [run.org.schema.qualified(field.name)];
    });
    if (names.length === 0) return;
    const text = `Unable to create/update fields: ${names.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`;
    outcome.failures.push(failure('INVALID_FIELD_FOR_INSERT_UPDATE', text, names));
}

/** In user mode, every field that is given must be one that the user may write. */
function checkFields(run: DmlRun, object: SObjectInfo, saving: readonly Saving[], event: 'insert' | 'update'): void {
    if (run.access !== 'user') return;
    for (const { outcome, given, before } of saving) {
        const refused = [...given].filter((key) => {
            const field = object.fields.get(key);
            if (!field || key === 'id' || (event === 'update' && !field.isUpdateable)) return false;
            return isChanged(outcome, key, before) && !run.rights.canWrite(object, field);
        });
        if (refused.length === 0) continue;
        const names = refused.map((key) => run.org.schema.qualified(object.fields.get(key)?.name ?? key));
        outcome.failures.push(inaccessibleFields(run.org.schema.qualified(object.name), names));
    }
}

/** A queried record carries fields that nobody changed. */
function isChanged({ record }: Outcome, key: string, before: Row | null): boolean {
    const value = record.fields.get(key) ?? null;
    if (record.queried === null || !before) return true;
    return !sameValue(value, before.get(key) ?? null);
}

const sameValue = (a: Value, b: Value): boolean =>
    a === b || (a !== null && b !== null && JSON.stringify(a, big) === JSON.stringify(b, big));

const big = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value);

function trigger(
    run: DmlRun,
    object: SObjectInfo,
    saving: readonly Saving[],
    event: Parameters<typeof fire>[1]['event']
): Saving[] {
    if (saving.length === 0) return [];
    const olds = saving.flatMap(({ old }) => old ?? []);
    const call = {
        object: object.type.decl,
        event,
        newRecords: saving.map(({ working }) => working),
        oldRecords: event.endsWith('insert') ? null : olds
    };
    fire(
        run,
        call,
        saving.map(({ outcome }) => outcome)
    );
    for (const { outcome, working } of saving)
        outcome.failures.push(...errorsOf(working).filter((each) => !outcome.failures.includes(each)));
    return saving.filter(fine);
}

/** Checks a row and puts it into the store. */
function write(run: DmlRun, object: SObjectInfo, saving: Saving, unique: UniqueValues): boolean {
    const { outcome, working, before } = saving;
    const row = new Map<string, Value>(before ?? []);
    const changed = new Set<string>();
    for (const [key, field] of object.fields) {
        if (!working.fields.has(key)) continue;
        const value = storedValue(field, working.fields.get(key) ?? null);
        if (!sameValue(value, row.get(key) ?? null)) changed.add(key);
        if (value === null) row.delete(key);
        else row.set(key, value);
    }
    for (const key of saving.given) changed.add(key);
    const faults = faultsOf(run.org, object, row, changed, before);
    const id = before ? saving.id : run.org.store.nextId(object.keyPrefix ?? 'zzz');
    const duplicate = faults.length === 0 ? unique.faultOf(id, row) : undefined;
    outcome.failures.push(...faults, ...(duplicate ? [duplicate] : []));
    if (!isFine(outcome)) return false;
    saving.id = id;
    row.set('id', id);
    stamp(run, object, row, before === null);
    derive(run.org, object, row, saving.given);
    if (!before) autoNumbers(run.org, object, row);
    if (!before && object.name === 'ContentVersion') makeDocument(run.org, row, run.now);
    run.org.store.put(object.name.toLowerCase(), id, row);
    unique.add(id, row);
    outcome.id = id;
    return true;
}

function stamp(run: DmlRun, object: SObjectInfo, row: Map<string, Value>, isNew: boolean): void {
    const now = new ApexDatetime(Math.floor(run.now / 1000) * 1000);
    const set = (key: string, value: Value): void => {
        if (object.fields.has(key)) row.set(key, value);
    };
    if (isNew) {
        if (!row.has('createddate')) set('createddate', now);
        if (!row.has('createdbyid')) set('createdbyid', run.vm.user.id);
        set('isdeleted', false);
    }
    set('lastmodifieddate', now);
    set('lastmodifiedbyid', run.vm.user.id);
    set('systemmodstamp', now);
}

/** What after-triggers see: the row as it was saved. */
function afterwards(run: DmlRun, object: SObjectInfo, saving: Saving): Saving {
    const row = run.org.store.get(object.name.toLowerCase(), saving.id);
    return row ? { ...saving, working: recordOfRow(object, row) } : saving;
}
