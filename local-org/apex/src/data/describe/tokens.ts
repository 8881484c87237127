import { type ApexType, TypeDecl, typeOf } from '../../language/types.ts';
import { Instance, type Value } from '../../language/values.ts';
import type { SchemaToken } from '../data.ts';
import type { Field } from '../schema/field.ts';
import type { Schema, SObjectInfo } from '../schema/objects.ts';
import {
    describeFieldDecl,
    describeObjectDecl,
    fieldSetDecl,
    fieldTokenDecl,
    objectTokenDecl
} from './declarations.ts';

/** What a token or description of an object stands for. */
export interface ObjectNative {
    readonly schema: Schema;
    readonly object: SObjectInfo;
}

/** What a token or description of a field stands for. */
export interface FieldNative extends ObjectNative {
    readonly field: Field;
}

type Kind = 'token' | 'describe' | 'fields' | 'fieldSets';
const made = new WeakMap<object, Map<string, Instance>>();

/** There is one of each, so that tokens compare as the same. */
function only(of: object, kind: Kind, type: ApexType, native: ObjectNative): Instance {
    const known = made.get(of) ?? new Map<string, Instance>();
    made.set(of, known);
    const found = known.get(kind);
    if (found) return found;
    const instance = new Instance(type);
    instance.native = native;
    known.set(kind, instance);
    return instance;
}

/** `Account.SObjectType` */
export const objectToken = (schema: Schema, object: SObjectInfo): Instance =>
    only(object, 'token', typeOf(objectTokenDecl), { schema, object });

/** `Account.Name` as a token. */
export const fieldToken = (native: FieldNative): Instance =>
    only(native.field, 'token', typeOf(fieldTokenDecl), native);

/** `Account.SObjectType.getDescribe()` */
export const objectDescribe = (schema: Schema, object: SObjectInfo): Instance =>
    only(object, 'describe', typeOf(describeDecl(schema, object)), { schema, object });

const describeDecls = new WeakMap<SObjectInfo, TypeDecl>();
const facts = { isStatic: false, visibility: 'global', annotations: [] } as const;

/** The type of one object's description: its `fields` know the object's. */
function describeDecl(schema: Schema, object: SObjectInfo): TypeDecl {
    const known = describeDecls.get(object);
    if (known) return known;
    const decl = new TypeDecl(describeObjectDecl.name, 'class');
    describeDecls.set(object, decl);
    decl.superType = typeOf(describeObjectDecl);
    const fields = fieldsOf(schema, object);
    decl.fields.set('fields', { ...facts, name: 'fields', owner: decl, type: fields.type, get: () => fields });
    return decl;
}

/** `Account.Name.getDescribe()` */
export const fieldDescribe = (native: FieldNative): Instance =>
    only(native.field, 'describe', typeOf(describeFieldDecl), native);

/** `Schema.SObjectType.Account.fields` */
export const fieldsOf = (schema: Schema, object: SObjectInfo): Instance =>
    only(object, 'fields', typeOf(fieldsDecl(schema, object)), { schema, object });

const fieldsDecls = new WeakMap<SObjectInfo, TypeDecl>();

/** The type of one object's `fields`: each field is one of its members. */
function fieldsDecl(schema: Schema, object: SObjectInfo): TypeDecl {
    const known = fieldsDecls.get(object);
    if (known) return known;
    const decl = new TypeDecl(fieldSetDecl.name, 'class');
    fieldsDecls.set(object, decl);
    decl.superType = typeOf(fieldSetDecl);
    for (const field of object.fields.values()) {
        const get = (): Value => fieldDescribe({ schema, object, field });
        const info = { ...facts, name: field.name, owner: decl, type: typeOf(describeFieldDecl), get };
        decl.fields.set(field.name.toLowerCase(), info);
        decl.fields.set(schema.qualified(field.name).toLowerCase(), info);
    }
    return decl;
}

const isName = (name: string | undefined, ...wanted: string[]): boolean => wanted.includes(name?.toLowerCase() ?? '');

/** See Data.resolveToken. */
export function resolveToken(schema: Schema, given: readonly string[]): SchemaToken | undefined {
    const skipped = isName(given[0], 'schema') ? 1 : 0;
    const names = given.slice(skipped);
    const found = isName(names[0], 'sobjecttype') ? describeToken(schema, names) : plainToken(schema, names);
    return found && { ...found, used: found.used + skipped };
}

const token = (instance: Instance, used: number): SchemaToken => ({
    type: instance.type,
    value: (): Value => instance,
    used
});

/** `SObjectType.Account`, `SObjectType.Account.fields`, `SObjectType.Account.fields.Name` */
function describeToken(schema: Schema, names: readonly string[]): SchemaToken | undefined {
    const object = names[1] === undefined ? undefined : schema.find(names[1]);
    if (!object) return undefined;
    if (!isName(names[2], 'fields')) return token(objectDescribe(schema, object), 2);
    const field = names[3] === undefined ? undefined : schema.field(object, names[3]);
    if (field) return token(fieldDescribe({ schema, object, field }), 4);
    return token(fieldsOf(schema, object), 3);
}

/** `Account.SObjectType`, `Account.Name`, `Account.fields.Name`; a relationship leads on: `Contact.Account.Name`. */
function plainToken(schema: Schema, names: readonly string[]): SchemaToken | undefined {
    let object = names[0] === undefined ? undefined : schema.find(names[0]);
    if (!object || names.length < 2) return undefined;
    if (isName(names[1], 'sobjecttype')) return token(objectToken(schema, object), 2);
    let index = isName(names[1], 'fields') ? 2 : 1;
    for (; index < names.length - 1; index += 1) {
        const parent: Field | undefined = schema.parent(object, names[index] ?? '');
        const target: SObjectInfo | undefined =
            parent?.referenceTo[0] === undefined ? undefined : schema.find(parent.referenceTo[0]);
        if (!target) break;
        object = target;
    }
    const name = names[index];
    const field = name === undefined ? undefined : schema.field(object, name);
    return field && token(fieldToken({ schema, object, field }), index + 1);
}
