import type { Vm } from '../vm.ts';
import type { ApexType, MethodInfo, TypeDecl } from './types.ts';
import { T, isSubtype, listDecl, mapDecl, setDecl } from './types.ts';
import { Instance, ListValue, MapValue, SetValue, type Value } from './values.ts';

/** How the package's classes lay out and begin their objects. */
export interface Layout {
    /** Slots of the fields, those of the parents first. */
    readonly fieldCount: number;
    /** Runs the field initialisers of this class alone. */
    readonly initialiseFields: (vm: Vm, self: Instance) => void;
}

const layouts = new WeakMap<TypeDecl, () => Layout>();

/** Says how the objects of a class are laid out; asked for when the first of them is made. */
export const setLayout = (decl: TypeDecl, layout: () => Layout): void => void layouts.set(decl, layout);
/** The layout of a class of the package; the library’s classes have none. */
export const layoutOf = (decl: TypeDecl): Layout | undefined => layouts.get(decl)?.();

/** Makes an object and runs the constructor (the one without parameters when none is named). */
export function instantiate(vm: Vm, type: ApexType, constructor: MethodInfo | undefined, args: Value[]): Value {
    const collection = emptyCollection(type);
    if (collection) {
        constructor?.invoke(vm, collection, args);
        return collection;
    }
    const self = new Instance(type, layoutOf(type.decl)?.fieldCount ?? 0);
    if (isSubtype(type, T.Exception)) self.native = vm.newExceptionState();
    initialiseClass(vm, type.decl);
    if (constructor) {
        // an exception class without constructors of its own takes its parent's, but has fields of its own
        if (constructor.owner !== type.decl) beginImplicitly(vm, type.decl, self, constructor.owner);
        constructor.invoke(vm, self, args);
    } else beginImplicitly(vm, type.decl, self, null);
    return self;
}

/** The collection, with its type arguments, that a library constructor then fills. */
function emptyCollection(type: ApexType): Value {
    if (type.decl === listDecl) return new ListValue(type);
    if (type.decl === setDecl) return new SetValue(type);
    return type.decl === mapDecl ? new MapValue(type) : null;
}

/** What a class without constructors does when an object of it begins: its parents' part, then its fields. */
export function beginImplicitly(vm: Vm, decl: TypeDecl, self: Instance, until: TypeDecl | null): void {
    const parent = decl.superType?.decl;
    if (parent && parent !== until) {
        const own = parent.constructors.find((candidate) => candidate.params.length === 0);
        if (own) own.invoke(vm, self, []);
        else beginImplicitly(vm, parent, self, until);
    }
    layoutOf(decl)?.initialiseFields(vm, self);
}

/** Runs the static initialisers of a class, and of those around it, once a transaction. */
export function initialiseClass(vm: Vm, decl: TypeDecl): void {
    const { initialise } = decl;
    if (!initialise || vm.statics.has(initialise)) return;
    vm.statics.set(initialise, true);
    if (decl.superType) initialiseClass(vm, decl.superType.decl);
    initialise(vm);
}
