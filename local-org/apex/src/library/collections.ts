import {
    type ApexType,
    T,
    iterableDecl,
    iteratorDecl,
    listDecl,
    listOf,
    mapDecl,
    setDecl,
    setOf,
    typeOf,
    variable
} from '../language/types.ts';
import { Instance, ListValue, MapValue, SObjectValue, SetValue, type Value } from '../language/values.ts';
import { Unsupported } from '../unsupported.ts';
import type { Vm } from '../vm.ts';
import { compareValues } from './compare.ts';
import { declare, define, defineGuarded } from './define.ts';
import { hashOf } from './hash.ts';

/*
 * A constructor of a collection gets the empty collection, with its type, as `self`: `new List<Account>(4)` runs on
 * `new ListValue(List<Account>)`.
 */

type Collection = ListValue | SetValue | MapValue;
type Items = ListValue | SetValue;

/** The values of a list or set, as they are now. */
export const itemsOf = (from: Items): Value[] => (from instanceof ListValue ? from.items : [...from.entries.values()]);

/** What a loop over this list or set holds still: its `iterating` is raised while the loop runs. */
export const heldStill = (over: Items): Collection =>
    over instanceof SetValue && over.entries instanceof KeysOfMap ? over.entries.of : over;

function mutable(vm: Vm, self: Collection): void {
    const held = self instanceof MapValue ? self : heldStill(self);
    if (held.iterating > 0) vm.raise('FinalException', 'Cannot modify a collection while it is being iterated.');
}

/** The keys of a map as its keySet shows them: removing one removes it from the map; none can be added. */
class KeysOfMap extends Map<unknown, Value> {
    readonly of: MapValue;
    constructor(of: MapValue) {
        super();
        this.of = of;
    }
    override get size(): number {
        return this.of.entries.size;
    }
    override has(key: unknown): boolean {
        return this.of.entries.has(key);
    }
    override get(key: unknown): Value | undefined {
        return this.of.entries.get(key)?.key;
    }
    override set(): this {
        throw new Error('The keys of a map cannot be added to');
    }
    override delete(key: unknown): boolean {
        return this.of.entries.delete(key);
    }
    override clear(): void {
        this.of.entries.clear();
    }
    override *entries(): MapIterator<[unknown, Value]> {
        for (const [key, entry] of this.of.entries) yield [key, entry.key];
        return undefined;
    }
    override *values(): MapIterator<Value> {
        for (const entry of this.of.entries.values()) yield entry.key;
        return undefined;
    }
    override keys(): MapIterator<unknown> {
        return this.of.entries.keys();
    }
    override forEach(visit: (value: Value, key: unknown, map: Map<unknown, Value>) => void): void {
        for (const [key, value] of this.entries()) visit(value, key, this);
    }
    override [Symbol.iterator](): MapIterator<[unknown, Value]> {
        return this.entries();
    }
}

function at(vm: Vm, self: ListValue, index: number, end = self.items.length): number {
    if (index < 0 || index >= end) vm.raise('ListException', `List index out of bounds: ${index}`);
    return index;
}

/** Where the value is in the list, by `equals`; -1 when it is not. */
function indexIn(vm: Vm, items: readonly Value[], value: Value): number {
    if (value === null || typeof value !== 'object') return items.indexOf(value);
    return items.findIndex((item) => vm.equals(item, value));
}

/** Adds to a set; answers whether it was new. */
export function addToSet(vm: Vm, self: SetValue, value: Value): boolean {
    const key = vm.keyOf(value);
    if (self.entries instanceof KeysOfMap) vm.raise('FinalException', 'Collection is read-only');
    if (self.entries.has(key)) return false;
    self.entries.set(key, value);
    return true;
}

/** Puts into a map; answers what was there. A key that is there already keeps its place. */
export function putIntoMap(vm: Vm, self: MapValue, key: Value, value: Value): Value {
    const hash = vm.keyOf(key);
    const known = self.entries.get(hash);
    if (known) {
        const before = known.value;
        known.value = value;
        return before;
    }
    self.entries.set(hash, { key, value });
    return null;
}

function putRecords(vm: Vm, self: MapValue, records: ListValue): void {
    const seen = new Set<unknown>();
    for (const [index, record] of records.items.entries()) {
        const id = record instanceof SObjectValue ? (record.fields.get('id') ?? null) : null;
        if (id === null) vm.raise('ListException', `Row with null Id at index: ${index}`);
        if (seen.has(id)) vm.raise('ListException', `Row with duplicate Id at index: ${index}`);
        seen.add(id);
        putIntoMap(vm, self, id, record);
    }
}

