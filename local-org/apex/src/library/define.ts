import {
    type ApexType,
    type FieldInfo,
    type Invoke,
    type MethodInfo,
    T,
    TypeDecl,
    iterableDecl,
    iteratorDecl,
    listDecl,
    mapDecl,
    nameOf,
    setDecl,
    typeOf,
    variable
} from '../language/types.ts';
import type { Value } from '../language/values.ts';
import type { Vm } from '../vm.ts';

/** Every type of the library by its name in lower case, without `System.`: `string`, `database.saveresult`. */
export const libraryTypes = new Map<string, TypeDecl>();

for (const type of Object.values(T)) libraryTypes.set(type.decl.name.toLowerCase(), type.decl);
for (const decl of [listDecl, setDecl, mapDecl, iterableDecl, iteratorDecl])
    libraryTypes.set(decl.name.toLowerCase(), decl);
T.Exception.decl.isAbstract = false;

/** Declares a type of the library; `name` may be `Database.SaveResult`, `of` what it extends and implements. */
export function declare(
    name: string,
    kind: 'class' | 'interface' | 'enum' = 'class',
    typeParams: string[] = []
): TypeDecl {
    const known = libraryTypes.get(name.toLowerCase());
    if (known) return known;
    const decl = new TypeDecl(name, kind, typeParams);
    libraryTypes.set(name.toLowerCase(), decl);
    return decl;
}

/** What runs a library method: the receiver (for instance methods), then the arguments. */
// eslint-disable-next-line @typescript-eslint/no-invalid-void-type -- a method of Apex that returns void may return nothing here
type Native = (vm: Vm, ...values: never[]) => Value | void;

interface Members {
    /** `'Integer length()'` → (vm, self) */
    methods?: Record<string, Native>;
    /** `'Boolean isBlank(String s)'` → (vm, s) */
    statics?: Record<string, Native>;
    /** `'(String message)'` → (vm, self, message): fills the new instance; for types that are not Instances use `create`. */
    constructors?: Record<string, Native>;
    /** As `constructors`, but answers the value itself: (vm, …arguments). */
    create?: Record<string, Native>;
    /** `'String name'` → getter (vm, self), or getter and setter. */
    fields?: Record<string, Native | { get: Native; set: Native }>;
    /** `'String NAME'` → getter (vm), or getter and setter. */
    staticFields?: Record<string, Native | { get: Native; set: Native }>;
    /** `'Integer compareTo(Object other)'`: what classes that implement this interface declare. */
    abstract?: readonly string[];
}

const pending: (() => void)[] = [];

/**
 * Adds members to a type of the library. Signatures are written as Apex writes them and are what overloads are chosen
 * by, so they must name every parameter's type: `'String substring(Integer start, Integer end)'`. A type parameter of
 * the owner (`T`, `K`, `V`) may be named. They are read once all types are declared (`linkLibrary`).
 */
export function define(decl: TypeDecl, members: Members): TypeDecl {
    pending.push(() => link(decl, members, false));
    return decl;
}

/** As `define`, and refuses null for every argument but those whose type is written with a `?`: `'put(K? key, V? value)'`. */
export function defineGuarded(decl: TypeDecl, members: Members): TypeDecl {
    pending.push(() => link(decl, members, true));
    return decl;
}

/** Reads the signatures given to `define`. Call once, after every file of the library was imported. */
export function linkLibrary(): void {
    for (const add of pending.splice(0)) add();
}

function link(decl: TypeDecl, members: Members, guarded: boolean): void {
    const each = (signatures: Record<string, Native> | undefined, add: (s: Signature, run: Native) => void): void => {
        for (const [text, native] of Object.entries(signatures ?? {})) {
            const signature = parseSignature(decl, text);
            add(signature, guarded ? refuseNull(signature, native) : native);
        }
    };
    each(members.methods, (s, run) => decl.addMethod(method(decl, s, false, withSelf(run))));
    each(members.statics, (s, run) => decl.addMethod(method(decl, s, true, withoutSelf(run))));
    each(members.constructors, (s, run) =>
        decl.constructors.push(method(decl, s, false, (vm, self, args) => (withSelf(run)(vm, self, args), self)))
    );
    each(members.create, (s, run) => decl.constructors.push(method(decl, s, true, withoutSelf(run))));
    for (const text of members.abstract ?? []) {
        const signature = parseSignature(decl, text);
        const dispatch: Invoke = (vm, self, args) => vm.call(self, signature.name, ...args);
        decl.addMethod({ ...method(decl, signature, false, dispatch), isAbstract: true });
    }
    for (const [text, access] of Object.entries(members.fields ?? {})) addField(decl, text, access, false);
    for (const [text, get] of Object.entries(members.staticFields ?? {})) addField(decl, text, get, true);
}

