import * as decimal from '../language/decimal.ts';
import { ApexBlob, ApexDate, ApexDatetime, ApexTime, type Value } from '../language/values.ts';
import { Unsupported } from '../unsupported.ts';
import { asId } from './ids.ts';
import type { Field } from './schema/field.ts';

const dayMs = 86_400_000;

/** A text, as metadata and exports write it, as a value of the field; undefined where it is not one. */
export function valueOfText(field: Field, text: string): Value | undefined {
    switch (field.type) {
        case 'boolean':
            return text.toLowerCase() === 'true';
        case 'id':
        case 'reference':
            return asId(text) ?? (field.referenceTo.some((name) => name.endsWith('__mdt')) ? text : undefined);
        case 'integer':
            return /^-?\d+$/.test(text) ? Number(text) : undefined;
        case 'long':
            return /^-?\d+$/.test(text) ? BigInt(text) : undefined;
        case 'currency':
        case 'double':
        case 'percent':
            return decimal.parse(text);
        case 'date':
            return wholeDay(text);
        case 'datetime':
            return moment(text);
        case 'time':
            return time(text);
        case 'base64':
            return new ApexBlob(Buffer.from(text, 'base64'));
        case 'address':
        case 'location':
        case 'anytype':
            throw new Unsupported(`${field.type} field ${field.name}`);
        case 'combobox':
        case 'email':
        case 'encryptedstring':
        case 'multipicklist':
        case 'phone':
        case 'picklist':
        case 'string':
        case 'textarea':
        case 'url':
            return text;
    }
}

const msOf = (text: string): number => Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));

const wholeDay = (text: string): Value | undefined => {
    const ms = /^\d{4}-\d\d-\d\d$/.test(text) ? msOf(`${text}T00:00:00Z`) : NaN;
    return Number.isNaN(ms) ? undefined : new ApexDate(ms / dayMs);
};

const moment = (text: string): Value | undefined => {
    const ms = msOf(text);
    return Number.isNaN(ms) ? undefined : new ApexDatetime(ms);
};

const time = (text: string): Value | undefined => {
    const ms = msOf(`1970-01-01T${text.replace(/Z?$/, 'Z')}`);
    return Number.isNaN(ms) ? undefined : new ApexTime(ms);
};

/** A value of an export's JSON as a value of the field; undefined where it is not one. */
export function valueOfJson(field: Field, json: unknown): Value | undefined {
    if (json === null) return null;
    if (typeof json === 'string') return valueOfText(field, json);
    if (typeof json === 'number' || typeof json === 'boolean') return valueOfText(field, String(json));
    return undefined;
}

/** What a new record has in a field that nobody sets: literals only, as defaults are formulas. */
export function defaultOf(field: Field): Value {
    const preset = field.picklist?.values.find((value) => value.isDefault);
    if (preset) return preset.name;
    const text = field.defaultValue?.trim() ?? '';
    if (text === '') return null;
    const quoted = /^(["'])(.*)\1$/s.exec(text)?.[2];
    const value = quoted === undefined ? literal(field, text) : quoted;
    if (value === undefined) throw new Unsupported(`the default value of ${field.name}: ${text}`);
    return value;
}

function literal(field: Field, text: string): Value | undefined {
    if (/^(TODAY|NOW)\(\)|[()&$]/.test(text)) return undefined;
    return valueOfText(field, text);
}
