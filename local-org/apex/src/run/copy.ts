import { type ApexType, type FieldInfo, isSubtype, nameOf, supertypes, T } from '../language/types.ts';
import { Instance, ListValue, MapValue, SObjectValue, SetValue, type Value } from '../language/values.ts';
import { Unsupported } from '../unsupported.ts';
import type { Vm } from '../vm.ts';

/**
 * A copy of everything that a value reaches, as an asynchronous job gets it: later changes of the original do not
 * show. Refuses objects of the library, most of which the platform cannot serialize either.
 */
export const copyOf = (vm: Vm, value: Value): Value => copied(vm, value, new Map());

function copied(vm: Vm, value: Value, known: Map<Value, Value>): Value {
    if (value === null || typeof value !== 'object') return value;
    const before = known.get(value);
    if (before !== undefined) return before;
    if (value instanceof ListValue) return copyList(vm, value, known);
    if (value instanceof SetValue) return copySet(vm, value, known);
    if (value instanceof MapValue) return copyMap(vm, value, known);
    if (value instanceof SObjectValue) return copyRecord(vm, value, known);
    if (value instanceof Instance) return copyInstance(vm, value, known);
    return value;
}

function copyList(vm: Vm, value: ListValue, known: Map<Value, Value>): Value {
    const made = new ListValue(value.type);
    known.set(value, made);
    made.items = value.items.map((item) => copied(vm, item, known));
    return made;
}

/** The keys of what is compared by identity are the copies themselves. */
const keyOf = (key: unknown, held: Value, copy: Value): unknown => (key === held ? copy : key);

function copySet(vm: Vm, value: SetValue, known: Map<Value, Value>): Value {
    const made = new SetValue(value.type);
    known.set(value, made);
    for (const [key, held] of value.entries) {
        const copy = copied(vm, held, known);
        made.entries.set(keyOf(key, held, copy), copy);
    }
    return made;
}

function copyMap(vm: Vm, value: MapValue, known: Map<Value, Value>): Value {
    const made = new MapValue(value.type);
    known.set(value, made);
    for (const [key, entry] of value.entries) {
        const copy = copied(vm, entry.key, known);
        made.entries.set(keyOf(key, entry.key, copy), { key: copy, value: copied(vm, entry.value, known) });
    }
    return made;
}

function copyRecord(vm: Vm, value: SObjectValue, known: Map<Value, Value>): Value {
    const made = new SObjectValue(value.type);
    known.set(value, made);
    made.queried = value.queried;
    for (const [name, held] of value.fields) made.fields.set(name, copied(vm, held, known));
    return made;
}

function copyInstance(vm: Vm, value: Instance, known: Map<Value, Value>): Value {
    const isException = isSubtype(value.type, T.Exception);
    if (value.native !== undefined && !isException)
        throw new Unsupported(`a ${nameOf(value.type)} in an asynchronous job`);
    const made = new Instance(value.type);
    known.set(value, made);
    if (isException) made.native = { ...(value.native as object) }; // an ExceptionState
    for (const [i, held] of value.fields.entries()) made.fields[i] = copied(vm, held, known);
    for (const field of transientFields(value.type)) field.set?.(vm, made, null);
    return made;
}

function transientFields(type: ApexType): FieldInfo[] {
    const found = [...supertypes(type)].flatMap(({ decl }) => [...decl.fields.values()]);
    return found.filter((field) => field.isTransient && !field.isStatic);
}