/** Sorts, stable, by values' own order or a Comparator's. */
function sort(vm: Vm, self: ListValue, comparator?: Value): void {
    mutable(vm, self);
    const compare = (a: Value, b: Value): number =>
        comparator === undefined ? compareValues(vm, a, b) : Number(vm.call(comparator, 'compare', a, b));
    self.items = self.items.toSorted(compare);
}

function deepClone(vm: Vm, value: Value, ...keep: [boolean, boolean, boolean]): Value {
    if (!(value instanceof SObjectValue)) return value;
    const [preserveId, preserveTimestamps, preserveAutonumber] = keep;
    return vm.call(value, 'clone', preserveId, true, preserveTimestamps, preserveAutonumber);
}

const deepCloneList = (vm: Vm, self: ListValue, ...keep: [boolean, boolean, boolean]): ListValue =>
    new ListValue(
        self.type,
        self.items.map((item) => deepClone(vm, item, ...keep))
    );

const addAllToList = (vm: Vm, self: ListValue, from: Items): void => {
    mutable(vm, self);
    for (const item of [...itemsOf(from)]) self.items.push(item);
};

define(iterableDecl, { abstract: ['Iterator<T> iterator()'] });
define(iteratorDecl, { abstract: ['Boolean hasNext()', 'T next()'] });

const iteratorOfItems = declare('System.ItemIterator', 'class', ['T']);
iteratorOfItems.interfaces = [typeOf(iteratorDecl, variable('T'))];

interface IteratorState {
    readonly items: readonly Value[];
    next: number;
}

const iterate = (of: ApexType | undefined, items: readonly Value[]): Instance => {
    const iterator = new Instance(typeOf(iteratorOfItems, of ?? T.Object));
    iterator.native = { items, next: 0 } satisfies IteratorState;
    return iterator;
};

const iteratorState = (self: Instance): IteratorState => self.native as IteratorState; // only `iterate` makes them

define(iteratorOfItems, {
    methods: {
        'Boolean hasNext()': (_vm, self: Instance) => iteratorState(self).next < iteratorState(self).items.length,
        'T next()': (vm, self: Instance) => {
            const state = iteratorState(self);
            const item = state.items[state.next];
            if (item === undefined) vm.raise('NoSuchElementException', 'Iterator has no more elements');
            state.next += 1;
            return item ?? null;
        }
    }
});

