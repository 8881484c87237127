import { asText } from '../as-text.ts';
import type { SObjectValue, Value } from '../../language/values.ts';
import type { Vm } from '../../vm.ts';
import type { AccessLevel } from '../access-level.ts';
import type { DmlOperation } from '../data.ts';
import { comparable, keyOf } from '../soql/comparing.ts';
import { type DmlRun, type DmlWorld, batchesOf, begin, recordsOf } from './dml.ts';
import { type Outcome, failure } from './failures.ts';
import { deleteBatch, undeleteBatch } from './remove.ts';
import { insertBatch, updateBatch } from './save.ts';

export interface OperationOptions {
    readonly access: AccessLevel;
    readonly allOrNone: boolean;
    /** For upsert: the field to match by, Id by default. */
    readonly externalId?: string | undefined;
}

/**
 * Performs one DML operation and answers what became of each row. With `allOrNone`, a failure takes everything back;
 * the caller then raises the exception.
 */
export function perform(
    world: DmlWorld,
    vm: Vm,
    operation: DmlOperation,
    value: Value,
    options: OperationOptions
): Outcome[] {
    const records = recordsOf(vm, value);
    if (records.length === 0) return [];
    vm.limits.count(vm, 'dmlStatements');
    vm.limits.count(vm, 'dmlRows', records.length);
    refuseRepeated(vm, operation, records);
    world.transaction.hasWork = true;
    const run = begin(world, vm, operation, options.access, options.allOrNone);
    const outcomes = records.map((record): Outcome => ({
        record,
        id: null,
        failures: [],
        isCreated: operation === 'insert'
    }));
    const mark = world.org.store.mark();
    if (operation === 'upsert') upsert(run, outcomes, options.externalId);
    else runAll(run, operation, outcomes);
    const failed = outcomes.some(({ failures }) => failures.length > 0);
    if (failed && options.allOrNone) {
        world.org.store.rollbackTo(mark);
        return outcomes;
    }
    for (const outcome of outcomes) {
        if (outcome.failures.length === 0 && outcome.isCreated) outcome.record.fields.set('id', outcome.id);
    }
    return outcomes;
}

function runAll(run: DmlRun, operation: Exclude<DmlOperation, 'upsert'>, outcomes: readonly Outcome[]): void {
    if (operation === 'insert') refuseIds(outcomes);
    for (const batch of batchesOf(run.org, outcomes)) {
        const mark = run.org.store.mark();
        if (operation === 'insert') insertBatch(run, batch);
        else if (operation === 'update') updateBatch(run, batch);
        else if (operation === 'delete') deleteBatch(run, batch);
        else undeleteBatch(run, batch);
        const failed = batch.outcomes.filter(({ failures }) => failures.length > 0);
        if (failed.length === 0) continue;
        if (run.allOrNone) return;
        retry(run, operation, batch.outcomes, mark);
    }
}

/** Partial success: rows that only failed after they were written are taken out, and the others saved again. */
function retry(
    run: DmlRun,
    operation: Exclude<DmlOperation, 'upsert'>,
    outcomes: readonly Outcome[],
    mark: number
): void {
    const written = outcomes.some(({ failures, id }) => failures.length > 0 && id !== null);
    if (!written) return;
    run.org.store.rollbackTo(mark);
    const good = outcomes.filter(({ failures }) => failures.length === 0);
    for (const outcome of outcomes) outcome.id = null;
    if (good.length > 0) runAll(run, operation, good);
}

function refuseIds(outcomes: readonly Outcome[]): void {
    for (const { record, failures } of outcomes) {
        if ((record.fields.get('id') ?? null) === null) continue;
        failures.push(failure('INVALID_FIELD_FOR_INSERT_UPDATE', 'cannot specify Id in an insert call', ['Id']));
    }
}

function refuseRepeated(vm: Vm, operation: DmlOperation, records: readonly SObjectValue[]): void {
    if (operation === 'insert' || operation === 'upsert') {
        if (new Set(records).size < records.length) {
            vm.raise('ListException', `Before Insert or Upsert list must not have two identically equal elements`);
        }
    }
    if (operation === 'insert') return;
    const seen = new Set<Value>();
    for (const record of records) {
        const id = record.fields.get('id') ?? null;
        if (id !== null && seen.has(id)) vm.raise('ListException', `Duplicate id in list: ${asText(id)}`);
        seen.add(id);
    }
}

/** Tells rows that are there from new ones, by Id or by an external id, and updates and inserts them. */
function upsert(run: DmlRun, outcomes: readonly Outcome[], externalId: string | undefined): void {
    const byId = externalId === undefined || externalId.toLowerCase() === 'id';
    for (const outcome of outcomes) {
        if (!byId) match(run, outcome, externalId);
        outcome.isCreated = (outcome.record.fields.get('id') ?? null) === null;
    }
    const ready = outcomes.filter(({ failures }) => failures.length === 0);
    if (run.allOrNone && ready.length < outcomes.length) return;
    runAll(
        run,
        'update',
        ready.filter(({ isCreated }) => !isCreated)
    );
    if (run.allOrNone && outcomes.some(({ failures }) => failures.length > 0)) return;
    runAll(
        run,
        'insert',
        ready.filter(({ isCreated }) => isCreated)
    );
}

function match(run: DmlRun, outcome: Outcome, externalId: string): void {
    const { schema, store } = run.org;
    const object = schema.of(outcome.record.type);
    const field = schema.field(object, externalId);
    if (!field) throw new Error(`${object.name} has no field ${externalId}`);
    const key = field.name.toLowerCase();
    const value = outcome.record.fields.get(key) ?? null;
    if (value === null) {
        outcome.failures.push(failure('MISSING_ARGUMENT', `${schema.qualified(field.name)} not specified`));
        return;
    }
    const wanted = keyOf(comparable(value, field));
    const found = [...store.rows(object.name.toLowerCase())].filter(
        ([, row]) => keyOf(comparable(row.get(key) ?? null, field)) === wanted
    );
    if (found.length > 1) {
        const ids = found.map(([id]) => id).join(', ');
        outcome.failures.push(
            failure(
                'DUPLICATE_EXTERNAL_ID',
                `${schema.qualified(field.name)}: more than one record found for external id field: [${ids}]`
            )
        );
        return;
    }
    const [only] = found;
    if (only) outcome.record.fields.set('id', only[0]);
}
