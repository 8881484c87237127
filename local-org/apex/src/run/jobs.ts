import { initialiseClass } from '../language/objects.ts';
import type { MethodInfo } from '../language/types.ts';
import type { Value } from '../language/values.ts';
import type { User, Vm } from '../vm.ts';
import { copyOf } from './copy.ts';
import { failureOf } from './failure.ts';
import { recordEnd, recordFailure, recordWaiting } from './job-records.ts';
import { Limits } from './limits.ts';

export type JobKind = 'future' | 'queueable' | 'batch' | 'scheduled' | 'event';

/** Asynchronous work that waits for its turn. */
export interface Job {
    readonly id: string;
    readonly kind: JobKind;
    /** As `AsyncApexJob` and messages name it. */
    readonly name: string;
    /** Whether its code may leave the org. */
    readonly mayCallOut: boolean;
    readonly user: User;
    /** Does the work in as many transactions as it needs. */
    readonly run: (vm: Vm) => void;
}

const queueKey = {};
const underWayKey = {};

/** What outlives a single transaction: the queue, the state of a test and its mocks. */
const lasting = new Set<unknown>([queueKey]);

/** Declares a key of `vm.transaction` whose value jobs see that this transaction starts. */
export function keepForJobs<K>(key: K): K {
    lasting.add(key);
    return key;
}

const sharesStatics = keepForJobs({});

/** Lets jobs that this transaction starts see and change its static fields, as they do in tests. */
export const shareStatics = (vm: Vm): void => void vm.transaction.set(sharesStatics, true);

/** The jobs that wait, in the order in which they were asked for. */
export function queueOf(vm: Vm): Job[] {
    const known = vm.transaction.get(queueKey) as Job[] | undefined; // only written below
    const queue = known ?? [];
    if (!known) vm.transaction.set(queueKey, queue);
    return queue;
}

/** The job whose code runs now. */
export const jobUnderWay = (vm: Vm): Job | undefined => vm.transaction.get(underWayKey) as Job | undefined; // only inTransaction writes it

/** Why code that runs now may not call out; null when it may. */
export function calloutRefusal(vm: Vm): string | null {
    const job = jobUnderWay(vm);
    if (!job || job.mayCallOut) return null;
    if (job.kind === 'event') return 'Callout from triggers are currently not supported.';
    return job.kind === 'future'
        ? 'Callout not allowed from this future method. Please enable callout by annotating the future method. eg: @Future(callout=true)'
        : job.kind === 'scheduled'
          ? 'Callout from scheduled Apex not supported.'
          : `Callout not allowed from this ${job.kind} job. Please implement Database.AllowsCallouts.`;
}

/** One transaction of a job, with limits and uncommitted work of its own, and statics but in tests; taken back when it fails. */
export function inTransaction(vm: Vm, job: Job, work: () => void): void {
    const shared = job.kind !== 'event' && vm.transaction.has(sharesStatics);
    vm.separately(new Limits(job.kind !== 'event'), [...lasting], shared, () => {
        vm.transaction.set(underWayKey, job);
        vm.user = job.user;
        vm.data.begin();
        vm.data.forgetWork();
        try {
            work();
        } catch (error) {
            vm.data.rollback();
            throw error;
        }
        vm.data.commit();
    });
}

/** Runs what waits, and what that asks for in turn. What a job throws ends the run. */
export function runJobs(vm: Vm): void {
    const queue = queueOf(vm);
    for (let job = queue.shift(); job; job = queue.shift()) runJob(vm, job);
}

function runJob(vm: Vm, job: Job): void {
    try {
        job.run(vm);
    } catch (error) {
        recordFailure(vm, job, failureOf(vm, error).message);
        throw error;
    }
    recordEnd(vm, job, 'Completed');
}

/** A new id with this prefix. */
export const nextJobId = (vm: Vm, prefix: string): string => vm.data.org.store.nextId(prefix);

/** The call of a @future method: its arguments as they are now, to be run later as the same user. */
export function callLater(vm: Vm, method: MethodInfo, args: readonly Value[]): void {
    const name = `${method.owner.name}.${method.name}`;
    const kind = jobUnderWay(vm)?.kind;
    if (kind === 'future' || kind === 'batch') {
        const signature = method.params.map((param) => param.decl.name).join(', ');
        vm.raise(
            'AsyncException',
            `Future method cannot be called from a future or batch method: ${name}(${signature})`
        );
    }
    if (!vm.limits.isAsync) vm.limits.count(vm, 'futureCalls');
    const copies = args.map((arg) => copyOf(vm, arg));
    const annotation = method.annotations.find((found) => found.name === 'future');
    const job: Job = {
        id: nextJobId(vm, '707'),
        kind: 'future',
        name,
        mayCallOut: annotation?.values.get('callout')?.toLowerCase() === 'true',
        user: vm.user,
        run: (later) =>
            inTransaction(later, job, () => {
                initialiseClass(later, method.owner);
                method.invoke(later, null, copies);
            })
    };
    queueOf(vm).push(job);
    recordWaiting(vm, job, method.owner.name, method.name);
}
