import type { ApexDecimal } from './decimal.ts';
import { type ApexType, type TypeDecl, nameOf } from './types.ts';

/**
 * A value at run time. Integer is a number (always a 32-bit integer), Long a bigint, String and Id a string (ids in
 * 18 characters), Boolean a boolean; everything else an object of one of the classes here.
 */
export type Value =
    | null
    | boolean
    | number
    | bigint
    | string
    | ApexDouble
    | ApexDecimal
    | ApexDate
    | ApexDatetime
    | ApexTime
    | ApexBlob
    | ApexEnum
    | ListValue
    | SetValue
    | MapValue
    | Instance
    | SObjectValue
    | TypeValue;

/** A Double, apart from Integer, which is the bare number. */
export class ApexDouble {
    readonly value: number;
    constructor(value: number) {
        this.value = value;
    }
}

/** A day, as days since 1970-01-01. */
export class ApexDate {
    readonly days: number;
    constructor(days: number) {
        this.days = days;
    }
}

/** A moment, as epoch ms. */
export class ApexDatetime {
    readonly ms: number;
    constructor(ms: number) {
        this.ms = ms;
    }
}

/** A time of day, as ms since midnight. */
export class ApexTime {
    readonly ms: number;
    constructor(ms: number) {
        this.ms = ms;
    }
}

/** A Blob. */
export class ApexBlob {
    readonly bytes: Buffer;
    constructor(bytes: Buffer) {
        this.bytes = bytes;
    }
}

/** One value of an enum; there is one object for each. */
export class ApexEnum {
    readonly decl: TypeDecl;
    readonly name: string;
    readonly ordinal: number;
    constructor(decl: TypeDecl, name: string, ordinal: number) {
        this.decl = decl;
        this.name = name;
        this.ordinal = ordinal;
    }
}

/** A List; `type` is the whole type, List<T>. */
export class ListValue {
    readonly type: ApexType;
    items: Value[];
    /** How many loops run over it now: it cannot be changed meanwhile. */
    iterating = 0;
    constructor(type: ApexType, items: Value[] = []) {
        this.type = type;
        this.items = items;
    }
}

/** A Set in the order of insertion. Keys are made by `Vm.keyOf`. */
export class SetValue {
    readonly type: ApexType;
    readonly entries: Map<unknown, Value>;
    /** How many loops run over it now: it cannot be changed meanwhile. */
    iterating = 0;
    constructor(type: ApexType, entries = new Map<unknown, Value>()) {
        this.type = type;
        this.entries = entries;
    }
}

/** A Map in the order of insertion. Keys are made by `Vm.keyOf`. */
export class MapValue {
    readonly type: ApexType;
    readonly entries = new Map<unknown, { key: Value; value: Value }>();
    /** How many loops run over its keys now: it cannot be changed meanwhile. */
    iterating = 0;
    constructor(type: ApexType) {
        this.type = type;
    }
}

/** An object of a class: of the package (fields by index) or of the library (its state in `native`). */
export class Instance {
    readonly type: ApexType;
    readonly fields: Value[];
    /** What a library class keeps: an exception's message, a request's headers. */
    native: unknown = undefined;
    constructor(type: ApexType, fieldCount = 0) {
        this.type = type;
        this.fields = new Array<Value>(fieldCount).fill(null);
    }
}

/** A record. Fields by API name in lower case; a field that was neither set nor queried is absent. */
export class SObjectValue {
    readonly type: ApexType;
    readonly fields = new Map<string, Value>();
    /** Set on records that a query returned: only these fields may be read. */
    queried: ReadonlySet<string> | null = null;
    constructor(type: ApexType) {
        this.type = type;
    }
    get objectName(): string {
        return this.type.decl.name;
    }
}

/** A `System.Type`, as `Foo.class` or `Type.forName` give it. */
export class TypeValue {
    readonly type: ApexType;
    constructor(type: ApexType) {
        this.type = type;
    }
    get name(): string {
        return nameOf(this.type);
    }
}
