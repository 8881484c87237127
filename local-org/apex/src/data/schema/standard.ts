import { type Field, type FieldType, type Picklist, type PicklistValue, makeField } from './field.ts';
import { type Schema, SObjectInfo } from './objects.ts';
import {
    childFields,
    childFieldsByName,
    defaults,
    isReadOnly,
    keyPrefixes,
    lengths,
    numberTypeOf,
    picklistValues,
    requiredFields,
    textTypeOf
} from './standard-facts.ts';
import table from './standard-schema.json' with { type: 'json' };

const letters: Record<string, FieldType> = {
    a: 'address',
    b: 'boolean',
    d: 'date',
    g: 'location',
    h: 'time',
    i: 'integer',
    l: 'long',
    t: 'datetime',
    x: 'base64'
};

const typeOfLetter = (object: string, name: string, letter: string): FieldType => {
    if (letter === 's') return textTypeOf(object, name);
    if (letter === 'n') return numberTypeOf(object, name);
    if (letter === 'r') return name === 'Id' ? 'id' : 'reference';
    return letters[letter] ?? 'anytype';
};

/** `AnnualRevenue` as `Annual Revenue`. */
const labelOf = (name: string): string => name.replace(/Id$/, ' ID').replace(/([a-z])([A-Z])/g, '$1 $2');

const cascades =
    /^(Attachment|Note|CaseComment|ContentDocumentLink|OpportunityLineItem|OpportunityContactRole|CampaignMember|GroupMember|PermissionSetAssignment|SetupEntityAccess|Contact\.AccountId|Opportunity\.AccountId|OrderItem)/;

/** Objects whose Name is called after them: Account Name. */
const named = new Set(['Account', 'Asset', 'Campaign', 'Opportunity', 'Product2']);

const picklistOf = (path: string, preset: string | undefined): Picklist | null => {
    const values = picklistValues[path]?.split('|');
    if (!values) return null;
    const value = (name: string): PicklistValue => ({ name, label: name, isDefault: name === preset, isActive: true });
    return { isRestricted: false, values: values.map(value) };
};

const fieldOf = (object: string, entry: string, relationships: ReadonlyMap<string, string>): Field | undefined => {
    const [name = '', letter] = entry.split(':');
    if (!letter) return undefined;
    const type = typeOfLetter(object, name, letter);
    const relationship = type === 'reference' ? name.replace(/Id$/, '') : null;
    const target = relationship === null ? undefined : relationships.get(relationship);
    const path = `${object}.${name}`;
    const readOnly = isReadOnly(object, name);
    const length = lengths[path];
    return makeField({
        name,
        type,
        label: name === 'Name' && named.has(object) ? `${labelOf(object).replace(/ ?2$/, '')} Name` : labelOf(name),
        isRequired: requiredFields[object]?.split(' ').includes(name) ?? false,
        isCreateable: !readOnly,
        isUpdateable: !readOnly,
        isUnique: path === 'User.Username',
        defaultValue: defaults[object]?.[name] ?? (type === 'boolean' ? 'false' : null),
        ...(length === undefined ? {} : { length }),
        ...(type === 'currency' ? { precision: 18, scale: path.endsWith('UnitPrice') ? 2 : 0 } : {}),
        picklist: picklistOf(path, defaults[object]?.[name]),
        referenceTo: target ? [target] : [],
        relationshipName: target && relationship ? relationship : null,
        onParentDelete: cascades.test(path) && target !== undefined ? 'cascade' : 'clear'
    });
};

/** Adds the objects that every org has. */
export function addStandardObjects(schema: Schema): void {
    for (const [name, text] of Object.entries(table)) {
        const object = new SObjectInfo(name, 'standard', labelOf(name), keyPrefixes[name] ?? null);
        object.labelPlural = name.endsWith('y') ? `${labelOf(name).slice(0, -1)}ies` : `${labelOf(name)}s`;
        const entries = text.split(' ');
        const relationships = new Map(
            entries.filter((entry) => entry.includes('>')).map((entry) => entry.split('>') as [string, string])
        );
        for (const entry of entries) {
            const field = fieldOf(name, entry, relationships);
            if (field) object.add(field);
        }
        schema.add(object);
    }
    for (const [name, text] of Object.entries(table)) addChildren(schema, schema.get(name), text.split(' '));
}

function addChildren(schema: Schema, object: SObjectInfo, entries: string[]): void {
    for (const entry of entries.filter((each) => each.includes('<'))) {
        const [name = '', child = ''] = entry.split('<');
        const candidates = [...(schema.find(child)?.fields.values() ?? [])].filter((field) =>
            field.referenceTo.includes(object.name)
        );
        const field =
            childFields[`${object.name}.${name}`] ??
            (candidates.length === 1 ? candidates[0]?.name : childFieldsByName[name]);
        if (field) object.children.set(name.toLowerCase(), { name, object: child, field });
    }
}
