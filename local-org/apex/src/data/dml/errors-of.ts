import type { SObjectValue } from '../../language/values.ts';
import { type Failure, failure } from './failures.ts';

const errors = new WeakMap<SObjectValue, Failure[]>();

/** `record.addError(…)`: the record will not be saved. */
export function addError(record: SObjectValue, message: string, fields: readonly string[] = []): void {
    const known = errors.get(record) ?? [];
    known.push(failure('FIELD_CUSTOM_VALIDATION_EXCEPTION', message, fields));
    errors.set(record, known);
}

/** What was added to a record with addError. */
export const errorsOf = (record: SObjectValue): readonly Failure[] => errors.get(record) ?? [];
