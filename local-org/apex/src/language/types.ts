import type { Value } from './values.ts';
import type { Vm } from '../vm.ts';

/** What runs a method: `self` is null for statics and the new instance for constructors. */
export type Invoke = (vm: Vm, self: Value, args: Value[]) => Value;

export interface MethodInfo {
    readonly name: string;
    readonly owner: TypeDecl;
    readonly isStatic: boolean;
    readonly isAbstract: boolean;
    readonly visibility: Visibility;
    readonly params: readonly ApexType[];
    /** As the package's own code names them. */
    readonly paramNames?: readonly string[];
    readonly returns: ApexType;
    readonly annotations: readonly AnnotationInfo[];
    readonly line: number;
    invoke: Invoke;
}

export type Visibility = 'private' | 'protected' | 'public' | 'global';

export interface AnnotationInfo {
    /** In lower case, without the @. */
    readonly name: string;
    /** In lower case: `cacheable` → `true`. */
    readonly values: ReadonlyMap<string, string>;
}

export interface FieldInfo {
    readonly name: string;
    readonly owner: TypeDecl;
    readonly type: ApexType;
    readonly isStatic: boolean;
    readonly visibility: Visibility;
    readonly annotations: readonly AnnotationInfo[];
    /** JSON leaves it out. */
    readonly isTransient?: boolean;
    get: (vm: Vm, self: Value) => Value;
    /** Absent where the field cannot be assigned. */
    set?: (vm: Vm, self: Value, value: Value) => void;
}

export type DeclKind = 'class' | 'interface' | 'enum' | 'primitive' | 'sobject' | 'variable' | 'special';

/** A type that Apex code can name: of the package, of the library, or an sObject of the schema. */
export class TypeDecl {
    readonly name: string;
    readonly kind: DeclKind;
    readonly typeParams: readonly string[];
    superType: ApexType | null = null;
    interfaces: ApexType[] = [];
    outer: TypeDecl | null = null;
    isAbstract = false;
    /** `with sharing`, `without sharing`, `inherited sharing`, or nothing said. */
    sharing: 'with' | 'without' | 'inherited' | null = null;
    annotations: readonly AnnotationInfo[] = [];
    isTest = false;
    file: string | null = null;
    /** By name in lower case, as Apex names are compared. */
    readonly methods = new Map<string, MethodInfo[]>();
    readonly fields = new Map<string, FieldInfo>();
    readonly inner = new Map<string, TypeDecl>();
    readonly constructors: MethodInfo[] = [];
    /** Values of an enum, in order. */
    enumValues: Value[] = [];
    /** Runs static initialisers, once a transaction, before the first use. */
    initialise: ((vm: Vm) => void) | null = null;

    constructor(name: string, kind: DeclKind, typeParams: readonly string[] = []) {
        this.name = name;
        this.kind = kind;
        this.typeParams = typeParams;
    }

    addMethod(method: MethodInfo): void {
        const key = method.name.toLowerCase();
        const known = this.methods.get(key);
        if (known) known.push(method);
        else this.methods.set(key, [method]);
    }
}

/** A type in use: `Map<Id, Account>` is the declaration `Map` with two arguments. */
export interface ApexType {
    readonly decl: TypeDecl;
    readonly args: readonly ApexType[];
}

const noArgs: readonly ApexType[] = [];

/** A declaration in use, with its type arguments. */
export const typeOf = (decl: TypeDecl, ...args: ApexType[]): ApexType => ({ decl, args: args.length ? args : noArgs });

const primitive = (name: string): ApexType => typeOf(new TypeDecl(name, 'primitive'));
const special = (name: string): ApexType => typeOf(new TypeDecl(name, 'special'));

/** The types that the language itself knows. The library adds their methods to the same declarations. */
export const T = {
    Object: special('Object'),
    void: special('void'),
    null: special('null'),
    Boolean: primitive('Boolean'),
    Integer: primitive('Integer'),
    Long: primitive('Long'),
    Double: primitive('Double'),
    Decimal: primitive('Decimal'),
    String: primitive('String'),
    Id: primitive('Id'),
    Date: primitive('Date'),
    Datetime: primitive('Datetime'),
    Time: primitive('Time'),
    Blob: primitive('Blob'),
    SObject: typeOf(new TypeDecl('SObject', 'sobject')),
    Exception: typeOf(new TypeDecl('Exception', 'class')),
    Type: typeOf(new TypeDecl('Type', 'class'))
} as const;

