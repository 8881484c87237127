import { idOf18 } from '../language/convert.ts';
import * as decimal from '../language/decimal.ts';
import { layoutOf } from '../language/objects.ts';
import {
    type ApexType,
    type FieldInfo,
    T,
    isSubtype,
    listDecl,
    listOf,
    mapDecl,
    mapOf,
    nameOf,
    setDecl
} from '../language/types.ts';
import {
    ApexBlob,
    ApexDate,
    ApexDatetime,
    ApexDouble,
    ApexEnum,
    ApexTime,
    Instance,
    ListValue,
    MapValue,
    SObjectValue,
    SetValue,
    type Value
} from '../language/values.ts';
import { Unsupported } from '../unsupported.ts';
import type { Vm } from '../vm.ts';
import { addToSet, putIntoMap } from './collections.ts';
import type { JsonNode } from './json-text.ts';

type NodeOf<K extends JsonNode['kind']> = Extract<JsonNode, { kind: K }>;

const dayMs = 86_400_000;
const fail = (vm: Vm, message: string): never => vm.raise('JSONException', message);

/** JSON as Apex's own collections: Map<String, Object>, List<Object>, strings, numbers, booleans and null. */
export function readUntyped(vm: Vm, node: JsonNode): Value {
    switch (node.kind) {
        case 'null':
            return null;
        case 'boolean':
            return node.value;
        case 'string':
            return node.text;
        case 'number':
            return untypedNumber(node.text);
        case 'array':
            return new ListValue(
                listOf(T.Object),
                node.items.map((item) => readUntyped(vm, item))
            );
        case 'object': {
            const map = new MapValue(mapOf(T.String, T.Object));
            for (const [name, value] of node.entries) putIntoMap(vm, map, name, readUntyped(vm, value));
            return map;
        }
    }
}

function untypedNumber(text: string): Value {
    if (!/^-?\d+$/.test(text)) return decimal.parse(text) ?? null;
    const value = BigInt(text);
    if (BigInt.asIntN(32, value) === value) return Number(value);
    if (BigInt.asIntN(64, value) === value) return value;
    throw new Unsupported(`the JSON number ${text}`);
}

/** JSON as a value of a type. With `strict`, a class must have a field for every name. */
export function readTyped(vm: Vm, node: JsonNode, type: ApexType, strict: boolean): Value {
    if (node.kind === 'null') return null;
    const { decl } = type;
    if (decl === T.Object.decl) return readUntyped(vm, node);
    if (decl === listDecl) return readList(vm, node, type, strict);
    if (decl === setDecl) return readSet(vm, node, type, strict);
    if (decl === mapDecl) return readMap(vm, node, type, strict);
    if (decl.kind === 'primitive') return readPrimitive(vm, node, type);
    if (decl.kind === 'enum') return readEnum(vm, node, type);
    if (decl.kind === 'sobject') return readRecord(vm, node, type);
    return readInstance(vm, node, type, strict);
}

const arrayOf = (vm: Vm, node: JsonNode): NodeOf<'array'> =>
    node.kind === 'array' ? node : fail(vm, "Malformed JSON: Expected '[' at the beginning of List/Set");

function objectOf(vm: Vm, node: JsonNode, what: string): NodeOf<'object'> {
    return node.kind === 'object' ? node : fail(vm, `Malformed JSON: Expected '{' at the beginning of ${what}`);
}

const readList = (vm: Vm, node: JsonNode, type: ApexType, strict: boolean): ListValue =>
    new ListValue(
        type,
        arrayOf(vm, node).items.map((item) => readTyped(vm, item, type.args[0] ?? T.Object, strict))
    );

function readSet(vm: Vm, node: JsonNode, type: ApexType, strict: boolean): SetValue {
    const set = new SetValue(type);
    for (const item of arrayOf(vm, node).items)
        addToSet(vm, set, readTyped(vm, item, type.args[0] ?? T.Object, strict));
    return set;
}

function readMap(vm: Vm, node: JsonNode, type: ApexType, strict: boolean): MapValue {
    const [keyType = T.String, valueType = T.Object] = type.args;
    const map = new MapValue(type);
    for (const [name, value] of objectOf(vm, node, 'Map').entries) {
        const key = readTyped(vm, keyNode(keyType, name), keyType, strict);
        putIntoMap(vm, map, key, readTyped(vm, value, valueType, strict));
    }
    return map;
}

/** A map's key as if it stood as a value: those of number types without quotes. */
const keyNode = (type: ApexType, name: string): JsonNode =>
    [T.Integer, T.Long, T.Double, T.Decimal].some(({ decl }) => decl === type.decl)
        ? { kind: 'number', text: name }
        : { kind: 'string', text: name };

function readPrimitive(vm: Vm, node: JsonNode, type: ApexType): Value {
    if (node.kind === 'boolean' && type.decl === T.Boolean.decl) return node.value;
    if (node.kind === 'number') return readNumber(vm, node.text, type);
    if (node.kind === 'string') return readText(vm, node.text, type);
    if (node.kind === 'object' || node.kind === 'array') return fail(vm, 'Illegal value for primitive');
    throw new Unsupported(`JSON ${node.kind} read as ${nameOf(type)}`);
}

