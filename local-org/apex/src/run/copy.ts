import { isSubtype, nameOf, T } from '../language/types.ts';
import { Instance, ListValue, MapValue, SObjectValue, SetValue, type Value } from '../language/values.ts';
import { Unsupported } from '../unsupported.ts';

/**
 * A copy of everything that a value reaches, as an asynchronous job gets it: later changes of the original do not
 * show. Refuses objects of the library, most of which the platform cannot serialize either.
 */
export const copyOf = (value: Value): Value => copied(value, new Map());

function copied(value: Value, known: Map<Value, Value>): Value {
    if (value === null || typeof value !== 'object') return value;
    const before = known.get(value);
    if (before !== undefined) return before;
    if (value instanceof ListValue) return copyList(value, known);
    if (value instanceof SetValue) return copySet(value, known);
    if (value instanceof MapValue) return copyMap(value, known);
    if (value instanceof SObjectValue) return copyRecord(value, known);
    if (value instanceof Instance) return copyInstance(value, known);
    return value;
}

function copyList(value: ListValue, known: Map<Value, Value>): Value {
    const made = new ListValue(value.type);
    known.set(value, made);
    made.items = value.items.map((item) => copied(item, known));
    return made;
}

/** The keys of what is compared by identity are the copies themselves. */
const keyOf = (key: unknown, held: Value, copy: Value): unknown => (key === held ? copy : key);

function copySet(value: SetValue, known: Map<Value, Value>): Value {
    const made = new SetValue(value.type);
    known.set(value, made);
    for (const [key, held] of value.entries) {
        const copy = copied(held, known);
        made.entries.set(keyOf(key, held, copy), copy);
    }
    return made;
}

function copyMap(value: MapValue, known: Map<Value, Value>): Value {
    const made = new MapValue(value.type);
    known.set(value, made);
    for (const [key, entry] of value.entries) {
        const copy = copied(entry.key, known);
        made.entries.set(keyOf(key, entry.key, copy), { key: copy, value: copied(entry.value, known) });
    }
    return made;
}

function copyRecord(value: SObjectValue, known: Map<Value, Value>): Value {
    const made = new SObjectValue(value.type);
    known.set(value, made);
    made.queried = value.queried;
    for (const [name, held] of value.fields) made.fields.set(name, copied(held, known));
    return made;
}

function copyInstance(value: Instance, known: Map<Value, Value>): Value {
    const isException = isSubtype(value.type, T.Exception);
    if (value.native !== undefined && !isException)
        throw new Unsupported(`a ${nameOf(value.type)} in an asynchronous job`);
    const made = new Instance(value.type);
    known.set(value, made);
    if (isException) made.native = { ...(value.native as object) }; // an ExceptionState
    for (const [i, held] of value.fields.entries()) made.fields[i] = copied(held, known);
    return made;
}
