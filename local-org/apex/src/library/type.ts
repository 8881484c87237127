import { findConstructor } from '../language/members.ts';
import { instantiate } from '../language/objects.ts';
import { type ApexType, T, type TypeDecl, isSubtype, listOf, typeOf } from '../language/types.ts';
import { SObjectValue, TypeValue, type Value } from '../language/values.ts';
import { Unsupported } from '../unsupported.ts';
import type { Vm } from '../vm.ts';
import { defineGuarded } from './define.ts';
import { hashString } from './hash.ts';

/** `Map<String, Foo>` as a type; undefined when a name in it is not known. */
function typeNamed(vm: Vm, text: string): ApexType | undefined {
    const name = text.trim();
    if (name.endsWith('[]')) {
        const of = typeNamed(vm, name.slice(0, -2));
        return of && listOf(of);
    }
    const match = /^([\w.]+)\s*(?:<(.*)>)?$/s.exec(name);
    const decl = match?.[1] === undefined ? undefined : vm.findType(match[1]);
    if (!decl) return undefined;
    const args = splitArguments(match?.[2] ?? '').map((arg) => typeNamed(vm, arg));
    return args.includes(undefined) ? undefined : typeOf(decl, ...args.filter((arg) => arg !== undefined));
}

function splitArguments(text: string): string[] {
    let depth = 0;
    const parts = [''];
    for (const char of text) {
        depth += char === '<' ? 1 : char === '>' ? -1 : 0;
        if (char === ',' && depth === 0) parts.push('');
        else parts.push((parts.pop() ?? '') + char);
    }
    return parts.filter((part) => part.trim() !== '');
}

const forName = (vm: Vm, name: string): Value => {
    const type = typeNamed(vm, name);
    return type ? new TypeValue(type) : null;
};

const libraryName = (decl: TypeDecl): string =>
    decl.file === null && decl.kind === 'class' && decl.typeParams.length === 0 && !decl.name.includes('.')
        ? `System.${decl.name}`
        : decl.name;

/** As Apex writes it: library classes with their namespace. */
export const typeName = (type: ApexType): string =>
    type.args.length ? `${type.decl.name}<${type.args.map(typeName).join(',')}>` : libraryName(type.decl);

/** Makes an object of the type with the constructor that takes nothing. */
function newInstance(vm: Vm, { type }: TypeValue): Value {
    if (type.decl.kind === 'sobject') return new SObjectValue(type);
    const constructor = findConstructor(type, []);
    const hasNone = type.decl.constructors.length === 0 && type.decl.file !== null;
    if (type.decl.kind !== 'class' || type.decl.isAbstract || (!constructor && !hasNone))
        throw new Unsupported(`Type.newInstance of ${typeName(type)}`);
    if (constructor?.member.isStatic) return constructor.member.invoke(vm, null, []);
    return instantiate(vm, type, constructor?.member, []);
}

defineGuarded(T.Type.decl, {
    statics: {
        'Type forName(String name)': forName,
        'Type forName(String? namespace, String name)': (vm, namespace: string | null, name: string) =>
            forName(vm, namespace ? `${namespace}.${name}` : name)
    },
    methods: {
        'String getName()': (_vm, self: TypeValue) => typeName(self.type),
        'String toString()': (_vm, self: TypeValue) => typeName(self.type),
        'Object newInstance()': newInstance,
        'Boolean isAssignableFrom(Type other)': (_vm, self: TypeValue, other: TypeValue) =>
            isSubtype(other.type, self.type),
        'Boolean equals(Object? other)': (vm, self: TypeValue, other: Value) => vm.equals(self, other),
        'Integer hashCode()': (_vm, self: TypeValue) => hashString(typeName(self.type))
    }
});
