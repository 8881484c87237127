import { toId } from '../language/convert.ts';
import * as decimal from '../language/decimal.ts';
import { instantiate } from '../language/objects.ts';
import { type ApexType, T, isSObject, listDecl, mapDecl, nameOf, typeOf } from '../language/types.ts';
import {
    ApexDate,
    ApexDatetime,
    ApexDouble,
    ListValue,
    MapValue,
    SObjectValue,
    type Value
} from '../language/values.ts';
import { instanceFields } from '../library/text.ts';
import { Unsupported } from '../unsupported.ts';
import { ApexThrow, type Vm } from '../vm.ts';

/** A parameter that does not fit its declared type. */
export class BadParameter extends Error {}

type Json = Readonly<Record<string, unknown>>;

const isObject = (json: unknown): json is Json => typeof json === 'object' && json !== null && !Array.isArray(json);

const dayMs = 86_400_000;
const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;

/** A value that a component sends, as the declared type of its parameter. Refuses (BadParameter) what does not fit. */
export function toApex(vm: Vm, json: unknown, type: ApexType): Value {
    if (json === null || json === undefined) return null;
    const read = scalars.get(type.decl);
    if (read) return read(vm, json) ?? misfit(json, type);
    if (type.decl === T.Object.decl) return untyped(json);
    if (type.decl === listDecl) return toList(vm, json, type);
    if (type.decl === mapDecl) return toMap(vm, json, type);
    if (isSObject(type)) return toRecord(vm, json, type);
    if (type.decl.kind === 'enum') return toEnum(json, type);
    if (type.decl.kind === 'class' && type.decl.file !== null) return toObject(vm, json, type);
    throw new Unsupported(`a parameter of type ${nameOf(type)} from Lightning`);
}

function misfit(json: unknown, type: ApexType): never {
    throw new BadParameter(`${JSON.stringify(json)} is no ${nameOf(type)}`);
}

type Read = (vm: Vm, json: unknown) => Value | undefined;

const inRange = (value: bigint, bits: number): boolean => BigInt.asIntN(bits, value) === value;

const whole = (json: unknown, bits: number): bigint | undefined => {
    const text = typeof json === 'number' || typeof json === 'string' ? String(json) : '';
    const value = /^-?\d+$/.test(text) ? BigInt(text) : undefined;
    return value !== undefined && inRange(value, bits) ? value : undefined;
};

const numberText = (json: unknown): string =>
    typeof json === 'number' || typeof json === 'string' ? String(json) : '';

const scalars = new Map<unknown, Read>([
    [T.String.decl, (_vm, json) => (isObject(json) || Array.isArray(json) ? undefined : String(json))],
    [T.Boolean.decl, (_vm, json) => (typeof json === 'boolean' ? json : booleans.get(json))],
    [T.Integer.decl, (_vm, json) => optional(whole(json, 32), Number)],
    [T.Long.decl, (_vm, json) => whole(json, 64)],
    [T.Decimal.decl, (_vm, json) => decimal.parse(numberText(json))],
    [
        T.Double.decl,
        (_vm, json) => optional(decimal.parse(numberText(json)), (d) => new ApexDouble(decimal.toDouble(d)))
    ],
    [T.Id.decl, (vm, json) => (typeof json === 'string' ? toIdOrNothing(vm, json) : undefined)],
    [T.Date.decl, (_vm, json) => toDate(json)],
    [T.Datetime.decl, (_vm, json) => toDatetime(json)]
]);

const booleans = new Map<unknown, boolean>([
    ['true', true],
    ['false', false]
]);

const optional = <V, R>(value: V | undefined, make: (value: V) => R): R | undefined =>
    value === undefined ? undefined : make(value);

function toIdOrNothing(vm: Vm, text: string): Value | undefined {
    try {
        return toId(vm, text);
    } catch (error) {
        if (error instanceof ApexThrow) return undefined;
        throw error;
    }
}

