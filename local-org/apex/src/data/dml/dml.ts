import { ListValue, SObjectValue, type Value } from '../../language/values.ts';
import { Unsupported } from '../../unsupported.ts';
import { ApexThrow, type Vm } from '../../vm.ts';
import type { AccessLevel } from '../access-level.ts';
import type { TriggerCall } from '../data.ts';
import type { Org } from '../org.ts';
import type { SObjectInfo } from '../schema/objects.ts';
import { mixedDmlObjects } from '../schema/standard-facts.ts';
import type { Rights } from '../security/rights.ts';
import { Sharing, isWithSharing } from '../security/sharing.ts';
import type { Transaction } from '../transaction.ts';
import { type Outcome, failure } from './failures.ts';

/** The org with what DML needs of the running system. */
export interface DmlWorld {
    readonly org: Org;
    readonly transaction: Transaction;
    readonly runTriggers: (vm: Vm, call: TriggerCall) => void;
}

/** One DML operation under way. */
export interface DmlRun extends DmlWorld {
    readonly vm: Vm;
    readonly operation: string;
    readonly allOrNone: boolean;
    readonly access: AccessLevel;
    readonly rights: Rights;
    /** What the running user may see and change row by row; undefined where sharing does not count. */
    readonly sharing: Sharing | undefined;
    readonly now: number;
}

/** Rows of one object that are saved together, 200 at most. */
export interface Batch {
    readonly object: SObjectInfo;
    readonly outcomes: readonly Outcome[];
}

const mostRows = 200;
const mostTriggers = 16;

/** Prepares an operation: counts it, refuses null, reads whose rights count. */
export function begin(world: DmlWorld, vm: Vm, operation: string, access: AccessLevel, allOrNone: boolean): DmlRun {
    const { schema, store } = world.org;
    const rights = world.org.rightsOf(vm.user.id);
    const isShared = access === 'user' || isWithSharing(vm);
    return {
        ...world,
        vm,
        operation,
        allOrNone,
        access,
        rights,
        sharing: isShared ? new Sharing({ schema, store, rights, userId: vm.user.id }) : undefined,
        now: vm.host.now()
    };
}

/** The records that a DML statement was given, each once. */
export function recordsOf(vm: Vm, value: Value): SObjectValue[] {
    const given = vm.notNull(value);
    const items = given instanceof ListValue ? given.items : [given];
    return items.map((item) => {
        const record = vm.notNull(item);
        if (!(record instanceof SObjectValue)) throw new Unsupported('DML on what is not a record');
        return record;
    });
}

/** Groups neighbours of one object into batches. */
export function batchesOf(org: Org, outcomes: readonly Outcome[]): Batch[] {
    const batches: { object: SObjectInfo; outcomes: Outcome[] }[] = [];
    for (const outcome of outcomes) {
        const object = org.schema.of(outcome.record.type);
        const last = batches.at(-1);
        if (last?.object === object && last.outcomes.length < mostRows) last.outcomes.push(outcome);
        else batches.push({ object, outcomes: [outcome] });
    }
    return batches;
}

const changesUser = ['userroleid', 'isactive', 'forecastenabled', 'isportalenabled', 'username', 'profileid'];

/** Whether a change of this object is one of Setup's: users count when they get a role or change their standing. */
function isSetupChange(batch: Batch, operation: string): boolean {
    if (batch.object.name !== 'User') return mixedDmlObjects.has(batch.object.name.toLowerCase());
    const has = (name: string): boolean =>
        batch.outcomes.some(({ record }) => record.queried === null && (record.fields.get(name) ?? null) !== null);
    return operation === 'insert' ? has('userroleid') : changesUser.some(has);
}

/** Refuses to mix setup objects with others in one transaction. */
export function noteMix(run: DmlRun, batch: Batch): boolean {
    const isSetup = isSetupChange(batch, run.operation);
    if (!isSetup && batch.object.name === 'User') return true;
    const name = run.org.schema.qualified(batch.object.name);
    const clash = run.transaction.note(name, isSetup);
    if (clash === undefined) return true;
    const message = `DML operation on setup object is not permitted after you have updated a non-setup object (or vice versa): ${name}, original object: ${clash}`;
    for (const outcome of batch.outcomes) outcome.failures.push(failure('MIXED_DML_OPERATION', message));
    return false;
}

/** Runs an object's triggers; an exception that leaves one fails every row. */
export function fire(run: DmlRun, call: TriggerCall, outcomes: readonly Outcome[]): void {
    const { vm } = run;
    const depth = vm.stack.length;
    const level = run.transaction.triggerDepth;
    if (level >= mostTriggers) {
        for (const { failures } of outcomes)
            failures.push(failure('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', 'maximum trigger depth exceeded'));
        return;
    }
    run.transaction.triggerDepth = level + 1;
    try {
        run.runTriggers(vm, call);
    } catch (error) {
        if (!(error instanceof ApexThrow)) throw error;
        const type = error.value.type.decl.name;
        if (type.toLowerCase() === 'limitexception') throw error;
        vm.stack.length = depth;
        const state = error.value.native as { message: string | null; stackTrace: string }; // what every exception keeps
        const trigger = /Trigger\.(\w+)/.exec(state.stackTrace)?.[1] ?? '';
        const event = call.event.replace(/(?:^| )(\w)/g, (_all, letter: string) => letter.toUpperCase());
        const name = /^(System|Database)\./.test(type) || error.value.type.decl.file !== null ? type : `System.${type}`;
        const message = `${trigger}: execution of ${event}\n\ncaused by: ${name}: ${state.message ?? 'Script-thrown exception'}\n\n${state.stackTrace}`;
        for (const outcome of outcomes) {
            if (outcome.failures.length === 0)
                outcome.failures.push(failure('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', message));
        }
    } finally {
        run.transaction.triggerDepth = level;
    }
}
