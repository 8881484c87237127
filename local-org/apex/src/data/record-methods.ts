import { type ApexType, T, typeOf } from '../language/types.ts';
import { SObjectValue } from '../language/values.ts';
import { objectTokenDecl } from './describe/declarations.ts';
import { objectToken } from './describe/tokens.ts';
import type { Schema } from './schema/objects.ts';
import { recordOf } from './schema/records.ts';

/** The records that `clone` made, with the id of what they were made from. */
export const clones = new WeakMap<SObjectValue, string | null>();

const timestamps = new Set(['createddate', 'createdbyid', 'lastmodifieddate', 'lastmodifiedbyid']);

/** A copy of a record; without the Id and system fields where they are not to be kept. */
export function cloneRecord(
    schema: Schema,
    record: SObjectValue,
    keepId = false,
    deep = false,
    keepTimes = false,
    keepNumbers = false
): SObjectValue {
    const copy = new SObjectValue(record.type);
    copy.queried = record.queried;
    const object = schema.find(record.objectName);
    for (const [key, value] of record.fields) {
        if (key === 'id' && !keepId) continue;
        if ((timestamps.has(key) || key === 'systemmodstamp') && !keepTimes) continue;
        if (object?.fields.get(key)?.isAutoNumber && !keepNumbers) continue;
        copy.fields.set(
            key,
            deep && value instanceof SObjectValue ? cloneRecord(schema, value, true, true, true, true) : value
        );
    }
    const id = record.fields.get('id');
    clones.set(copy, typeof id === 'string' ? id : null);
    return copy;
}

/** Gives every object's type the static `getSObjectType()`: `Account.getSObjectType()`. */
export function addTypeMethods(schema: Schema): void {
    for (const object of schema.all()) {
        const { decl } = object.type;
        decl.addMethod({
            ...{ isStatic: true, isAbstract: false, visibility: 'global', annotations: [], line: 0 },
            name: 'getSObjectType',
            owner: decl,
            params: [],
            returns: typeOf(objectTokenDecl),
            invoke: () => objectToken(schema, object)
        });
    }
}

/** Gives every object's type the `clone` that answers a record of its own type. */
export function addCloneMethods(schema: Schema): void {
    const params: ApexType[] = [];
    for (let count = 0; count <= 4; count += 1) {
        for (const { type } of schema.all()) {
            type.decl.addMethod({
                ...{ isStatic: false, isAbstract: false, visibility: 'global', annotations: [], line: 0 },
                name: 'clone',
                owner: type.decl,
                params: [...params],
                returns: type,
                invoke: (_vm, self, args) => {
                    const [id, deep, times, numbers] = args.map((arg) => arg === true);
                    return cloneRecord(schema, recordOf(self), id, deep, times, numbers);
                }
            });
        }
        params.push(T.Boolean);
    }
}
