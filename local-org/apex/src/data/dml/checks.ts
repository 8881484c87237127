import { asText } from '../as-text.ts';
import * as decimal from '../../language/decimal.ts';
import { ApexBlob, ApexDatetime, ApexDouble, type Value } from '../../language/values.ts';
import { asId } from '../ids.ts';
import type { Org } from '../org.ts';
import { type Field, isText } from '../schema/field.ts';
import type { SObjectInfo } from '../schema/objects.ts';
import type { Row } from '../store.ts';
import { comparable, keyOf } from '../soql/comparing.ts';
import { type Failure, failure } from './failures.ts';

/** A value as the database keeps it: texts trimmed and never empty, numbers in the field's scale, whole seconds. */
export function storedValue(field: Field, value: Value): Value {
    if (typeof value === 'string' && isText(field.type)) return value.trim() || null;
    if (field.type === 'currency' || field.type === 'double' || field.type === 'percent') return inScale(field, value);
    if (value instanceof ApexDatetime) return new ApexDatetime(Math.floor(value.ms / 1000) * 1000);
    if (field.type === 'boolean') return value ?? false;
    return value;
}

function inScale(field: Field, value: Value): Value {
    const number =
        value instanceof ApexDouble
            ? decimal.fromDouble(value.value)
            : typeof value === 'number'
              ? decimal.fromInteger(value)
              : value;
    if (!(number instanceof decimal.ApexDecimal) || field.precision === 0) return number;
    return decimal.rescale(number, field.scale, 'HALF_UP') ?? number;
}

/** What is wrong with a row that is about to be saved; `changed` are the fields (in lower case) that were given. */
export function faultsOf(
    org: Org,
    object: SObjectInfo,
    row: Row,
    changed: ReadonlySet<string>,
    before: Row | null
): Failure[] {
    const missing: string[] = [];
    const faults: Failure[] = [];
    for (const [key, field] of object.fields) {
        const value = row.get(key) ?? null;
        if (value === null) {
            if (field.isRequired && (before === null || changed.has(key)) && !field.isAutoNumber)
                missing.push(org.schema.qualified(field.name));
            continue;
        }
        if (before !== null && !changed.has(key)) continue;
        const fault = faultOf(org, object, field, value);
        if (fault) faults.push(fault);
    }
    if (missing.length > 0) {
        const names = `[${missing.join(', ')}]`;
        return [failure('REQUIRED_FIELD_MISSING', `Required fields are missing: ${names}`, missing)];
    }
    return faults;
}

function faultOf(org: Org, object: SObjectInfo, field: Field, value: Exclude<Value, null>): Failure | undefined {
    const name = [org.schema.qualified(field.name)];
    if (typeof value === 'string' && isText(field.type)) return textFault(field, value, name);
    if (value instanceof decimal.ApexDecimal) return numberFault(field, value, name);
    if (value instanceof ApexBlob && value.bytes.length > 38_000_000) {
        return failure('STRING_TOO_LONG', `${field.label}: data value too large: (max length=38000000)`, name);
    }
    if (field.type === 'reference' && typeof value === 'string') return referenceFault(org, object, field, value, name);
    return undefined;
}

function textFault(field: Field, value: string, name: string[]): Failure | undefined {
    if (value.length > field.length) {
        return failure(
            'STRING_TOO_LONG',
            `${field.label}: data value too large: ${value} (max length=${field.length})`,
            name
        );
    }
    if (field.type === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)) {
        return failure('INVALID_EMAIL_ADDRESS', `${field.label}: invalid email address: ${value}`, name);
    }
    if (!field.picklist?.isRestricted) return undefined;
    const known = new Set(field.picklist.values.filter((each) => each.isActive).map((each) => each.name.toLowerCase()));
    const chosen = field.type === 'multipicklist' ? value.split(';') : [value];
    const bad = chosen.find((each) => !known.has(each.toLowerCase()));
    if (bad === undefined) return undefined;
    return failure(
        'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
        `${field.label}: bad value for restricted picklist field: ${bad}`,
        name
    );
}

function numberFault(field: Field, value: decimal.ApexDecimal, name: string[]): Failure | undefined {
    if (field.precision === 0) return undefined;
    const whole = decimal.truncate(value).toString().replace('-', '');
    if (whole === '0' || whole.length <= field.precision - field.scale) return undefined;
    return failure(
        'NUMBER_OUTSIDE_VALID_RANGE',
        `${field.label}: value outside of valid range on numeric field: ${value.toString()}`,
        name
    );
}