/** The arguments are the last values: a receiver, where there is one, comes before them. */
function refuseNull({ nullable }: Signature, run: Native): Native {
    const count = nullable.length;
    if (nullable.every((allowed) => allowed)) return run;
    return (vm: Vm, ...values: unknown[]) => {
        const first = values.length - count;
        for (let i = 0; i < count; i += 1) {
            if (values[first + i] === null && !nullable[i])
                vm.raise('NullPointerException', 'Argument cannot be null.');
        }
        return (run as Loose)(vm, ...values);
    };
}

// The table's signatures and implementations agree by construction; TypeScript cannot follow text.
// eslint-disable-next-line @typescript-eslint/no-invalid-void-type -- as of Native
type Loose = (vm: Vm, ...values: unknown[]) => Value | void;
const withSelf =
    (run: Native): Invoke =>
    (vm, self, args) =>
        (run as Loose)(vm, self, ...args) ?? null;
const withoutSelf =
    (run: Native): Invoke =>
    (vm, _self, args) =>
        (run as Loose)(vm, ...args) ?? null;

function addField(
    decl: TypeDecl,
    text: string,
    access: Native | { get: Native; set: Native },
    isStatic: boolean
): void {
    const { returns: type, name } = parseSignature(decl, `${text}()`);
    const { get, set } = typeof access === 'function' ? { get: access, set: undefined } : access;
    const read = isStatic ? withoutSelf(get) : withSelf(get);
    const field: FieldInfo = {
        name,
        owner: decl,
        type,
        isStatic,
        visibility: 'global',
        annotations: [],
        get: (vm, self) => read(vm, self, [])
    };
    if (set)
        field.set = (vm, self, value) => void (isStatic ? (set as Loose)(vm, value) : (set as Loose)(vm, self, value));
    decl.fields.set(name.toLowerCase(), field);
}

interface Signature {
    name: string;
    params: ApexType[];
    /** Which parameters take null, by their `?`. */
    nullable: boolean[];
    returns: ApexType;
}

const method = (owner: TypeDecl, s: Signature, isStatic: boolean, invoke: Invoke): MethodInfo => ({
    name: s.name,
    owner,
    isStatic,
    isAbstract: false,
    visibility: 'global',
    params: s.params,
    returns: s.returns,
    annotations: [],
    line: 0,
    invoke
});

function parseSignature(decl: TypeDecl, text: string): Signature {
    const match = /^(?:([\w.<>, ]+?)\s+)?(\w*)\s*\((.*)\)$/.exec(text.trim());
    if (!match) throw new Error(`Library signature of ${decl.name} is malformed: ${text}`);
    const [, returns, name, params] = match;
    const types = splitTop(params ?? '').map((param) => param.trim().replace(/\s+\w+$/, ''));
    return {
        name: name || decl.name,
        returns: returns ? libraryType(returns, decl) : T.void,
        params: types.map((type) => libraryType(type.replace('?', ''), decl)),
        nullable: types.map((type) => type.endsWith('?'))
    };
}

/** Splits at commas outside angle brackets. */
function splitTop(text: string): string[] {
    const parts: string[] = [];
    let depth = 0;
    let part = '';
    for (const char of text) {
        if (char === '<') depth += 1;
        if (char === '>') depth -= 1;
        if (char === ',' && depth === 0) {
            parts.push(part);
            part = '';
        } else part += char;
    }
    return part.trim() ? [...parts, part] : parts;
}

/** The type that a library signature names: `Map<String, List<T>>`. */
export function libraryType(text: string, owner?: TypeDecl): ApexType {
    const match = /^([\w.]+)\s*(?:<(.*)>)?$/.exec(text.trim());
    if (!match) throw new Error(`Library type is malformed: ${text}`);
    const [, name = '', args] = match;
    if (owner?.typeParams.includes(name)) return variable(name);
    const decl = libraryTypes.get(name.toLowerCase());
    if (!decl) throw new Error(`Library signature of ${owner?.name ?? '?'} names an unknown type: ${name}`);
    return typeOf(decl, ...splitTop(args ?? '').map((arg) => libraryType(arg, owner)));
}

/** For messages: `substring(Integer, Integer)`. */
export const describeCall = (name: string, types: readonly ApexType[]): string =>
    `${name}(${types.map(nameOf).join(', ')})`;
