import { asText } from './as-text.ts';
import { ApexDecimal, parse } from '../language/decimal.ts';
import { ApexBlob, ApexDate, ApexDatetime, ApexDouble, ApexTime, type Value } from '../language/values.ts';
import { Unsupported } from '../unsupported.ts';
import { type Row, type Store } from './store.ts';

/** A value as JSON keeps it: texts, numbers and booleans as they are, everything else with its kind. */
type Encoded = string | number | boolean | { kind: string; value: string | number };

/** The rows of an org as JSON. */
export interface Snapshot {
    readonly objects: Record<string, { rows: Record<string, Encoded>[]; deleted: Record<string, Encoded>[] }>;
    readonly numbers: Record<string, number>;
}

function encode(value: Value): Encoded {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
    if (typeof value === 'bigint') return { kind: 'long', value: value.toString() };
    if (value instanceof ApexDecimal) return { kind: 'decimal', value: value.toString() };
    if (value instanceof ApexDouble) return { kind: 'double', value: value.value };
    if (value instanceof ApexDate) return { kind: 'date', value: value.days };
    if (value instanceof ApexDatetime) return { kind: 'datetime', value: value.ms };
    if (value instanceof ApexTime) return { kind: 'time', value: value.ms };
    if (value instanceof ApexBlob) return { kind: 'blob', value: value.bytes.toString('base64') };
    throw new Unsupported('a value of this kind in a snapshot');
}

function decode(encoded: Encoded): Value {
    if (typeof encoded !== 'object') return encoded;
    const { kind, value } = encoded;
    if (kind === 'long') return BigInt(value);
    if (kind === 'decimal') return parse(String(value)) ?? null;
    if (kind === 'double') return new ApexDouble(Number(value));
    if (kind === 'date') return new ApexDate(Number(value));
    if (kind === 'datetime') return new ApexDatetime(Number(value));
    if (kind === 'time') return new ApexTime(Number(value));
    if (kind === 'blob') return new ApexBlob(Buffer.from(String(value), 'base64'));
    throw new Unsupported(`a snapshot's value of kind ${kind}`);
}

const encodeRow = (row: Row): Record<string, Encoded> =>
    Object.fromEntries([...row].map(([name, value]) => [name, encode(value)]));

/** Everything in the store. */
export function exportSnapshot(store: Store): Snapshot {
    const objects: Snapshot['objects'] = {};
    for (const name of store.objects()) {
        objects[name] = {
            rows: [...store.rows(name).values()].map(encodeRow),
            deleted: [...store.deletedRows(name).values()].map(encodeRow)
        };
    }
    return { objects, numbers: Object.fromEntries(store.numbers) };
}

/** Puts a snapshot's rows into a store; rows of the same id are replaced. */
export function importSnapshot(store: Store, snapshot: Snapshot): void {
    for (const [what, number] of Object.entries(snapshot.numbers)) store.numbers.set(what, number);
    for (const [name, { rows, deleted }] of Object.entries(snapshot.objects)) {
        for (const row of rows) put(store, name, row);
        for (const row of deleted) store.remove(name, put(store, name, row));
    }
    store.forgetUndo();
}

function put(store: Store, object: string, encoded: Record<string, Encoded>): string {
    const row = new Map(Object.entries(encoded).map(([name, value]) => [name, decode(value)]));
    const id = asText(row.get('id'));
    store.put(object, id, row);
    return id;
}
