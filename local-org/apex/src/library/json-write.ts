import { ApexDecimal } from '../language/decimal.ts';
import { nameOf } from '../language/types.ts';
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
import { Unsupported } from '../unsupported.ts';
import type { Vm } from '../vm.ts';
import { type JsonWriter, quoted } from './json-text.ts';
import { dateText, decimalText, doubleText, instanceFields } from './text.ts';

const apiVersion = 'v65.0';

interface Writing {
    readonly vm: Vm;
    readonly writer: JsonWriter;
    readonly suppressNulls: boolean;
    readonly above: readonly Value[];
}

/** Writes a value as JSON.serialize does. */
export const writeValue = (vm: Vm, writer: JsonWriter, value: Value, suppressNulls = false): void =>
    write({ vm, writer, suppressNulls, above: [] }, value);

/** The JSON of a value without parts; undefined for collections and objects. */
export function scalarJson(value: Value): string | undefined {
    if (value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'bigint')
        return String(value);
    if (typeof value === 'string') return quoted(value);
    if (value instanceof ApexDouble) return doubleText(value.value);
    if (value instanceof ApexDecimal) return decimalText(value);
    if (value instanceof ApexDate) return quoted(dateText(value.days));
    if (value instanceof ApexDatetime) return quoted(new Date(value.ms).toISOString());
    if (value instanceof ApexTime) return quoted(new Date(value.ms).toISOString().slice(11));
    if (value instanceof ApexBlob) return quoted(value.bytes.toString('base64'));
    return value instanceof ApexEnum ? quoted(value.name) : undefined;
}

function write(on: Writing, value: Value): void {
    const scalar = scalarJson(value);
    if (scalar !== undefined) return on.writer.raw(scalar);
    if (on.above.includes(value)) throw new Unsupported('JSON of an object that contains itself');
    const within = { ...on, above: [...on.above, value] };
    if (value instanceof ListValue) return writeItems(within, value.items);
    if (value instanceof SetValue) return writeItems(within, [...value.entries.values()]);
    if (value instanceof MapValue) return writeMap(within, value);
    if (value instanceof SObjectValue) return writeRecord(within, value);
    if (value instanceof TypeValue) throw new Unsupported('JSON of a Type');
    return writeInstance(within, value as Instance); // every other value was told apart
}

function writeItems(on: Writing, items: readonly Value[]): void {
    on.writer.start('array');
    for (const item of items) write(on, item);
    on.writer.end('array');
}

function writeEntry(on: Writing, name: string, value: Value): void {
    if (value === null && on.suppressNulls) return;
    on.writer.name(name);
    write(on, value);
}

function writeMap(on: Writing, map: MapValue): void {
    on.writer.start('object');
    for (const { key, value } of map.entries.values()) {
        if (key === null || scalarJson(key) === undefined)
            throw new Unsupported(`JSON of ${nameOf(map.type)} with the key ${on.vm.text(key)}`);
        // a Map keeps its nulls: only fields are left out
        on.writer.name(keyText(on.vm, key));
        write(on, value);
    }
    on.writer.end('object');
}

const keyText = (vm: Vm, key: Value): string =>
    key instanceof ApexDate || key instanceof ApexDatetime ? (scalarJson(key) ?? '').slice(1, -1) : vm.text(key);

/** With its attributes first; related records within. */
function writeRecord(on: Writing, record: SObjectValue): void {
    const { writer } = on;
    const id = record.fields.get('id') ?? null;
    const attributes = {
        type: record.objectName,
        ...(id !== null && { url: `/services/data/${apiVersion}/sobjects/${record.objectName}/${on.vm.text(id)}` })
    };
    writer.start('object');
    writer.name('attributes');
    writer.start('object');
    for (const [name, text] of Object.entries(attributes)) {
        writer.name(name);
        writer.raw(quoted(text));
    }
    writer.end('object');
    for (const [name, value] of record.fields) {
        const field = record.type.decl.fields.get(name)?.name ?? name;
        if (value === null && on.suppressNulls)
            throw new Unsupported('JSON of a record with an empty field, without nulls');
        if (value instanceof ListValue) writeChildren(on, field, value.items);
        else writeEntry(on, field, value);
    }
    writer.end('object');
}

function writeChildren(on: Writing, name: string, children: readonly Value[]): void {
    const { writer } = on;
    writer.name(name);
    writer.start('object');
    writer.name('totalSize');
    writer.raw(String(children.length));
    writer.name('done');
    writer.raw('true');
    writer.name('records');
    writeItems(on, children);
    writer.end('object');
}

/** The fields, private ones too, from the last name of the alphabet to the first: so does the platform. */
function writeInstance(on: Writing, value: Instance): void {
    if (value.type.decl.file === null) throw new Unsupported(`JSON of ${nameOf(value.type)}`);
    const fields = instanceFields(value.type.decl, false).filter((field) => !field.isTransient);
    fields.sort((a, b) => (a.name < b.name ? 1 : -1));
    on.writer.start('object');
    for (const field of fields) writeEntry(on, field.name, field.get(on.vm, value));
    on.writer.end('object');
}
