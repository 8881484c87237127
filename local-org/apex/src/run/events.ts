import { publishedEvents } from '../data/library/event-bus.ts';
import type { SObjectValue } from '../language/values.ts';
import type { User, Vm } from '../vm.ts';
import { type Job, inTransaction, nextJobId } from './jobs.ts';

const automatedProcess = 'autoproc@local-org.example';

/** Gives the triggers what was published, object by object, as the automated process; then what these publish. */
export function deliverEvents(vm: Vm): void {
    const events = publishedEvents(vm);
    while (events.length > 0) {
        const [first] = events;
        const others = events.findIndex((event) => event.type.decl !== first?.type.decl);
        const batch = events.splice(0, others < 0 ? events.length : others);
        deliver(vm, batch);
    }
}

function deliver(vm: Vm, batch: readonly SObjectValue[]): void {
    const [first] = batch;
    const user: User = vm.data.findUser(automatedProcess) ?? vm.user;
    if (!first) return;
    const job: Job = {
        id: nextJobId(vm, '707'),
        kind: 'event',
        name: first.objectName,
        mayCallOut: false,
        user,
        run: () => undefined
    };
    const call = { object: first.type.decl, event: 'after insert', newRecords: batch, oldRecords: null } as const;
    inTransaction(vm, job, () => vm.data.runTriggers(vm, call));
}
