import type { Data } from './data/data.ts';
import { ApexDecimal } from './language/decimal.ts';
import {
    type ApexType,
    type MethodInfo,
    T,
    type TypeDecl,
    isSubtype,
    nameOf,
    supertypes,
    typeOf
} from './language/types.ts';
import {
    ApexBlob,
    ApexDate,
    ApexDatetime,
    ApexDouble,
    ApexEnum,
    ApexTime,
    Instance,
    ListValue,
    SObjectValue,
    SetValue,
    TypeValue,
    type Value
} from './language/values.ts';
import { libraryTypes } from './library/define.ts';
import { textOf } from './library/text.ts';
import type { Limits } from './run/limits.ts';

/** An Apex exception on its way; `value` is the exception object that a catch clause gets. */
export class ApexThrow extends Error {
    readonly value: Instance;
    constructor(value: Instance) {
        super();
        this.name = 'ApexThrow';
        this.value = value;
    }
}

/** What an exception object keeps in `native`. */
export interface ExceptionState {
    message: string | null;
    cause: Value;
    /** As Apex prints it: `Class.Foo.bar: line 3, column 1`, innermost first. */
    stackTrace: string;
    lineNumber: number;
    /** For DmlException: one entry a failed row. */
    dml?: { index: number; id: string | null; fields: string[]; message: string; status: string }[];
}

export interface StackEntry {
    /** `Class.Foo.bar` */
    readonly what: string;
    line: number;
    /** What the code's names stand for now, while a dynamic query asks for its binds. */
    variables?: (name: string) => Value | undefined;
    /** The class whose code runs: decides sharing. */
    readonly decl: TypeDecl | null;
}

/** Who runs the code. */
export interface User {
    readonly id: string;
    readonly name: string;
    readonly username: string;
    readonly profileId: string;
    readonly timeZone: string;
    readonly locale: string;
}

/** What the outside does for the interpreter; all of it synchronous, as Apex is. */
export interface Host {
    /** Epoch ms. */
    now: () => number;
    /** Performs a callout; throws CalloutProblem when no reply came. */
    callout: (request: CalloutRequest) => CalloutReply;
    /** A custom label's text, by `namespace__name` or name. */
    label: (name: string) => string | undefined;
    /** A System.debug line. */
    debug: (text: string) => void;
}

export interface CalloutRequest {
    readonly method: string;
    readonly endpoint: string;
    readonly headers: ReadonlyMap<string, string>;
    readonly body: Buffer;
    readonly timeoutMs: number;
}

export interface CalloutReply {
    readonly status: number;
    readonly reason: string;
    readonly headers: ReadonlyMap<string, string>;
    readonly body: Buffer;
}

/** No reply came to a callout; Apex gets a CalloutException with this message. */
export class CalloutProblem extends Error {
    constructor(message: string) {
        super(message);
        this.name = 'CalloutProblem';
    }
}

/** Looks up the types of the package; the library is asked after it. */
export interface Program {
    readonly findType: (name: string) => TypeDecl | undefined;
    readonly classes: () => Iterable<TypeDecl>;
}

/** One transaction's machine: statics, stack, limits, data and outside. */
export class Vm {
    readonly program: Program;
    readonly data: Data;
    readonly host: Host;
    limits: Limits;
    user: User;
    /** What lives for one transaction, by whatever keeps it. */
    readonly transaction = new Map<unknown, unknown>();
    /** Static fields by their keys, and the classes whose statics have begun. */
    readonly statics = new Map<unknown, unknown>();
    readonly stack: StackEntry[] = [];
    private readonly interned = new Map<number, Instance[]>();

    constructor(parts: { program: Program; data: Data; host: Host; limits: Limits; user: User }) {
        this.program = parts.program;
        this.data = parts.data;
        this.host = parts.host;
        this.limits = parts.limits;
        this.user = parts.user;
    }

    /**
     * Runs work as a transaction of its own: with stack and limits that begin anew, and statics too unless they are
     * shared, and only what is `kept` of what lives for a transaction. Afterwards everything is as before.
     */
    separately<R>(limits: Limits, kept: readonly unknown[], sharesStatics: boolean, work: () => R): R {
        const { transaction, statics, stack, user } = this;
        const before = { entries: [...transaction], statics: [...statics], stack: [...stack], limits: this.limits };
        transaction.clear();
        if (!sharesStatics) statics.clear();
        for (const [key, value] of before.entries) if (kept.includes(key)) transaction.set(key, value);
        stack.length = 0;
        this.limits = limits;
        try {
            return work();
        } finally {
            transaction.clear();
            for (const [key, value] of before.entries) transaction.set(key, value);
            if (!sharesStatics) {
                statics.clear();
                for (const [key, value] of before.statics) statics.set(key, value);
            }
            stack.splice(0, stack.length, ...before.stack);
            this.limits = before.limits;
            this.user = user;
        }
    }

    /** Throws an Apex exception of the library: `vm.raise('QueryException', 'List has no rows …')`. */
    raise(exception: string, message: string): never {
        throw this.exception(exception, message);
    }

    /** The same, to be thrown by the caller. */
    exception(name: string, message: string, more: Partial<ExceptionState> = {}): ApexThrow {
        const decl = libraryTypes.get(name.toLowerCase()) ?? this.program.findType(name);
        if (!decl) throw new Error(`No exception type ${name}`);
        const value = new Instance(typeOf(decl));
        value.native = { ...this.newExceptionState(), message, ...more };
        return new ApexThrow(value);
    }

    /** The state of a new exception object, with the stack as it is now. */
    newExceptionState(): ExceptionState {
        return { message: null, cause: null, stackTrace: this.stackTrace(), lineNumber: this.stack.at(-1)?.line ?? 0 };
    }

