import { type ApexType, type Invoke, T, type TypeDecl, listOf, typeOf } from '../language/types.ts';
import { ApexEnum, ListValue } from '../language/values.ts';
import { declare, define } from './define.ts';
import { hashOf } from './hash.ts';

/** Gives an enum what every enum has: `values()`, `valueOf(name)`, and on its values `name()`, `ordinal()` and the like. */
export function addEnumMethods(decl: TypeDecl): void {
    const add = (name: string, isStatic: boolean, params: ApexType[], returns: ApexType, invoke: Invoke): void =>
        decl.addMethod({
            name,
            owner: decl,
            isStatic,
            isAbstract: false,
            visibility: 'global',
            params,
            returns,
            annotations: [],
            line: 0,
            invoke
        });
    const type = typeOf(decl);
    add('values', true, [], listOf(type), () => new ListValue(listOf(type), [...decl.enumValues]));
    add('valueOf', true, [T.String], type, (vm, _self, [name]) => {
        const wanted = vm.text(vm.notNull(name ?? null)).toLowerCase();
        const found = decl.enumValues.find((value) => value instanceof ApexEnum && value.name.toLowerCase() === wanted);
        return found ?? vm.raise('NoSuchElementException', `No enum constant ${decl.name}.${vm.text(name ?? null)}`);
    });
    add('name', false, [], T.String, (_vm, self) => (self instanceof ApexEnum ? self.name : null));
    add('ordinal', false, [], T.Integer, (_vm, self) => (self instanceof ApexEnum ? self.ordinal : null));
    add('toString', false, [], T.String, (_vm, self) => (self instanceof ApexEnum ? self.name : null));
    add('equals', false, [T.Object], T.Boolean, (_vm, self, [other]) => self === other);
    add('hashCode', false, [], T.Integer, (vm, self) => hashOf(vm, self));
}

/** Declares an enum of the library. */
export function declareEnum(name: string, values: readonly string[]): TypeDecl {
    const decl = declare(name, 'enum');
    decl.enumValues = values.map((value, ordinal) => new ApexEnum(decl, value, ordinal));
    const fields = decl.enumValues.map((value, i) => [`${decl.name} ${values[i] ?? ''}`, () => value] as const);
    addEnumMethods(decl);
    return define(decl, { staticFields: Object.fromEntries(fields) });
}

/** A value of an enum of the library by its name. */
export function enumValue(decl: TypeDecl, name: string): ApexEnum {
    const found = decl.enumValues.find((value) => value instanceof ApexEnum && value.name === name);
    if (!(found instanceof ApexEnum)) throw new Error(`${decl.name} has no ${name}`);
    return found;
}
