import { ApexDouble, Instance, ListValue, type Value } from '../language/values.ts';
import type { Vm } from '../vm.ts';

/** Java's hash of a string. */
export function hashString(text: string): number {
    let hash = 0;
    for (let i = 0; i < text.length; i += 1) hash = (Math.imul(31, hash) + text.charCodeAt(i)) | 0;
    return hash;
}

/** A hash that equal values share; those of strings, integers, longs, booleans and lists are Java's. */
export function hashOf(vm: Vm, value: Value): number {
    if (value === null) return 0;
    if (typeof value === 'string') return hashString(value);
    if (typeof value === 'number') return value;
    if (typeof value === 'boolean') return value ? 1231 : 1237;
    if (typeof value === 'bigint') return Number(BigInt.asIntN(32, value ^ (value >> 32n)));
    if (value instanceof ApexDouble) return hashDouble(value.value);
    if (value instanceof ListValue) {
        return value.items.reduce<number>((hash, item) => (Math.imul(31, hash) + hashOf(vm, item)) | 0, 1);
    }
    if (value instanceof Instance) {
        const own = vm.findMethod(value, 'hashCode', 0);
        if (own && own.owner.name !== 'Object') return Number(own.invoke(vm, value, []));
        return vm.identityOf(value);
    }
    const key = vm.keyOf(value);
    return typeof key === 'object' && key !== null ? vm.identityOf(key) : hashString(String(key));
}

function hashDouble(value: number): number {
    const bits = new DataView(new ArrayBuffer(8));
    bits.setFloat64(0, value);
    return bits.getInt32(0) ^ bits.getInt32(4);
}