function toDate(json: unknown): Value | undefined {
    const ms = typeof json === 'string' && /^\d{4}-\d\d-\d\d$/.test(json) ? Date.parse(`${json}T00:00:00Z`) : NaN;
    return Number.isNaN(ms) ? undefined : new ApexDate(ms / dayMs);
}

function toDatetime(json: unknown): Value | undefined {
    const ms = typeof json === 'string' && moment.test(json) ? Date.parse(json) : NaN;
    return Number.isNaN(ms) ? undefined : new ApexDatetime(ms);
}

function toList(vm: Vm, json: unknown, type: ApexType): Value {
    if (!Array.isArray(json)) return misfit(json, type);
    const [element = T.Object] = type.args;
    return new ListValue(
        type,
        json.map((item) => toApex(vm, item, element))
    );
}

function toMap(vm: Vm, json: unknown, type: ApexType): Value {
    if (!isObject(json)) return misfit(json, type);
    const [keyType = T.String, valueType = T.Object] = type.args;
    const map = new MapValue(type);
    for (const [name, held] of Object.entries(json)) {
        const key = toApex(vm, name, keyType);
        map.entries.set(vm.keyOf(key), { key, value: toApex(vm, held, valueType) });
    }
    return map;
}

/** Fields by name; `sobjectType` names the object where the parameter is a general SObject. */
function toRecord(vm: Vm, json: unknown, type: ApexType): Value {
    if (!isObject(json)) return misfit(json, type);
    const named = type.decl === T.SObject.decl ? vm.data.findType(String(json.sobjectType)) : type.decl;
    if (!named) return misfit(json, type);
    const record = new SObjectValue(typeOf(named));
    for (const [name, held] of Object.entries(json)) {
        if (/^(sobjectType|attributes)$/i.test(name)) continue;
        const field = named.fields.get(name.toLowerCase());
        if (!field) throw new BadParameter(`${named.name} has no field ${name}`);
        if (!field.set) throw new Unsupported(`${named.name}.${name} from Lightning`);
        field.set(vm, record, toApex(vm, held, field.type));
    }
    return record;
}

function toEnum(json: unknown, type: ApexType): Value {
    const found = type.decl.enumValues.find((value) => typeof value === 'object' && value !== null && 'name' in value && value.name === json); // prettier-ignore
    return found ?? misfit(json, type);
}

/** Sets the @AuraEnabled members that the component sends; passes over others, as Lightning does. */
function toObject(vm: Vm, json: unknown, type: ApexType): Value {
    if (!isObject(json)) return misfit(json, type);
    const constructor = type.decl.constructors.find((candidate) => candidate.params.length === 0);
    if (!constructor && type.decl.constructors.length > 0) {
        throw new BadParameter(`${nameOf(type)} has no constructor without parameters`);
    }
    const made = instantiate(vm, type, constructor, []);
    const members = instanceFields(type.decl).filter((field) =>
        field.annotations.some((annotation) => annotation.name === 'auraenabled')
    );
    for (const member of members) {
        const [name] = Object.keys(json).filter((key) => key.toLowerCase() === member.name.toLowerCase());
        if (name !== undefined) member.set?.(vm, made, toApex(vm, json[name], member.type));
    }
    return made;
}

/** What is declared as Object: texts, booleans, lists and maps. Which type a number gets is not documented. */
function untyped(json: unknown): Value {
    if (json === null || json === undefined) return null;
    if (typeof json === 'string' || typeof json === 'boolean') return json;
    if (Array.isArray(json)) {
        return new ListValue(
            typeOf(listDecl, T.Object),
            json.map((item) => untyped(item))
        );
    }
    if (!isObject(json)) throw new Unsupported(`a ${typeof json} for a parameter of type Object from Lightning`);
    const map = new MapValue(typeOf(mapDecl, T.String, T.Object));
    for (const [key, held] of Object.entries(json)) map.entries.set(`s${key}`, { key, value: untyped(held) });
    return map;
}
