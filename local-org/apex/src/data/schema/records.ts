import { SObjectValue, type Value } from '../../language/values.ts';
import type { Vm } from '../../vm.ts';

/** Reads a field or relationship by its name in lower case. Raises SObjectException where a query left it out. */
export function readField(vm: Vm, record: SObjectValue, key: string, name: string, absent: Value): Value {
    const value = record.fields.get(key);
    if (value !== undefined) return value;
    if (record.queried && !record.queried.has(key)) {
        vm.raise(
            'SObjectException',
            `SObject row was retrieved via SOQL without querying the requested field: ${record.objectName}.${name}`
        );
    }
    return absent;
}

/** The record that a library method was called on. */
export function recordOf(value: Value): SObjectValue {
    if (!(value instanceof SObjectValue)) throw new Error('not a record');
    return value;
}

/** A copy with the same fields, not yet of the database. */
export function copyOf(record: SObjectValue): SObjectValue {
    const copy = new SObjectValue(record.type);
    for (const [key, value] of record.fields) copy.fields.set(key, value);
    copy.queried = record.queried;
    return copy;
}