function referenceFault(
    org: Org,
    object: SObjectInfo,
    field: Field,
    value: string,
    name: string[]
): Failure | undefined {
    const id = asId(value);
    const target = id ? org.schema.ofId(id) : undefined;
    const isAny = field.referenceTo.length === 0 || field.referenceTo[0] === 'Name';
    if (!id || (target && !isAny && !field.referenceTo.includes(target.name))) {
        return failure('FIELD_INTEGRITY_EXCEPTION', `${field.label}: id value of incorrect type: ${value}`, name);
    }
    if (object.kind === 'hierarchySetting' && field.name === 'SetupOwnerId' && !/^(00D|00e|005)/.test(id)) {
        return failure('FIELD_INTEGRITY_EXCEPTION', `${field.label}: id value of incorrect type: ${value}`, name);
    }
    if (!target) {
        const known = field.referenceTo.find((each) => org.schema.find(each));
        return isAny || known ? failure('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id') : undefined;
    }
    const found = org.store.get(target.name.toLowerCase(), id);
    return found ? undefined : failure('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
}

/** Which row of an object has which unique value, for the rows that are saved together. */
export class UniqueValues {
    private readonly org: Org;
    private readonly object: SObjectInfo;
    private readonly rows = new Map<Field, Map<ReturnType<typeof keyOf>, string>>();

    constructor(org: Org, object: SObjectInfo) {
        this.org = org;
        this.object = object;
        for (const field of object.fields.values()) if (field.isUnique) this.rows.set(field, this.read(field));
    }

    /** Notes a row that was saved. */
    add(id: string, row: Row): void {
        for (const [field, ids] of this.rows) {
            const key = keyIn(row, field);
            if (key !== null) ids.set(key, id);
        }
    }

    /** The fault of a value that another row has already. */
    faultOf(id: string, row: Row): Failure | undefined {
        if (this.object.name === 'PermissionSetAssignment') return secondAssignment(this.org, id, row);
        for (const [field, ids] of this.rows) {
            const key = keyIn(row, field);
            const other = key === null ? undefined : ids.get(key);
            if (other === undefined || other === id || !this.stillHas(other, field, key)) continue;
            if (field.name === 'Username') return duplicateUsername;
            return failure(
                'DUPLICATE_VALUE',
                `duplicate value found: ${this.org.schema.qualified(field.name)} duplicates value on record with id: ${other}`
            );
        }
        return undefined;
    }

    private stillHas(id: string, field: Field, key: ReturnType<typeof keyOf>): boolean {
        const row = this.org.store.get(this.object.name.toLowerCase(), id);
        return row !== undefined && keyIn(row, field) === key;
    }

    private read(field: Field): Map<ReturnType<typeof keyOf>, string> {
        const ids = new Map<ReturnType<typeof keyOf>, string>();
        for (const [id, row] of this.org.store.rows(this.object.name.toLowerCase())) {
            const key = keyIn(row, field);
            if (key !== null) ids.set(key, id);
        }
        return ids;
    }
}

const keyIn = (row: Row, field: Field): ReturnType<typeof keyOf> =>
    keyOf(comparable(row.get(field.name.toLowerCase()) ?? null, field));

const duplicateUsername = failure(
    'DUPLICATE_USERNAME',
    "Duplicate Username.<br>The username already exists in this or another Salesforce organization. Usernames must be unique across all Salesforce organizations. To resolve, use a different username (it doesn't need to match the user's email address). ",
    ['Username']
);

function secondAssignment(org: Org, id: string, row: Row): Failure | undefined {
    const [assignee, set] = [row.get('assigneeid'), row.get('permissionsetid')];
    for (const [other, theirs] of org.store.rows('permissionsetassignment')) {
        if (other === id || theirs.get('assigneeid') !== assignee || theirs.get('permissionsetid') !== set) continue;
        return failure(
            'DUPLICATE_VALUE',
            `Duplicate PermissionSetAssignment. Assignee: ${asText(assignee).slice(0, 15)}; Permission Set: ${asText(set).slice(0, 15)}`,
            ['AssigneeId', 'PermissionSetId']
        );
    }
    return undefined;
}
