import { SObjectValue } from '../../language/values.ts';
import type { SObjectInfo } from '../schema/objects.ts';
import { comparable, keyOf } from '../soql/comparing.ts';
import type { DmlRun } from './dml.ts';
import { type Outcome, failure } from './failures.ts';

/** The fields that the caller gave, with references named by external ids filled in. */
export function givenFields(run: DmlRun, object: SObjectInfo, outcome: Outcome): Set<string> {
    const { record } = outcome;
    const given = new Set<string>();
    for (const key of record.fields.keys()) if (object.fields.has(key)) given.add(key);
    for (const [relationship, field] of object.parents) {
        const parent = record.fields.get(relationship);
        const key = field.name.toLowerCase();
        if (record.queried !== null || given.has(key) || !(parent instanceof SObjectValue)) continue;
        const id = idByExternal(run, parent);
        if (id === undefined) {
            outcome.failures.push(
                failure('INVALID_FIELD', `Foreign key external ID not found for field ${field.name}`, [field.name])
            );
        } else if (id !== null) {
            record.fields.set(key, id);
            given.add(key);
        }
    }
    return given;
}

/** The row that a record names by an external id: null where it names none, undefined where there is no such row. */
function idByExternal(run: DmlRun, parent: SObjectValue): string | null | undefined {
    if (parent.fields.has('id')) return null;
    const object = run.org.schema.of(parent.type);
    for (const [key, value] of parent.fields) {
        const field = object.fields.get(key);
        if (!field?.isExternalId || value === null) continue;
        const wanted = keyOf(comparable(value, field));
        for (const [id, row] of run.org.store.rows(object.name.toLowerCase())) {
            if (keyOf(comparable(row.get(key) ?? null, field)) === wanted) return id;
        }
        return undefined;
    }
    return null;
}
