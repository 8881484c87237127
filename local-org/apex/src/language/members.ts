import type { Vm } from '../vm.ts';
import { converted } from './convert.ts';
import type { Expr, Run } from './frame.ts';
import {
    type ApexType,
    type FieldInfo,
    type MethodInfo,
    T,
    type TypeDecl,
    conversionCost,
    sameType,
    substitute,
    supertypes,
    typeOf
} from './types.ts';
import { Instance, type Value } from './values.ts';

/** A member as it looks from a type in use: the parameters of generic owners are filled in. */
export interface Found<M> {
    readonly member: M;
    readonly owner: ApexType;
}

const everything = (type: ApexType): ApexType[] => [...supertypes(type), T.Object];

/** The field of that name, regardless of case, in the type or the nearest of those above it. */
export function findField(type: ApexType, name: string, isStatic?: boolean): Found<FieldInfo> | undefined {
    const key = name.toLowerCase();
    for (const owner of everything(type)) {
        const member = owner.decl.fields.get(key);
        if (member && (isStatic === undefined || member.isStatic === isStatic)) return { member, owner };
    }
    return undefined;
}

export interface Chosen extends Found<MethodInfo> {
    readonly params: readonly ApexType[];
    readonly returns: ApexType;
}

const fit = (args: readonly Expr[], params: readonly ApexType[]): number | undefined => {
    if (args.length !== params.length) return undefined;
    let total = 0;
    for (const [i, arg] of args.entries()) {
        const param = params[i] ?? T.Object;
        const cost = conversionCost(arg.type, param) ?? (converted(arg, param) ? 50 : undefined);
        if (cost === undefined) return undefined;
        total += cost;
    }
    return total;
};

function best(found: readonly Found<MethodInfo>[], args: readonly Expr[]): Chosen | undefined {
    let chosen: Chosen | undefined;
    let lowest = Number.POSITIVE_INFINITY;
    for (const { member, owner } of found) {
        const params = member.params.map((param) => substitute(param, owner));
        const cost = fit(args, params);
        if (cost === undefined || cost >= lowest) continue;
        lowest = cost;
        chosen = { member, owner, params, returns: substitute(member.returns, owner) };
    }
    return chosen;
}

/** The overload that a call means: the fewest and smallest conversions, the lowest class first. */
export function findMethod(
    type: ApexType,
    name: string,
    args: readonly Expr[],
    isStatic?: boolean
): Chosen | undefined {
    const key = name.toLowerCase();
    const candidates = everything(type).flatMap((owner) =>
        (owner.decl.methods.get(key) ?? [])
            .filter((m) => isStatic === undefined || m.isStatic === isStatic)
            .map((member) => ({ member, owner }))
    );
    return best(candidates, args);
}

/** Whether the type or one above it has a method of that name, whatever its parameters. */
export const hasMethod = (type: ApexType, name: string): boolean =>
    everything(type).some((owner) => owner.decl.methods.has(name.toLowerCase()));

/** The constructor that `new` means. A class without any takes those of its library parent (exceptions). */
export function findConstructor(type: ApexType, args: readonly Expr[]): Chosen | undefined {
    let owner = type;
    while (owner.decl.constructors.length === 0) {
        const parent = owner.decl.superType;
        if (owner.decl.file === null || parent?.decl.file !== null) return undefined;
        owner = parent;
    }
    const found = owner.decl.constructors.map((member) => ({ member, owner }));
    return best(found, args);
}

/** The arguments, each converted to its parameter. */
export const passed = (args: readonly Expr[], params: readonly ApexType[]): Run[] =>
    args.map((arg, i) => converted(arg, params[i] ?? T.Object) ?? arg.run);

const overrides = new WeakMap<MethodInfo, WeakMap<TypeDecl, MethodInfo>>();

/** The method that runs when `method` is called on an object of class `decl`: its lowest override. */
export function overrideOf(method: MethodInfo, decl: TypeDecl): MethodInfo {
    if (method.owner === decl) return method;
    let known = overrides.get(method);
    if (!known) overrides.set(method, (known = new WeakMap()));
    const cached = known.get(decl);
    if (cached) return cached;
    const key = method.name.toLowerCase();
    const matches = (m: MethodInfo, owner: ApexType): boolean =>
        !m.isStatic &&
        !m.isAbstract &&
        m.params.length === method.params.length &&
        m.params.every((param, i) => compatible(substitute(param, owner), method.params[i] ?? T.Object));
    let found = method;
    for (const owner of supertypes(typeOf(decl))) {
        const override = owner.decl.methods.get(key)?.find((m) => matches(m, owner));
        if (override) {
            found = override;
            break;
        }
    }
    known.set(decl, found);
    return found;
}

/** An override repeats the parameter types; a generic interface's parameter stands for any. */
const compatible = (own: ApexType, declared: ApexType): boolean =>
    declared.decl.kind === 'variable' || sameType(own, declared) || own.decl === declared.decl;

/** Calls the method on the object as its class overrides it. */
export function invokeOn(vm: Vm, method: MethodInfo, self: Value, args: Value[]): Value {
    const actual = self instanceof Instance ? overrideOf(method, self.type.decl) : method;
    return actual.invoke(vm, self, args);
}