function readNumber(vm: Vm, text: string, { decl }: ApexType): Value {
    const value = decimal.parse(text);
    if (!value) return fail(vm, 'Illegal value for primitive');
    if (decl === T.Decimal.decl) return value;
    if (decl === T.Double.decl) return new ApexDouble(Number(text));
    const whole = value.scale === 0 ? value.unscaled : undefined;
    if (decl === T.Integer.decl && whole !== undefined && BigInt.asIntN(32, whole) === whole) return Number(whole);
    if (decl === T.Long.decl && whole !== undefined && BigInt.asIntN(64, whole) === whole) return whole;
    throw new Unsupported(`the JSON number ${text} read as ${decl.name}`);
}

function readText(vm: Vm, text: string, { decl }: ApexType): Value {
    if (decl === T.String.decl) return text;
    if (decl === T.Id.decl)
        return /^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/.test(text) ? idOf18(text) : fail(vm, `Invalid id: ${text}`);
    if (decl === T.Blob.decl) return new ApexBlob(Buffer.from(text, 'base64'));
    if (decl === T.Date.decl) return readDate(text);
    if (decl === T.Datetime.decl) return readDatetime(text);
    if (decl === T.Time.decl) return readTime(text);
    throw new Unsupported(`the JSON string ${text} read as ${decl.name}`);
}

function readDate(text: string): ApexDate {
    const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
    if (Number.isNaN(ms)) throw new Unsupported(`the JSON string ${text} read as Date`);
    return new ApexDate(ms / dayMs);
}

function readDatetime(text: string): ApexDatetime {
    const iso = text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2');
    const ms = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?(?:Z|[+-]\d{2}:\d{2})$/.test(iso)
        ? Date.parse(iso)
        : Number.NaN;
    if (Number.isNaN(ms)) throw new Unsupported(`the JSON string ${text} read as Datetime`);
    return new ApexDatetime(ms);
}

function readTime(text: string): ApexTime {
    const ms = /^\d{2}:\d{2}:\d{2}\.\d{3}Z?$/.test(text)
        ? Date.parse(`1970-01-01T${text.replace('Z', '')}Z`)
        : Number.NaN;
    if (Number.isNaN(ms)) throw new Unsupported(`the JSON string ${text} read as Time`);
    return new ApexTime(ms);
}

function readEnum(vm: Vm, node: JsonNode, { decl }: ApexType): Value {
    const name = node.kind === 'string' ? node.text : '';
    const found = decl.enumValues.find((value) => value instanceof ApexEnum && value.name === name);
    return found ?? fail(vm, `Invalid value for enum ${decl.name}: ${name}`);
}

function readRecord(vm: Vm, node: JsonNode, wanted: ApexType): Value {
    const { entries } = objectOf(vm, node, 'object');
    const attributes = entries.find(([name]) => name === 'attributes')?.[1];
    const named = attributes?.kind === 'object' ? attributes.entries.find(([name]) => name === 'type')?.[1] : undefined;
    const decl = named?.kind === 'string' ? vm.findType(named.text) : wanted.decl;
    if (!decl || decl === T.SObject.decl) throw new Unsupported('JSON of a record that does not name its type');
    const record = new SObjectValue({ decl, args: [] });
    if (!isSubtype(record.type, wanted)) throw new Unsupported(`JSON of ${decl.name} read as ${nameOf(wanted)}`);
    for (const [name, value] of entries) {
        if (name !== 'attributes')
            record.fields.set(
                name.toLowerCase(),
                readField(vm, decl.fields.get(name.toLowerCase()), value, `${decl.name}.${name}`)
            );
    }
    return record;
}

/** A field's value; the children of a record stand in `records`. */
function readField(vm: Vm, field: FieldInfo | undefined, node: JsonNode, what: string): Value {
    if (!field) throw new Unsupported(`JSON with the field ${what}, which is not known`);
    const records = node.kind === 'object' ? node.entries.find(([name]) => name === 'records')?.[1] : undefined;
    return readTyped(vm, field.type.decl === listDecl && records ? records : node, field.type, false);
}

/** An object of a class, without running its constructors or initialisers. */
function readInstance(vm: Vm, node: JsonNode, type: ApexType, strict: boolean): Value {
    const { decl } = type;
    const layout = layoutOf(decl);
    if (!layout || decl.isAbstract || decl.kind !== 'class') throw new Unsupported(`JSON read as ${nameOf(type)}`);
    const value = new Instance(type, layout.fieldCount);
    for (const [name, part] of objectOf(vm, node, 'object').entries) {
        const field = fieldOf(type, name);
        if (!field) {
            if (strict) fail(vm, `Unknown field: ${decl.name}.${name}`);
            continue;
        }
        if (field.isTransient || !field.set) throw new Unsupported(`JSON read into ${decl.name}.${name}`);
        field.set(vm, value, readTyped(vm, part, field.type, strict));
    }
    return value;
}

function fieldOf(type: ApexType, name: string): FieldInfo | undefined {
    for (let at: ApexType | null = type; at; at = at.decl.superType) {
        const field = at.decl.fields.get(name.toLowerCase());
        if (field && !field.isStatic) return field;
    }
    return undefined;
}