listDecl.interfaces = [typeOf(iterableDecl, variable('T'))];
defineGuarded(listDecl, {
    constructors: {
        '()': () => undefined,
        '(Integer size)': (vm, self: ListValue, size: number) => {
            if (size < 0) vm.raise('ListException', `List size must not be negative: ${size}`);
            self.items = new Array<Value>(size).fill(null);
        },
        '(List<T> from)': (_vm, self: ListValue, from: Items) => {
            self.items = [...itemsOf(from)];
        },
        '(Set<T> from)': (_vm, self: ListValue, from: Items) => {
            self.items = [...itemsOf(from)];
        },
        '(Iterable<T> from)': (vm, self: ListValue, from: Value) => {
            const iterator = vm.call(from, 'iterator');
            while (vm.call(iterator, 'hasNext') === true) self.items.push(vm.call(iterator, 'next'));
        }
    },
    methods: {
        'void add(T? item)': (vm, self: ListValue, item: Value) => {
            mutable(vm, self);
            self.items.push(item);
        },
        'void add(Integer index, T? item)': (vm, self: ListValue, index: number, item: Value) => {
            mutable(vm, self);
            self.items.splice(at(vm, self, index, self.items.length + 1), 0, item);
        },
        'void addAll(List<T> from)': addAllToList,
        'void addAll(Set<T> from)': addAllToList,
        'void clear()': (vm, self: ListValue) => {
            mutable(vm, self);
            self.items.length = 0;
        },
        'List<T> clone()': (_vm, self: ListValue) => new ListValue(self.type, [...self.items]),
        'Boolean contains(T? item)': (vm, self: ListValue, item: Value) => indexIn(vm, self.items, item) >= 0,
        'List<T> deepClone()': (vm, self: ListValue) => deepCloneList(vm, self, false, false, false),
        'List<T> deepClone(Boolean preserveId)': (vm, self: ListValue, id: boolean) =>
            deepCloneList(vm, self, id, false, false),
        'List<T> deepClone(Boolean preserveId, Boolean preserveTimestamps)': (
            vm,
            self: ListValue,
            id: boolean,
            times: boolean
        ) => deepCloneList(vm, self, id, times, false),
        'List<T> deepClone(Boolean preserveId, Boolean preserveTimestamps, Boolean preserveAutonumber)': (
            vm,
            self: ListValue,
            id: boolean,
            times: boolean,
            autonumber: boolean
        ) => deepCloneList(vm, self, id, times, autonumber),
        'Boolean equals(Object? other)': (vm, self: ListValue, other: Value) => vm.equals(self, other),
        'T get(Integer index)': (vm, self: ListValue, index: number) => self.items[at(vm, self, index)] ?? null,
        'Integer hashCode()': (vm, self: ListValue) => hashOf(vm, self),
        'Integer indexOf(T? item)': (vm, self: ListValue, item: Value) => indexIn(vm, self.items, item),
        'Boolean isEmpty()': (_vm, self: ListValue) => self.items.length === 0,
        'Iterator<T> iterator()': (_vm, self: ListValue) => iterate(self.type.args[0], self.items),
        'T remove(Integer index)': (vm, self: ListValue, index: number) => {
            mutable(vm, self);
            return self.items.splice(at(vm, self, index), 1)[0] ?? null;
        },
        'void set(Integer index, T? item)': (vm, self: ListValue, index: number, item: Value) => {
            self.items[at(vm, self, index)] = item;
        },
        'Integer size()': (_vm, self: ListValue) => self.items.length,
        'void sort()': (vm, self: ListValue) => sort(vm, self),
        'void sort(Comparator<T> comparator)': (vm, self: ListValue, comparator: Value) => sort(vm, self, comparator),
        'String toString()': (vm, self: ListValue) => vm.text(self)
    }
});

function addAllToSet(vm: Vm, self: SetValue, from: Items): boolean {
    mutable(vm, self);
    return [...itemsOf(from)].filter((item) => addToSet(vm, self, item)).length > 0;
}

function removeAll(vm: Vm, self: SetValue, from: Items): boolean {
    mutable(vm, self);
    return [...itemsOf(from)].filter((item) => self.entries.delete(vm.keyOf(item))).length > 0;
}

function retainAll(vm: Vm, self: SetValue, from: Items): boolean {
    mutable(vm, self);
    const kept = new Set(itemsOf(from).map((item) => vm.keyOf(item)));
    const dropped = [...self.entries.keys()].filter((key) => !kept.has(key));
    for (const key of dropped) self.entries.delete(key);
    return dropped.length > 0;
}

const containsAll = (vm: Vm, self: SetValue, of: Items): boolean =>
    itemsOf(of).every((item) => self.entries.has(vm.keyOf(item)));

const fillSet = (vm: Vm, self: SetValue, from: Items): void => {
    for (const item of itemsOf(from)) addToSet(vm, self, item);
};

setDecl.interfaces = [typeOf(iterableDecl, variable('T'))];
defineGuarded(setDecl, {
    constructors: {
        '()': () => undefined,
        '(Set<T> from)': fillSet,
        '(List<T> from)': fillSet
    },
    methods: {
        'Boolean add(T? item)': (vm, self: SetValue, item: Value) => {
            mutable(vm, self);
            return addToSet(vm, self, item);
        },
        'Boolean addAll(List<T> from)': addAllToSet,
        'Boolean addAll(Set<T> from)': addAllToSet,
        'void clear()': (vm, self: SetValue) => {
            mutable(vm, self);
            self.entries.clear();
        },
        'Set<T> clone()': (vm, self: SetValue) => copySet(vm, self),
        'Boolean contains(T? item)': (vm, self: SetValue, item: Value) => self.entries.has(vm.keyOf(item)),
        'Boolean containsAll(List<T> of)': containsAll,
        'Boolean containsAll(Set<T> of)': containsAll,
        'Boolean equals(Object? other)': (vm, self: SetValue, other: Value) => vm.equals(self, other),
        'Integer hashCode()': (vm, self: SetValue) => hashOf(vm, self),
        'Boolean isEmpty()': (_vm, self: SetValue) => self.entries.size === 0,
        'Iterator<T> iterator()': (_vm, self: SetValue) => iterate(self.type.args[0], itemsOf(self)),
        'Boolean remove(T? item)': (vm, self: SetValue, item: Value) => {
            mutable(vm, self);
            return self.entries.delete(vm.keyOf(item));
        },
        'Boolean removeAll(List<T> of)': removeAll,
        'Boolean removeAll(Set<T> of)': removeAll,
        'Boolean retainAll(List<T> of)': retainAll,
        'Boolean retainAll(Set<T> of)': retainAll,
        'Integer size()': (_vm, self: SetValue) => self.entries.size,
        'String toString()': (vm, self: SetValue) => vm.text(self)
    }
});