export const listDecl = new TypeDecl('List', 'class', ['T']);
export const setDecl = new TypeDecl('Set', 'class', ['T']);
export const mapDecl = new TypeDecl('Map', 'class', ['K', 'V']);
export const iterableDecl = new TypeDecl('Iterable', 'interface', ['T']);
export const iteratorDecl = new TypeDecl('Iterator', 'interface', ['T']);

/** `List<of>`. */
export const listOf = (of: ApexType): ApexType => typeOf(listDecl, of);
/** `Set<of>`. */
export const setOf = (of: ApexType): ApexType => typeOf(setDecl, of);
/** `Map<key, value>`. */
export const mapOf = (key: ApexType, value: ApexType): ApexType => typeOf(mapDecl, key, value);

/** A type parameter such as the `T` of List<T>; replaced by `substitute`. */
export const variable = (name: string): ApexType => typeOf(new TypeDecl(name, 'variable'));

/** As Apex writes it: `Map<Id,Account>`. */
export const nameOf = (type: ApexType): string =>
    type.args.length ? `${type.decl.name}<${type.args.map(nameOf).join(',')}>` : type.decl.name;

/** Whether two types are the same one, their arguments included. */
export const sameType = (a: ApexType, b: ApexType): boolean =>
    a.decl === b.decl &&
    a.args.length === b.args.length &&
    a.args.every((arg, i) => sameType(arg, b.args[i] ?? T.void));

/** The type with the parameters of `owner` replaced by its arguments: `T` of List<Account> is Account. */
export function substitute(type: ApexType, owner: ApexType): ApexType {
    if (type.decl.kind === 'variable') {
        const index = owner.decl.typeParams.indexOf(type.decl.name);
        return owner.args[index] ?? T.Object;
    }
    if (type.args.length === 0) return type;
    return { decl: type.decl, args: type.args.map((arg) => substitute(arg, owner)) };
}

const numeric = [T.Integer.decl, T.Long.decl, T.Double.decl, T.Decimal.decl];

/** 0 Integer, 1 Long, 2 Double, 3 Decimal; -1 for what is not a number. */
export const numericRank = (type: ApexType): number => numeric.indexOf(type.decl);

/** Whether values of the type are records. */
export const isSObject = (type: ApexType): boolean => type.decl.kind === 'sobject';

/** The supertypes of a type, itself first, each with its arguments filled in. */
export function* supertypes(type: ApexType): Generator<ApexType> {
    yield type;
    for (const above of type.decl.superType ? [type.decl.superType, ...type.decl.interfaces] : type.decl.interfaces) {
        yield* supertypes(substitute(above, type));
    }
}

/** Whether every value of `from` is one of `to`, without a conversion of its representation. */
export function isSubtype(from: ApexType, to: ApexType): boolean {
    if (to.decl === T.Object.decl || from.decl === T.null.decl) return true;
    for (const above of supertypes(from)) {
        if (above.decl !== to.decl) continue;
        if (above.args.length === 0 || to.args.length === 0) return true;
        if (above.args.every((arg, i) => argumentFits(arg, to.args[i] ?? T.Object))) return true;
    }
    return false;
}

/** List<Account> is a List<SObject> and the other way round; List<Sub> is a List<Super>. */
const argumentFits = (from: ApexType, to: ApexType): boolean =>
    sameType(from, to) || isSubtype(from, to) || (isSObject(from) && isSObject(to) && isSubtype(to, from));

/**
 * How far `from` is from `to` for the choice of an overload: 0 the same, more with each widening, undefined when it
 * cannot be passed at all.
 */
export function conversionCost(from: ApexType, to: ApexType): number | undefined {
    if (sameType(from, to)) return 0;
    if (from.decl === T.null.decl) return to.decl === T.Object.decl ? 2 : 1;
    const [fromRank, toRank] = [numericRank(from), numericRank(to)];
    if (fromRank >= 0 && toRank >= 0) return fromRank < toRank ? toRank - fromRank : undefined;
    if (from.decl === T.Id.decl && to.decl === T.String.decl) return 1;
    if (from.decl === T.String.decl && to.decl === T.Id.decl) return 3;
    if (from.decl === T.Date.decl && to.decl === T.Datetime.decl) return 2;
    if (!isSubtype(from, to)) return undefined;
    if (to.decl === T.Object.decl) return 100;
    return 1 + [...supertypes(from)].findIndex((above) => above.decl === to.decl);
}
