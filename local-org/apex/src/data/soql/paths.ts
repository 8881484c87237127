import { asText } from '../as-text.ts';
import { ApexDate, ApexDatetime, type Value } from '../../language/values.ts';
import { Unsupported } from '../../unsupported.ts';
import { type Field, apexTypeOf } from '../schema/field.ts';
import type { Schema, SObjectInfo } from '../schema/objects.ts';
import { absentValue, targetOf } from '../schema/type-decls.ts';
import type { Row, Store } from '../store.ts';
import { dayOf, partsOfDay } from './day-ranges.ts';

/** A name in a query that the schema does not have. */
export class QueryFault extends Error {}

/** Where values of a query come from. */
export interface Source {
    readonly schema: Schema;
    readonly store: Store;
}

/** A column of the queried object, or of a record that it refers to. */
export interface Path {
    /** References to follow, from the queried object on. */
    readonly steps: readonly Field[];
    readonly field: Field;
    /** The object that has the field; `Name` where several may be referred to. */
    readonly owner: SObjectInfo;
    readonly read: (source: Source, row: Row) => Value;
}

/** Resolves `Owner.Profile.Name` from an object. */
export function resolvePath(schema: Schema, object: SObjectInfo, names: readonly string[]): Path {
    const steps: Field[] = [];
    let current = object;
    for (const name of names.slice(0, -1)) {
        const step = schema.parent(current, name);
        if (!step) throw noRelationship(schema, current, name);
        const target = targetOf(schema, step);
        if (!target) throw new Unsupported(`object ${step.referenceTo.join(' or ')}`);
        steps.push(step);
        current = target;
    }
    const last = names.at(-1) ?? '';
    const field = schema.field(current, last);
    if (!field) throw noColumn(schema, current, last);
    if (!apexTypeOf(field.type)) throw new Unsupported(`${field.type} field ${current.name}.${field.name} in a query`);
    if (field.formula !== null) throw new Unsupported(`formula field ${current.name}.${field.name} in a query`);
    if (notKept.has(`${current.name}.${field.name}`)) throw new Unsupported(`${current.name}.${field.name} in a query`);
    return { steps, field, owner: current, read: reader(steps, field) };
}

/** What the platform works out and this org does not; to read it as null would be wrong. */
const notKept = new Set(['NextFireTime', 'PreviousFireTime', 'StartTime'].map((name) => `CronTrigger.${name}`));

/** The refusal of a field that the object does not have, in the platform’s words. */
export const noColumn = (schema: Schema, object: SObjectInfo, name: string): QueryFault =>
    new QueryFault(
        `No such column '${name}' on entity '${schema.qualified(object.name)}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`
    );

const noRelationship = (schema: Schema, object: SObjectInfo, name: string): QueryFault =>
    new QueryFault(
        `Didn't understand relationship '${name}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names. (${schema.qualified(object.name)})`
    );

function reader(steps: readonly Field[], field: Field): Path['read'] {
    const key = field.name.toLowerCase();
    const absent = absentValue(field);
    if (steps.length === 0) return (_source, row) => row.get(key) ?? absent;
    return (source, row) => {
        let found = row;
        for (const step of steps) {
            const id = found.get(step.name.toLowerCase());
            const next = typeof id === 'string' ? rowById(source, id) : undefined;
            if (!next) return null;
            found = next;
        }
        return steps.at(-1)?.referenceTo[0] === 'Name' ? nameValue(source, found, key) : (found.get(key) ?? absent);
    };
}

/** The row of an id, whatever its object; deleted ones too. */
export function rowById({ schema, store }: Source, id: string): Row | undefined {
    const object = schema.ofId(id)?.name.toLowerCase();
    return object === undefined ? undefined : (store.get(object, id) ?? store.getDeleted(object, id));
}

/** Standard profiles go by these names where a reference may lead to several objects. */
const profileCodes: Record<string, string> = {
    'System Administrator': 'PT1',
    'Standard User': 'PT2',
    'Read Only': 'PT3',
    'Solution Manager': 'PT4',
    'Marketing User': 'PT5',
    'Contract Manager': 'PT6'
};

/** A value of the Name object: what users, groups, profiles and records of all kinds have in common. */
export function nameValue({ schema }: Source, row: Row, key: string): Value {
    const object = schema.ofId(asText(row.get('id')));
    if (key === 'type') return object ? schema.qualified(object.name) : null;
    if (key !== 'name' && key !== 'nameoralias') return row.get(key) ?? null;
    const name = row.get((object?.nameField ?? 'Name').toLowerCase()) ?? null;
    return object?.name === 'Profile' ? (profileCodes[asText(name)] ?? name) : name;
}

/** `CALENDAR_YEAR(CreatedDate)`: a function of a date, in GMT or, with convertTimezone, where the user is. */
export function dateFunction(name: string, path: Path): (source: Source, row: Row, timeZone: string) => Value {
    const isDayOnly = name === 'DAY_ONLY';
    const part = partsOfDay[name];
    if (!isDayOnly && !part && name !== 'HOUR_IN_DAY') throw new Unsupported(`SOQL function ${name}`);
    return (source, row, timeZone) => {
        const value = path.read(source, row);
        if (name === 'HOUR_IN_DAY' && value instanceof ApexDatetime && timeZone === 'GMT') {
            return new Date(value.ms).getUTCHours();
        }
        if (name === 'HOUR_IN_DAY') throw new Unsupported('HOUR_IN_DAY of what is not a Datetime, or in a time zone');
        const day =
            value instanceof ApexDate ? value.days : value instanceof ApexDatetime ? dayOf(value.ms, timeZone) : null;
        if (day === null) return null;
        return isDayOnly ? new ApexDate(day) : (part?.(day) ?? null);
    };
}
