import { asText } from './as-text.ts';
import { type ApexType, type Invoke, T, mapOf } from '../language/types.ts';
import { MapValue, SObjectValue, type Value } from '../language/values.ts';
import type { Vm } from '../vm.ts';
import { asId } from './ids.ts';
import { defaultOf } from './field-values.ts';
import type { Org } from './org.ts';
import type { SObjectInfo } from './schema/objects.ts';
import type { Row } from './store.ts';

/** Gives custom settings and custom metadata types their static methods. */
export function addSettingMethods(org: Org): void {
    for (const object of org.schema.all()) {
        if (object.kind === 'hierarchySetting') addHierarchy(org, object);
        if (object.kind === 'listSetting') addByName(org, object, 'name');
        if (object.kind === 'metadata') addByName(org, object, 'developername');
    }
}

function add(
    object: SObjectInfo,
    name: string,
    params: readonly ApexType[],
    returns: ApexType,
    invoke: (vm: Vm, args: Value[]) => Value
): void {
    const run: Invoke = (vm, _self, args) => invoke(vm, args);
    const { decl } = object.type;
    const facts = { isStatic: true, isAbstract: false, visibility: 'global', annotations: [], line: 0 } as const;
    decl.addMethod({ ...facts, name, owner: decl, params, returns, invoke: run });
}

function addHierarchy(org: Org, object: SObjectInfo): void {
    const { type } = object;
    add(object, 'getInstance', [], type, (vm) => merged(org, object, vm.user.id));
    add(object, 'getInstance', [T.Id], type, (vm, [id = null]) => merged(org, object, asText(vm.notNull(id))));
    add(object, 'getValues', [T.Id], type, (vm, [id = null]) => {
        const row = rowOf(org, object, asText(vm.notNull(id)));
        return row ? recordOf(object, row) : null;
    });
    add(object, 'getOrgDefaults', [], type, () => merged(org, object, organizationOf(org)));
}

const organizationOf = (org: Org): string => org.store.rows('organization').keys().next().value ?? '';

/** The row whose place in the hierarchy is exactly this user, profile or organization. */
function rowOf(org: Org, object: SObjectInfo, ownerId: string): Row | undefined {
    const id = asId(ownerId) ?? ownerId;
    for (const row of org.store.rows(object.name.toLowerCase()).values())
        if (row.get('setupownerid') === id) return row;
    return undefined;
}

/** What is in force for a user, profile or organization: each field from the nearest level that has a value. */
function merged(org: Org, object: SObjectInfo, ownerId: string): SObjectValue {
    const owner = asId(ownerId) ?? ownerId;
    const organization = organizationOf(org);
    const profile = org.store.get('user', owner)?.get('profileid');
    const places = [
        owner,
        ...(typeof profile === 'string' ? [profile] : []),
        ...(owner === organization ? [] : [organization])
    ];
    const rows = places.map((place) => rowOf(org, object, place));
    const [own] = rows;
    const record = own ? recordOf(object, own) : new SObjectValue(object.type);
    record.fields.set('setupownerid', owner);
    const isDefined = rows.some((row) => row !== undefined);
    for (const [key, field] of object.fields) {
        if (!field.isCustom || record.fields.has(key) || field.formula !== null) continue;
        const value = isDefined ? rows.find((row) => row?.has(key))?.get(key) : defaultOf(field);
        if (value !== undefined && value !== null) record.fields.set(key, value);
    }
    return record;
}

function recordOf(object: SObjectInfo, row: Row): SObjectValue {
    const record = new SObjectValue(object.type);
    for (const [key, value] of row) record.fields.set(key, value);
    return record;
}

/** List settings by Name, metadata records by DeveloperName (or id, or with the namespace). */
function addByName(org: Org, object: SObjectInfo, key: 'name' | 'developername'): void {
    const rows = (): Row[] => [...org.store.rows(object.name.toLowerCase()).values()];
    const find = (name: string): Value => {
        const wanted = name.toLowerCase();
        const row = rows().find((each) =>
            [each.get(key), each.get('qualifiedapiname')].some((text) => asText(text).toLowerCase() === wanted)
        );
        const byId =
            row ?? (key === 'developername' ? rows().find((each) => each.get('id') === asId(name)) : undefined);
        return byId ? recordOf(object, byId) : null;
    };
    const all = (vm: Vm): MapValue => {
        const map = new MapValue(mapOf(T.String, object.type));
        for (const row of rows()) {
            const name = row.get(key) ?? null;
            map.entries.set(vm.keyOf(name), { key: name, value: recordOf(object, row) });
        }
        return map;
    };
    add(object, 'getAll', [], mapOf(T.String, object.type), all);
    for (const name of key === 'name' ? ['getInstance', 'getValues'] : ['getInstance']) {
        add(object, name, [T.String], object.type, (vm, [text = null]) => find(asText(vm.notNull(text))));
    }
}
