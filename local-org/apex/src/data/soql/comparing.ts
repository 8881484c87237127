import * as decimal from '../../language/decimal.ts';
import { ApexDate, ApexDatetime, ApexDouble, ApexTime, SObjectValue, type Value } from '../../language/values.ts';
import { Unsupported } from '../../unsupported.ts';
import type { Vm } from '../../vm.ts';
import { asId } from '../ids.ts';
import { type Field, isText } from '../schema/field.ts';

/** A value in a form that compares: texts in lower case, moments and days as numbers. */
export type Comparable = string | number | decimal.ApexDecimal;

/** The field's value in comparable form; null stays null. */
export function comparable(value: Value, field: Pick<Field, 'type' | 'isCaseSensitive'>): Comparable | null {
    if (value === null) return null;
    if (typeof value === 'string') {
        return isText(field.type) && !field.isCaseSensitive ? value.toLowerCase() : value;
    }
    if (typeof value === 'boolean') return value ? 1 : 0;
    if (typeof value === 'number') return decimal.fromInteger(value);
    if (typeof value === 'bigint') return decimal.fromLong(value);
    if (value instanceof ApexDouble) return decimal.fromDouble(value.value);
    if (value instanceof decimal.ApexDecimal) return value;
    if (value instanceof ApexDate) return value.days;
    if (value instanceof ApexDatetime || value instanceof ApexTime) return value.ms;
    throw new Unsupported(`comparing fields of type ${field.type} in a query`);
}

/** Their order: negative, zero or positive. */
export function compareValues(a: Comparable, b: Comparable): number {
    if (a instanceof decimal.ApexDecimal && b instanceof decimal.ApexDecimal) return decimal.compare(a, b);
    if (a === b) return 0;
    return a < b ? -1 : 1;
}

/** What sets of comparable values are keyed by. */
export const keyOf = (value: Comparable | null): string | number | null =>
    value instanceof decimal.ApexDecimal ? value.normalised() : value;

const numbers = ['currency', 'double', 'percent', 'integer', 'long'];

/** A bind's or literal's value as a value of the field it is compared with. Raises QueryException where it cannot be one. */
export function fitted(vm: Vm, value: Value, field: Field): Value {
    if (value === null) return null;
    if (value instanceof SObjectValue) return fitted(vm, value.fields.get('id') ?? null, field);
    if (field.type === 'id' || field.type === 'reference') {
        const id = typeof value === 'string' ? asId(value) : undefined;
        return (
            id ??
            vm.raise('QueryException', `Invalid ID in filter criterion for field '${field.name}': ${vm.text(value)}`)
        );
    }
    if (field.type === 'datetime' && value instanceof ApexDate) return new ApexDatetime(value.days * 86_400_000);
    if (field.type === 'date' && value instanceof ApexDatetime) return new ApexDate(Math.floor(value.ms / 86_400_000));
    if (!fits(value, field)) {
        vm.raise(
            'QueryException',
            `value of filter criterion for field '${field.name}' must be of type ${field.type}${typeof value === 'string' ? ' and should not be enclosed in quotes' : ''}`
        );
    }
    return value;
}

function fits(value: Exclude<Value, null>, field: Field): boolean {
    if (isText(field.type)) return typeof value === 'string';
    if (field.type === 'boolean') return typeof value === 'boolean';
    if (numbers.includes(field.type)) {
        return (
            typeof value === 'number' ||
            typeof value === 'bigint' ||
            value instanceof ApexDouble ||
            value instanceof decimal.ApexDecimal
        );
    }
    if (field.type === 'date') return value instanceof ApexDate;
    if (field.type === 'datetime') return value instanceof ApexDatetime;
    return field.type === 'time' && value instanceof ApexTime;
}

/** LIKE: `%` any text, `_` one character, a backslash before either means itself; case does not matter. */
export function likePattern(pattern: string): RegExp {
    let source = '';
    for (let i = 0; i < pattern.length; i += 1) {
        const char = pattern.charAt(i);
        if (char === '\\' && i + 1 < pattern.length) {
            i += 1;
            source += quote(pattern.charAt(i));
        } else if (char === '%') source += '[\\s\\S]*';
        else if (char === '_') source += '[\\s\\S]';
        else source += quote(char);
    }
    return new RegExp(`^${source}$`, 'iu');
}

const quote = (char: string): string => char.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
