import { invokeOn } from '../language/members.ts';
import { layoutOf } from '../language/objects.ts';
import {
    type ApexType,
    type MethodInfo,
    T,
    TypeDecl,
    listOf,
    sameType,
    supertypes,
    typeOf
} from '../language/types.ts';
import { Instance, ListValue, TypeValue, type Value } from '../language/values.ts';
import { libraryTypes } from '../library/define.ts';
import { Unsupported } from '../unsupported.ts';
import type { Vm } from '../vm.ts';

const stubbed = new WeakMap<Instance, Instance>();

/**
 * An object of a class whose public methods all ask the provider. Refuses what the platform refuses to stub: library
 * and abstract types' static, private and constructor code runs as ever.
 */
export function makeStub(vm: Vm, type: ApexType, provider: Instance): Instance {
    if (type.decl.file === null) throw new Unsupported(`Test.createStub of ${type.decl.name}`);
    const decl = new TypeDecl(type.decl.name, 'class');
    decl.superType = type.decl.kind === 'class' ? type : null;
    if (type.decl.kind === 'interface') decl.interfaces = [type];
    decl.file = type.decl.file;
    for (const above of supertypes(type)) {
        for (const methods of above.decl.methods.values()) {
            for (const method of methods) if (isStubbed(method, decl)) decl.addMethod(standIn(method, decl));
        }
    }
    const stub = new Instance(typeOf(decl), layoutOf(type.decl)?.fieldCount ?? 0);
    stubbed.set(stub, provider);
    vm.notNull(provider);
    return stub;
}

const isStubbed = (method: MethodInfo, decl: TypeDecl): boolean =>
    !method.isStatic &&
    method.visibility !== 'private' &&
    method.owner.file !== null &&
    !decl.methods.get(method.name.toLowerCase())?.some((known) => takesTheSame(known, method));

const takesTheSame = (one: MethodInfo, other: MethodInfo): boolean =>
    one.params.length === other.params.length &&
    one.params.every((param, i) => sameType(param, other.params[i] ?? T.Object));

const standIn = (method: MethodInfo, owner: TypeDecl): MethodInfo => ({
    ...method,
    owner,
    isAbstract: false,
    invoke: (vm, self, args) => answer(vm, method, self, args)
});

function answer(vm: Vm, method: MethodInfo, self: Value, args: Value[]): Value {
    const provider = self instanceof Instance ? stubbed.get(self) : undefined;
    const [handle] = libraryTypes.get('stubprovider')?.methods.get('handlemethodcall') ?? [];
    if (!provider || !handle) throw new Error('a stub without its provider');
    const types = method.params.map((param) => new TypeValue(param));
    const names = method.paramNames ?? method.params.map((_param, i) => `arg${i}`);
    return invokeOn(vm, handle, provider, [
        self,
        method.name,
        new TypeValue(method.returns),
        new ListValue(listOf(T.Type), types),
        new ListValue(listOf(T.String), [...names]),
        new ListValue(listOf(T.Object), args)
    ]);
}