function copySet(vm: Vm, self: SetValue): SetValue {
    const copy = new SetValue(self.type);
    fillSet(vm, copy, self);
    return copy;
}

const keyType = (map: MapValue): ApexType => map.type.args[0] ?? T.Object;
const valueType = (map: MapValue): ApexType => map.type.args[1] ?? T.Object;

function copyMap(self: MapValue, copy = (value: Value): Value => value): MapValue {
    const made = new MapValue(self.type);
    for (const [hash, { key, value }] of self.entries) made.entries.set(hash, { key, value: copy(value) });
    return made;
}

const putAll = (vm: Vm, self: MapValue, from: MapValue): void => {
    mutable(vm, self);
    for (const { key, value } of [...from.entries.values()]) putIntoMap(vm, self, key, value);
};

function requireRecords(self: MapValue): void {
    const key = keyType(self).decl;
    const keyed = key === T.Id.decl || key === T.String.decl;
    if (!keyed || valueType(self).decl.kind !== 'sobject')
        throw new Unsupported('a Map of other than Id and sObject made of a List');
}

defineGuarded(mapDecl, {
    constructors: {
        '()': () => undefined,
        '(Map<K, V> from)': putAll,
        '(List<SObject> records)': (vm, self: MapValue, records: ListValue) => {
            requireRecords(self);
            putRecords(vm, self, records);
        }
    },
    methods: {
        'void clear()': (vm, self: MapValue) => {
            mutable(vm, self);
            self.entries.clear();
        },
        'Map<K, V> clone()': (_vm, self: MapValue) => copyMap(self),
        'Boolean containsKey(K? key)': (vm, self: MapValue, key: Value) => self.entries.has(vm.keyOf(key)),
        'Map<K, V> deepClone()': (vm, self: MapValue) =>
            copyMap(self, (value) => deepClone(vm, value, true, true, true)),
        'Boolean equals(Object? other)': (vm, self: MapValue, other: Value) => vm.equals(self, other),
        'V get(K? key)': (vm, self: MapValue, key: Value) => self.entries.get(vm.keyOf(key))?.value ?? null,
        'Integer hashCode()': (vm, self: MapValue) => hashOf(vm, self),
        'Boolean isEmpty()': (_vm, self: MapValue) => self.entries.size === 0,
        'Set<K> keySet()': (_vm, self: MapValue) => new SetValue(setOf(keyType(self)), new KeysOfMap(self)),
        'V put(K? key, V? value)': (vm, self: MapValue, key: Value, value: Value) => {
            if (self.iterating > 0 && !self.entries.has(vm.keyOf(key))) mutable(vm, self);
            return putIntoMap(vm, self, key, value);
        },
        'void putAll(Map<K, V> from)': putAll,
        'void putAll(List<SObject> records)': (vm, self: MapValue, records: ListValue) => {
            mutable(vm, self);
            requireRecords(self);
            putRecords(vm, self, records);
        },
        'V remove(K? key)': (vm, self: MapValue, key: Value) => {
            mutable(vm, self);
            const hash = vm.keyOf(key);
            const value = self.entries.get(hash)?.value ?? null;
            self.entries.delete(hash);
            return value;
        },
        'Integer size()': (_vm, self: MapValue) => self.entries.size,
        'String toString()': (vm, self: MapValue) => vm.text(self),
        'List<V> values()': (_vm, self: MapValue) =>
            new ListValue(
                listOf(valueType(self)),
                [...self.entries.values()].map(({ value }) => value)
            )
    }
});

define(declare('Comparable', 'interface'), { abstract: ['Integer compareTo(Object other)'] });
define(declare('Comparator', 'interface', ['T']), { abstract: ['Integer compare(T a, T b)'] });
