import { ApexDecimal } from '../language/decimal.ts';
import { type FieldInfo, T, type TypeDecl, isSubtype, nameOf } from '../language/types.ts';
import {
    ApexBlob,
    ApexDate,
    ApexDatetime,
    ApexDouble,
    ApexEnum,
    ApexTime,
    type Instance,
    ListValue,
    MapValue,
    SObjectValue,
    SetValue,
    TypeValue,
    type Value
} from '../language/values.ts';
import type { Vm } from '../vm.ts';
import { exceptionText } from './exception-state.ts';

/** The text that concatenation, collections and System.debug make of a value. Datetimes are in GMT. */
export const textOf = (vm: Vm, value: Value): string => textWithin(vm, value, new Set());

function textWithin(vm: Vm, value: Value, above: Set<Value>): string {
    if (value === null) return 'null';
    if (typeof value !== 'object') return String(value);
    if (value instanceof ApexDouble) return doubleText(value.value);
    if (value instanceof ApexDecimal) return decimalText(value);
    if (value instanceof ApexDate) return `${dateText(value.days)} 00:00:00`;
    if (value instanceof ApexDatetime) return momentText(value.ms);
    if (value instanceof ApexTime) return new Date(value.ms).toISOString().slice(11);
    if (value instanceof ApexBlob) return `Blob[${value.bytes.length}]`;
    if (value instanceof ApexEnum) return value.name;
    if (value instanceof TypeValue) return nameOf(value.type);
    if (above.has(value)) return '(already output)';
    const within = new Set(above).add(value);
    const text = (held: Value): string => textWithin(vm, held, within);
    if (value instanceof ListValue) return `(${value.items.map(text).join(', ')})`;
    if (value instanceof SetValue) return `{${[...value.entries.values()].map(text).join(', ')}}`;
    if (value instanceof MapValue) {
        return `{${[...value.entries.values()].map((entry) => `${text(entry.key)}=${text(entry.value)}`).join(', ')}}`;
    }
    if (value instanceof SObjectValue) return sObjectText(value, text);
    return instanceText(vm, value, text);
}

const dayMs = 86_400_000;

/** `yyyy-MM-dd` of a day. */
export const dateText = (days: number): string => new Date(days * dayMs).toISOString().replace(/T.*/, '');

/** `yyyy-MM-dd HH:mm:ss` of a moment as if its milliseconds were local time. */
export const momentText = (ms: number): string => new Date(ms).toISOString().replace('T', ' ').replace(/\..*/, '');

/** A double as Java prints it: `1.0`, `1.0E10`, `1.0E-5`. */
export function doubleText(value: number): string {
    if (!Number.isFinite(value)) return String(value);
    const size = Math.abs(value);
    if (value === 0 || (size >= 1e-3 && size < 1e7)) {
        const text = Object.is(value, -0) ? '-0' : String(value);
        return text.includes('.') ? text : `${text}.0`;
    }
    const [digits = '', exponent = '0'] = value.toExponential().split('e');
    return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
}

/** A decimal with its scale; one smaller than 0.000001 in scientific notation. */
export function decimalText(value: ApexDecimal): string {
    const digits = (value.unscaled < 0n ? -value.unscaled : value.unscaled).toString();
    const exponent = digits.length - 1 - value.scale;
    if (exponent >= -6) return value.toString();
    const mantissa = digits.length > 1 ? `${digits[0] ?? ''}.${digits.slice(1)}` : digits;
    return `${value.unscaled < 0n ? '-' : ''}${mantissa}E${exponent}`;
}

/** Related records are left out, as the platform does. */
function sObjectText(record: SObjectValue, text: (held: Value) => string): string {
    const fields = [...record.fields].filter(
        ([, held]) => !(held instanceof SObjectValue || held instanceof ListValue)
    );
    const pairs = fields.map(([name, held]) => `${record.type.decl.fields.get(name)?.name ?? name}=${text(held)}`);
    return `${record.objectName}:{${pairs.join(', ')}}`;
}

function instanceText(vm: Vm, value: Instance, text: (held: Value) => string): string {
    const own = vm.findMethod(value, 'toString', 0);
    if (own && own.owner !== T.Object.decl) return textWithin(vm, own.invoke(vm, value, []), new Set());
    if (isSubtype(value.type, T.Exception)) return exceptionText(vm, value);
    const pairs = instanceFields(value.type.decl, true).map((field) => `${field.name}=${text(field.get(vm, value))}`);
    return `${simpleName(value.type.decl)}:[${pairs.join(', ')}]`;
}

/** A class's instance fields, its own first. A property is one field; its value behind is listed with `kept`, else what its getter says. */
export function instanceFields(decl: TypeDecl, kept = false): FieldInfo[] {
    const own = [...decl.fields]
        .filter(([key, field]) => !field.isStatic && !key.endsWith(' behind'))
        .map(([key, field]) => (kept && decl.fields.get(`${key} behind`)) || field);
    return decl.superType ? [...own, ...instanceFields(decl.superType.decl, kept)] : own;
}

/** The name without the class around it. */
export const simpleName = (decl: TypeDecl): string => decl.name.slice(decl.name.lastIndexOf('.') + 1);

/** The name with the class around it: `Outer.Inner`. */
export const qualifiedName = (decl: TypeDecl): string =>
    decl.outer && !decl.name.includes('.') ? `${qualifiedName(decl.outer)}.${decl.name}` : decl.name;