    stackTrace(): string {
        return this.stack
            .toReversed()
            .map((entry) => `${entry.what}: line ${entry.line}, column 1`)
            .join('\n');
    }

    /** The value, or the exception that de-referencing null is. */
    notNull<V extends Value>(value: V): Exclude<V, null> {
        if (value === null) this.raise('NullPointerException', 'Attempt to de-reference a null object');
        return value as Exclude<V, null>; // null was refused above
    }

    /** The type of a name: of the package first, then of the library, then of the schema. */
    findType(name: string): TypeDecl | undefined {
        const plain = name.replace(/^(system|schema)\./i, '');
        return (
            this.program.findType(name) ??
            libraryTypes.get(plain.toLowerCase()) ??
            libraryTypes.get(name.toLowerCase()) ??
            this.data.findType(name)
        );
    }

    /** The dynamic type of a value. */
    typeOf(value: Value): ApexType {
        if (value === null) return T.null;
        if (typeof value === 'boolean') return T.Boolean;
        if (typeof value === 'number') return T.Integer;
        if (typeof value === 'bigint') return T.Long;
        if (typeof value === 'string') return T.String;
        if (value instanceof ApexDouble) return T.Double;
        if (value instanceof ApexDecimal) return T.Decimal;
        if (value instanceof ApexDate) return T.Date;
        if (value instanceof ApexDatetime) return T.Datetime;
        if (value instanceof ApexTime) return T.Time;
        if (value instanceof ApexBlob) return T.Blob;
        if (value instanceof ApexEnum) return typeOf(value.decl);
        if (value instanceof TypeValue) return T.Type;
        return value.type;
    }

    instanceOf(value: Value, type: ApexType): boolean {
        return value !== null && isSubtype(this.typeOf(value), type);
    }

    /** Finds the method that a call on this object runs: the one lowest in its class, by name and parameter count. */
    findMethod(value: Value, name: string, paramCount: number): MethodInfo | undefined {
        for (const type of supertypes(this.typeOf(value))) {
            const found = type.decl.methods
                .get(name.toLowerCase())
                ?.find((m) => !m.isStatic && !m.isAbstract && m.params.length === paramCount);
            if (found) return found;
        }
        return undefined;
    }

    /** Calls a method of an object by name, as a library does on a Comparable, an Iterator or a Queueable. */
    call(value: Value, name: string, ...args: Value[]): Value {
        const method = this.findMethod(this.notNull(value), name, args.length);
        if (!method)
            throw new Error(`${nameOf(this.typeOf(value))} has no method ${name} with ${args.length} parameters`);
        return method.invoke(this, value, args);
    }

    /** `String.valueOf`: what concatenation and System.debug print. */
    text(value: Value): string {
        return textOf(this, value);
    }

    /** `equals`: strings in exact case, numbers of one kind by value, collections and records by content. */
    equals(a: Value, b: Value): boolean {
        if (a === b) return true;
        if (a === null || b === null) return false;
        return this.keyOf(a) === this.keyOf(b);
    }

    /** What a Map or Set keys this value by: equal values have the same key. */
    keyOf(value: Value): unknown {
        if (value === null || typeof value !== 'object') return typeof value === 'string' ? `s${value}` : value;
        if (value instanceof Instance) return this.instanceKey(value);
        if (value instanceof ApexEnum) return value;
        if (value instanceof ApexDouble) return `f${value.value}`;
        if (value instanceof ApexDecimal) return `d${value.normalised()}`;
        if (value instanceof ApexDate) return `D${value.days}`;
        if (value instanceof ApexDatetime) return `t${value.ms}`;
        if (value instanceof ApexTime) return `T${value.ms}`;
        if (value instanceof ApexBlob) return `b${value.bytes.toString('base64')}`;
        if (value instanceof TypeValue) return `y${value.name}`;
        if (value instanceof ListValue) return `l${JSON.stringify(value.items.map((item) => this.keyText(item)))}`;
        if (value instanceof SetValue)
            return `e${JSON.stringify([...value.entries.values()].map((item) => this.keyText(item)).sort())}`;
        if (value instanceof SObjectValue) {
            const fields = [...value.fields].map(([name, field]) => [name, this.keyText(field)]).sort();
            return `o${value.objectName}${JSON.stringify(fields)}`;
        }
        const pairs = [...value.entries.values()].map(({ key, value: held }) => [
            this.keyText(key),
            this.keyText(held)
        ]);
        return `m${JSON.stringify(pairs.sort())}`;
    }

    private readonly identities = new WeakMap<object, number>();
    private nextIdentity = 1;

    private keyText(value: Value): string {
        const key = this.keyOf(value);
        if (key === null || typeof key !== 'object') return `${typeof key}:${String(key)}`;
        return `#${this.identityOf(key)}`;
    }

    /** A number that is this object's own as long as the machine lives. */
    identityOf(value: object): number {
        const known = this.identities.get(value);
        if (known !== undefined) return known;
        const identity = this.nextIdentity++;
        this.identities.set(value, identity);
        return identity;
    }

    /** Instances whose class defines equals and hashCode are one key when these say so; others are each their own. */
    private instanceKey(value: Instance): unknown {
        const hashCode = this.findMethod(value, 'hashCode', 0);
        const equals = this.findMethod(value, 'equals', 1);
        if (!hashCode || !equals || hashCode.owner.file === null) return value;
        const hash = Number(hashCode.invoke(this, value, []));
        const bucket = this.interned.get(hash) ?? [];
        const known = bucket.find((other) => other === value || equals.invoke(this, other, [value]) === true);
        if (known) return known;
        this.interned.set(hash, [...bucket, value]);
        return value;
    }
}
