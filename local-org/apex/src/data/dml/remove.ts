import { asText } from '../as-text.ts';
import type { SObjectInfo } from '../schema/objects.ts';
import type { Value } from '../../language/values.ts';
import type { Row } from '../store.ts';
import { type Batch, type DmlRun, fire, noteMix } from './dml.ts';
import { errorsOf } from './errors-of.ts';
import { failure, type Outcome } from './failures.ts';
import { missing, recordOfRow, refuseUnsupported } from './save.ts';

interface Removing {
    readonly outcome: Outcome;
    readonly row: Row;
    readonly id: string;
}

/** Deletes a batch: rights, before-triggers, children, rows, after-triggers. */
export function deleteBatch(run: DmlRun, batch: Batch): void {
    const { object } = batch;
    refuseUnsupported(object, 'delete');
    if (run.access === 'user' && !run.rights.can('delete', object)) {
        run.vm.raise('SecurityException', `Access to entity '${run.org.schema.qualified(object.name)}' denied`);
    }
    if (!noteMix(run, batch)) return;
    if (object.name === 'User') {
        for (const { failures } of batch.outcomes) failures.push(failure('CANNOT_DELETE', 'A user cannot be deleted'));
        return;
    }
    const found = batch.outcomes.flatMap((outcome) => rowToRemove(run, object, outcome) ?? []);
    const removing = trigger(run, object, found, 'before delete');
    if (run.allOrNone && batch.outcomes.some(({ failures }) => failures.length > 0)) return;
    for (const each of removing) removeRow(run, object, each.outcome, each.id, new Set());
    if (run.allOrNone && batch.outcomes.some(({ failures }) => failures.length > 0)) return;
    trigger(
        run,
        object,
        removing.filter(({ outcome }) => outcome.failures.length === 0),
        'after delete'
    );
}

function rowToRemove(run: DmlRun, object: SObjectInfo, outcome: Outcome): Removing | undefined {
    const id = outcome.record.fields.get('id');
    if (typeof id !== 'string') {
        outcome.failures.push(failure('MISSING_ARGUMENT', 'Id not specified in a delete call'));
        return undefined;
    }
    const row = run.org.store.get(object.name.toLowerCase(), id);
    if (!row || (run.sharing && !run.sharing.canSee(object, row))) {
        outcome.failures.push(missing(run, object, id));
        return undefined;
    }
    if (run.sharing && !run.sharing.canDelete(object, row)) {
        outcome.failures.push(failure('INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id'));
        return undefined;
    }
    outcome.id = id;
    return { outcome, row, id };
}

function trigger(
    run: DmlRun,
    object: SObjectInfo,
    removing: readonly Removing[],
    event: 'before delete' | 'after delete'
): Removing[] {
    if (removing.length === 0) return [];
    const oldRecords = removing.map(({ row }) => recordOfRow(object, row));
    const outcomes = removing.map(({ outcome }) => outcome);
    fire(run, { object: object.type.decl, event, newRecords: null, oldRecords }, outcomes);
    for (const [index, { outcome }] of removing.entries()) {
        const record = oldRecords[index];
        if (record) outcome.failures.push(...errorsOf(record));
    }
    return removing.filter(({ outcome }) => outcome.failures.length === 0);
}

/** Deletes a row with what belongs to it; lookups to it are cleared, or forbid it. */
function removeRow(run: DmlRun, object: SObjectInfo, outcome: Outcome, id: string, above: Set<string>): void {
    if (above.has(id)) return;
    above.add(id);
    const { schema, store } = run.org;
    for (const child of schema.all()) {
        if (store.rows(child.name.toLowerCase()).size === 0) continue;
        for (const field of child.fields.values()) {
            if (field.type !== 'reference' || !leadsTo(field.referenceTo, object.name)) continue;
            const key = field.name.toLowerCase();
            const name = child.name.toLowerCase();
            for (const [childId, row] of [...store.rows(name)]) {
                if (row.get(key) !== id) continue;
                if (field.onParentDelete === 'restrict') {
                    outcome.failures.push(
                        failure(
                            'DELETE_FAILED',
                            `Your attempt to delete ${asText(row.get('name') ?? id)} could not be completed because it is associated with the following ${child.labelPlural.toLowerCase()}.`
                        )
                    );
                } else if (field.onParentDelete === 'cascade') removeRow(run, child, outcome, childId, above);
                else if (field.isUpdateable) store.put(name, childId, without(row, key));
            }
        }
    }
    if (outcome.failures.length === 0) store.remove(object.name.toLowerCase(), id);
}

const leadsTo = (targets: readonly string[], name: string): boolean => targets.includes(name) || targets[0] === 'Name';

const without = (row: Row, key: string): Map<string, Value> => {
    const copy = new Map(row);
    copy.delete(key);
    return copy;
};

/** Brings a batch back from the recycle bin, with the children that went with it. */
export function undeleteBatch(run: DmlRun, batch: Batch): void {
    const { object } = batch;
    refuseUnsupported(object, 'undelete');
    if (run.access === 'user' && !run.rights.can('delete', object)) {
        run.vm.raise('SecurityException', `Access to entity '${run.org.schema.qualified(object.name)}' denied`);
    }
    if (!noteMix(run, batch)) return;
    const restored: Outcome[] = [];
    for (const outcome of batch.outcomes) {
        const id = outcome.record.fields.get('id');
        if (typeof id !== 'string' || !run.org.store.getDeleted(object.name.toLowerCase(), id)) {
            outcome.failures.push(failure('UNDELETE_FAILED', 'Entity is not in the recycle bin'));
            continue;
        }
        restoreRow(run, object, id);
        outcome.id = id;
        restored.push(outcome);
    }
    const newRecords = restored.flatMap(({ id }) => {
        const row = id === null ? undefined : run.org.store.get(object.name.toLowerCase(), id);
        return row ? [recordOfRow(object, row)] : [];
    });
    if (newRecords.length === 0) return;
    fire(run, { object: object.type.decl, event: 'after undelete', newRecords, oldRecords: null }, restored);
    for (const [index, record] of newRecords.entries()) restored[index]?.failures.push(...errorsOf(record));
}

function restoreRow(run: DmlRun, object: SObjectInfo, id: string): void {
    const { schema, store } = run.org;
    store.restore(object.name.toLowerCase(), id);
    for (const child of schema.all()) {
        for (const field of child.fields.values()) {
            if (field.onParentDelete !== 'cascade' || !field.referenceTo.includes(object.name)) continue;
            for (const [childId, row] of [...store.deletedRows(child.name.toLowerCase())]) {
                if (row.get(field.name.toLowerCase()) === id) restoreRow(run, child, childId);
            }
        }
    }
}
