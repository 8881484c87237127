import { ApexDatetime, type Value } from '../language/values.ts';
import type { Vm } from '../vm.ts';
import type { Job } from './jobs.ts';

const types = {
    future: 'Future',
    queueable: 'Queueable',
    batch: 'BatchApex',
    scheduled: 'ScheduledApex',
    event: null
} as const;

/** Writes the AsyncApexJob of a job that begins to wait. */
export function recordWaiting(vm: Vm, job: Job, className: string, methodName?: string): void {
    const classes = [...vm.data.org.store.rows('apexclass').values()];
    const own = classes.find((row) => vm.text(row.get('name') ?? null).toLowerCase() === className.toLowerCase());
    vm.data.importRows(
        'AsyncApexJob',
        [
            {
                Id: job.id,
                JobType: types[job.kind],
                Status: 'Queued',
                CreatedById: job.user.id,
                NumberOfErrors: 0,
                JobItemsProcessed: 0,
                TotalJobItems: 0,
                ...(own && { ApexClassId: own.get('id') }),
                ...(methodName !== undefined && { MethodName: methodName })
            }
        ],
        vm.host.now()
    );
}

const change = (vm: Vm, id: string, changes: Readonly<Record<string, Value>>): void => {
    const { store } = vm.data.org;
    const row = store.get('asyncapexjob', id);
    if (row) store.put('asyncapexjob', id, new Map([...row, ...Object.entries(changes)]));
};

/** How many chunks a batch has, and has done. */
export const recordProgress = (vm: Vm, job: Job, done: number, total: number): void =>
    change(vm, job.id, { status: 'Processing', jobitemsprocessed: done, totaljobitems: total });

/** Says in the AsyncApexJob that its job is over. */
export const recordEnd = (vm: Vm, job: Job, status: 'Completed' | 'Aborted'): void =>
    change(vm, job.id, { status, completeddate: new ApexDatetime(vm.host.now()) });

/** Says in the AsyncApexJob that its job failed, and with what message. */
export const recordFailure = (vm: Vm, job: Job, message: string): void =>
    change(vm, job.id, {
        status: 'Failed',
        numberoferrors: 1,
        extendedstatus: message.slice(0, 255),
        completeddate: new ApexDatetime(vm.host.now())
    });
