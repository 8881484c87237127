import { ApexDecimal, toDouble } from '../language/decimal.ts';
import { nameOf } from '../language/types.ts';
import {
    ApexDate,
    ApexDatetime,
    ApexDouble,
    ApexEnum,
    Instance,
    ListValue,
    MapValue,
    SObjectValue,
    type Value
} from '../language/values.ts';
import { instanceFields } from '../library/text.ts';
import { Unsupported } from '../unsupported.ts';
import type { Vm } from '../vm.ts';

/** A value as JSON holds it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

const dayMs = 86_400_000;

/**
 * What a component gets for a value: of Apex objects the @AuraEnabled members, of records the fields that were read,
 * both without those that are null (the component sees undefined).
 */
export function toJson(vm: Vm, value: Value): Json {
    if (value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string')
        return value;
    if (typeof value === 'bigint') return safeNumber(value);
    if (value instanceof ApexDouble) return value.value;
    if (value instanceof ApexDecimal) return toDouble(value);
    if (value instanceof ApexDate) return new Date(value.days * dayMs).toISOString().slice(0, 10);
    if (value instanceof ApexDatetime) return new Date(value.ms).toISOString();
    if (value instanceof ApexEnum) return value.name;
    if (value instanceof ListValue) return value.items.map((item) => toJson(vm, item));
    if (value instanceof MapValue) return ofMap(vm, value);
    if (value instanceof SObjectValue) return ofRecord(vm, value);
    if (value instanceof Instance && value.type.decl.file !== null) return ofObject(vm, value);
    throw new Unsupported(`a ${nameOf(vm.typeOf(value))} to Lightning`);
}

function safeNumber(value: bigint): number {
    const number = Number(value);
    if (!Number.isSafeInteger(number)) throw new Unsupported(`the Long ${value} to Lightning`);
    return number;
}

const entries = (pairs: Iterable<readonly [string, Json]>): Json =>
    Object.fromEntries([...pairs].filter(([, held]) => held !== null));

/** A map keeps its nulls. */
const ofMap = (vm: Vm, map: MapValue): Json =>
    Object.fromEntries([...map.entries.values()].map(({ key, value }) => [vm.text(key), toJson(vm, value)]));

const ofObject = (vm: Vm, value: Instance): Json =>
    entries(
        instanceFields(value.type.decl)
            .filter((field) => field.annotations.some((annotation) => annotation.name === 'auraenabled'))
            .map((field) => [field.name, toJson(vm, field.get(vm, value))])
    );

/** Fields under their API names, parents as objects, children as lists. */
const ofRecord = (vm: Vm, record: SObjectValue): Json =>
    entries([...record.fields].map(([key, held]) => [record.type.decl.fields.get(key)?.name ?? key, toJson(vm, held)]));
