import { ApexDecimal, compare as compareDecimals } from '../language/decimal.ts';
import { nameOf, sameType } from '../language/types.ts';
import {
    ApexDate,
    ApexDatetime,
    ApexDouble,
    ApexEnum,
    ApexTime,
    Instance,
    SObjectValue,
    type Value
} from '../language/values.ts';
import { Unsupported } from '../unsupported.ts';
import type { Vm } from '../vm.ts';

const order = <V extends number | bigint | string | boolean>(a: V, b: V): number => (a < b ? -1 : a > b ? 1 : 0);

/** The order that List.sort gives: null first, strings by code unit, objects by their own compareTo. */
export function compareValues(vm: Vm, a: Value, b: Value): number {
    if (a === null || b === null) return order(a !== null, b !== null);
    if (typeof a === 'string' && typeof b === 'string') return order(a, b);
    if (typeof a === 'number' && typeof b === 'number') return order(a, b);
    if (typeof a === 'bigint' && typeof b === 'bigint') return order(a, b);
    if (typeof a === 'boolean' && typeof b === 'boolean') return order(a, b);
    if (a instanceof ApexDecimal && b instanceof ApexDecimal) return compareDecimals(a, b);
    if (a instanceof ApexDouble && b instanceof ApexDouble) return order(a.value, b.value);
    if (a instanceof ApexDate && b instanceof ApexDate) return order(a.days, b.days);
    if (a instanceof ApexDatetime && b instanceof ApexDatetime) return order(a.ms, b.ms);
    if (a instanceof ApexTime && b instanceof ApexTime) return order(a.ms, b.ms);
    if (a instanceof ApexEnum && b instanceof ApexEnum && a.decl === b.decl) return order(a.ordinal, b.ordinal);
    if (a instanceof SObjectValue && b instanceof SObjectValue) return compareRecords(vm, a, b);
    if (a instanceof Instance && vm.findMethod(a, 'compareTo', 1)) return Number(vm.call(a, 'compareTo', b));
    return vm.raise('ListException', 'One or more of the items in this list is not Comparable.');
}

/** By Name, then by the standard fields in the order of the alphabet, then by the custom ones. */
function compareRecords(vm: Vm, a: SObjectValue, b: SObjectValue): number {
    if (!sameType(a.type, b.type)) throw new Unsupported(`sorting ${nameOf(a.type)} with ${nameOf(b.type)}`);
    const names = [...new Set([...a.fields.keys(), ...b.fields.keys()])].filter(
        (name) => name !== 'name' && name !== 'id'
    );
    const isCustom = (name: string): boolean => name.endsWith('__c');
    names.sort((left, right) => order(isCustom(left), isCustom(right)) || order(left, right));
    for (const name of ['name', ...names]) {
        const [left, right] = [a.fields.get(name) ?? null, b.fields.get(name) ?? null];
        if (left instanceof SObjectValue || right instanceof SObjectValue) continue;
        const found = compareValues(vm, left, right);
        if (found !== 0) return found;
    }
    return 0;
}
