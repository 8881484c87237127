import { declare, define } from '../library/define.ts';
import { invokeOn } from '../language/members.ts';
import { type ApexType, type TypeDecl, isSubtype, nameOf, typeOf } from '../language/types.ts';
import { Instance, type Value } from '../language/values.ts';
import { Unsupported } from '../unsupported.ts';
import type { Vm } from '../vm.ts';
import { executeBatch } from './batch.ts';
import { copyOf } from './copy.ts';
import { recordEnd, recordWaiting } from './job-records.ts';
import { type Job, inTransaction, jobUnderWay, nextJobId, queueOf } from './jobs.ts';
import { isScheduleExpression } from './schedule.ts';
import { isTest } from './test-state.ts';

/** An interface or class of the platform with one method that answers an id. */
function contextType(name: string, method: string): TypeDecl {
    return define(declare(name), { methods: { [`Id ${method}()`]: (_vm, self: Instance) => self.native as string } }); // contextOf puts it there
}

const queueableContext = contextType('QueueableContext', 'getJobId');
const schedulableContext = contextType('SchedulableContext', 'getTriggerId');
const queueable = define(declare('Queueable', 'interface'), { abstract: ['void execute(QueueableContext context)'] });
const schedulable = define(declare('Schedulable', 'interface'), {
    abstract: ['void execute(SchedulableContext context)']
});
export const allowsCallouts = declare('Database.AllowsCallouts', 'interface');
declare('Database.Stateful', 'interface');

const contextOf = (decl: TypeDecl, id: string): Instance => {
    const context = new Instance(typeOf(decl));
    context.native = id;
    return context;
};

/** Calls what a class of the package implements of one of the interfaces here. */
function callExecute(vm: Vm, self: Value, of: TypeDecl, context: Instance): void {
    const [method] = of.methods.get('execute') ?? [];
    if (method) invokeOn(vm, method, self, [context]);
}

const typeOfJob = (vm: Vm, job: Value): ApexType => vm.typeOf(vm.notNull(job));

function enqueue(vm: Vm, given: Value): string {
    const type = typeOfJob(vm, given);
    const parent = jobUnderWay(vm);
    // the platform cannot chain jobs in a test
    if (isTest(vm) && parent?.kind === 'queueable') vm.raise('AsyncException', 'Maximum stack depth has been reached.');
    vm.limits.count(vm, 'queueableJobs');
    const copy = copyOf(vm, given);
    const id = nextJobId(vm, '707');
    const job: Job = {
        id,
        kind: 'queueable',
        name: nameOf(type),
        mayCallOut: isSubtype(type, typeOf(allowsCallouts)),
        user: vm.user,
        run: (later) =>
            inTransaction(later, job, () => callExecute(later, copy, queueable, contextOf(queueableContext, id)))
    };
    queueOf(vm).push(job);
    recordWaiting(vm, job, nameOf(type));
    return id;
}

function schedule(vm: Vm, name: string, expression: string, given: Value): string {
    const type = typeOfJob(vm, given);
    if (!isScheduleExpression(expression)) {
        vm.raise('StringException', `Illegal cron expression format (${expression})`);
    }
    if (queueOf(vm).some((other) => other.kind === 'scheduled' && other.name === name)) {
        vm.raise('AsyncException', `The Apex job named "${name}" is already scheduled for execution.`);
    }
    if (!isTest(vm)) throw new Unsupported(`System.schedule outside tests (${nameOf(type)})`);
    const copy = copyOf(vm, given);
    const id = nextJobId(vm, '08e');
    const job: Job = {
        id,
        kind: 'scheduled',
        name,
        mayCallOut: false,
        user: vm.user,
        run: (later) =>
            inTransaction(later, job, () => callExecute(later, copy, schedulable, contextOf(schedulableContext, id)))
    };
    queueOf(vm).push(job);
    recordSchedule(vm, id, name, expression);
    return id;
}

/** The CronTrigger of a scheduled job; when it fires is not worked out, and not to be queried. */
function recordSchedule(vm: Vm, id: string, name: string, expression: string): void {
    const now = vm.host.now();
    const [detail] = vm.data.importRows('CronJobDetail', [{ Name: name, JobType: '7' }], now);
    vm.data.importRows(
        'CronTrigger',
        [
            {
                Id: id,
                CronJobDetailId: detail,
                CronExpression: expression,
                State: 'WAITING',
                TimesTriggered: 0,
                OwnerId: vm.user.id
            }
        ],
        now
    );
}

function abort(vm: Vm, id: string): void {
    const queue = queueOf(vm);
    const at = queue.findIndex((job) => job.id === id);
    const [job] = at < 0 ? [] : queue.splice(at, 1);
    if (job) recordEnd(vm, job, 'Aborted');
}

const isKind = (vm: Vm, ...kinds: Job['kind'][]): boolean => {
    const kind = jobUnderWay(vm)?.kind;
    return kind !== undefined && kinds.includes(kind);
};

define(declare('System'), {
    statics: {
        'Id enqueueJob(Queueable job)': (vm, job: Value) => enqueue(vm, job),
        'String schedule(String name, String expression, Schedulable job)': (
            vm,
            name: string,
            expression: string,
            job: Value
        ) => schedule(vm, name, expression, job),
        'void abortJob(String id)': (vm, id: string) => abort(vm, id),
        'Boolean isFuture()': (vm) => isKind(vm, 'future'),
        'Boolean isQueueable()': (vm) => isKind(vm, 'queueable'),
        'Boolean isBatch()': (vm) => isKind(vm, 'batch'),
        'Boolean isScheduled()': (vm) => isKind(vm, 'scheduled')
    }
});

/** What a batch is begun, continued and ended with. */
const batchableContext = define(declare('Database.BatchableContext'), {
    methods: {
        'Id getJobId()': (_vm, self: Instance) => self.native as string, // contextOf puts it there
        'Id getChildJobId()': (_vm, self: Instance) => self.native as string
    }
});

const batchable = define(declare('Database.Batchable', 'interface', ['T']), {
    abstract: [
        'Object start(Database.BatchableContext context)',
        'void execute(Database.BatchableContext context, List<T> scope)',
        'void finish(Database.BatchableContext context)'
    ]
});

const stateful = typeOf(declare('Database.Stateful', 'interface'));
const defaultScope = 200;

function batch(vm: Vm, given: Value, scope: number): string {
    const type = typeOfJob(vm, given);
    if (scope < 1 || scope > 2000) throw new Unsupported(`a batch scope of ${scope}`);
    const id = nextJobId(vm, '707');
    const context = contextOf(batchableContext, id);
    const call = (on: Value, name: string, ...args: Value[]) => {
        const [method] = batchable.methods.get(name) ?? [];
        return (later: Vm): Value => (method ? invokeOn(later, method, on, [context, ...args]) : null);
    };
    const job = executeBatch({
        id,
        name: nameOf(type),
        user: vm.user,
        mayCallOut: isSubtype(type, typeOf(allowsCallouts)),
        original: copyOf(vm, given),
        keepsState: isSubtype(type, stateful),
        scope,
        call
    });
    queueOf(vm).push(job);
    recordWaiting(vm, job, job.name);
    return id;
}

define(declare('Database'), {
    statics: {
        'Id executeBatch(Object job)': (vm, job: Value) => batch(vm, job, defaultScope),
        'Id executeBatch(Object job, Integer scope)': (vm, job: Value, scope: number) => batch(vm, job, scope)
    }
});
