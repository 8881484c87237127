import { type ApexType, type FieldInfo, T, type TypeDecl, listOf } from '../../language/types.ts';
import { Unsupported } from '../../unsupported.ts';
import { type Field, apexTypeOf } from './field.ts';
import type { Schema, SObjectInfo } from './objects.ts';
import { readField, recordOf } from './records.ts';

/** The parent relationships among all FieldInfos: a path through them does not throw where a parent is missing. */
export const parentRelationships = new WeakSet<FieldInfo>();

type Access = Pick<FieldInfo, 'get' | 'set'>;

/** Checkboxes are never null. */
export const absentValue = (field: Field): false | null => (field.type === 'boolean' ? false : null);

const fieldAccess = (object: SObjectInfo, field: Field): Access => {
    const key = field.name.toLowerCase();
    const absent = absentValue(field);
    if (!apexTypeOf(field.type) || field.formula !== null) {
        const what = field.formula === null ? `${field.type} field` : 'formula field';
        return {
            get: () => {
                throw new Unsupported(`${what} ${object.name}.${field.name}`);
            }
        };
    }
    const get: FieldInfo['get'] = (vm, self) => readField(vm, recordOf(self), key, field.name, absent);
    const isWritable = field.isCreateable || field.isUpdateable || field.type === 'id';
    return isWritable ? { get, set: (_vm, self, value) => void recordOf(self).fields.set(key, value) } : { get };
};

const relationAccess = (name: string, isWritable: boolean): Access => {
    const key = name.toLowerCase();
    const get: FieldInfo['get'] = (vm, self) => readField(vm, recordOf(self), key, name, null);
    return isWritable ? { get, set: (_vm, self, value) => void recordOf(self).fields.set(key, value) } : { get };
};

/** The record type that a reference leads to; `Name` where it may lead to several. */
export const targetOf = (schema: Schema, field: Field): SObjectInfo | undefined => {
    const [only] = field.referenceTo;
    return schema.find(field.referenceTo.length === 1 && only ? only : 'Name');
};

/** Gives every object's type the fields that Apex code reads and writes. Call once the schema is complete. */
export function linkTypes(schema: Schema): void {
    for (const object of schema.all()) linkType(schema, object);
}

function linkType(schema: Schema, object: SObjectInfo): void {
    const { decl } = object.type;
    for (const field of object.fields.values()) {
        addField(schema, decl, field.name, apexTypeOf(field.type) ?? T.Object, fieldAccess(object, field));
    }
    for (const [, field] of object.parents) {
        const target = targetOf(schema, field);
        const name = field.relationshipName;
        if (!target || !name) continue;
        parentRelationships.add(addField(schema, decl, name, target.type, relationAccess(name, true)));
    }
    for (const child of object.children.values()) {
        const of = schema.find(child.object)?.type;
        if (of) addField(schema, decl, child.name, listOf(of), childAccess(child.name));
    }
}

/** Child records cannot be assigned: a query alone fills them in. */
const childAccess = (name: string): Access => relationAccess(name, false);

function addField(schema: Schema, owner: TypeDecl, name: string, type: ApexType, access: Access): FieldInfo {
    const field: FieldInfo = {
        name,
        owner,
        type,
        isStatic: false,
        visibility: 'global',
        annotations: [],
        ...access
    };
    owner.fields.set(name.toLowerCase(), field);
    const qualified = schema.qualified(name).toLowerCase();
    if (qualified !== name.toLowerCase()) owner.fields.set(qualified, field);
    return field;
}
