import type { Vm } from '../vm.ts';
import * as decimal from './decimal.ts';
import type { Expr, Run } from './frame.ts';
import {
    type ApexType,
    T,
    conversionCost,
    isSObject,
    isSubtype,
    listDecl,
    nameOf,
    numericRank,
    sameType
} from './types.ts';
import { ApexDate, ApexDatetime, ApexDouble, ListValue, SObjectValue, type Value } from './values.ts';

type Convert = (vm: Vm, value: Exclude<Value, null>) => Value;

const idLength = [15, 18];

/** A String as an Id: 15 or 18 characters, kept in 18. */
export function toId(vm: Vm, value: Exclude<Value, null>): Value {
    const text = vm.text(value);
    if (!idLength.includes(text.length) || !/^[0-9A-Za-z]+$/.test(text))
        vm.raise('StringException', `Invalid id: ${text}`);
    return idOf18(text);
}

/** Whether a value has the form of an id: 15 characters, or 18 with the right checksum. */
export const isId = (value: Value): boolean =>
    typeof value === 'string' &&
    /^[0-9A-Za-z]{15}([0-9A-Za-z]{3})?$/.test(value) &&
    idOf18(value.slice(0, 15)).toLowerCase().startsWith(value.toLowerCase());

/** The 18-character form of an id. */
export function idOf18(id: string): string {
    if (id.length !== 15) return id;
    const letters = [0, 5, 10].map((start) => {
        let bits = 0;
        for (let i = 0; i < 5; i += 1) if (/[A-Z]/.test(id.charAt(start + i))) bits |= 1 << i;
        return 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'.charAt(bits);
    });
    return id + letters.join('');
}

/** A number value in the representation of another number type. */
export function toNumber(value: Exclude<Value, null>, rank: number): Value {
    if (rank === 1) return typeof value === 'number' ? BigInt(value) : value;
    if (rank === 2)
        return value instanceof ApexDouble
            ? value
            : new ApexDouble(Number(value instanceof decimal.ApexDecimal ? decimal.toDouble(value) : value));
    if (rank === 3) return toDecimal(value);
    return value;
}

/** A number of any type as a Decimal. */
export function toDecimal(value: Exclude<Value, null>): decimal.ApexDecimal {
    if (value instanceof decimal.ApexDecimal) return value;
    if (value instanceof ApexDouble) return decimal.fromDouble(value.value);
    return typeof value === 'bigint' ? decimal.fromLong(value) : decimal.fromInteger(Number(value));
}

/** The representation change that an implicit conversion needs; null when there is none, undefined when it is not one. */
function implicit(from: ApexType, to: ApexType): Convert | null | undefined {
    if (sameType(from, to)) return null;
    const [fromRank, toRank] = [numericRank(from), numericRank(to)];
    if (fromRank >= 0 && toRank > fromRank) return (_vm, value) => toNumber(value, toRank);
    if (from.decl === T.String.decl && to.decl === T.Id.decl) return toId;
    if (from.decl === T.Date.decl && to.decl === T.Datetime.decl) {
        return (_vm, value) => (value instanceof ApexDate ? new ApexDatetime(value.days * 86_400_000) : value);
    }
    return conversionCost(from, to) === undefined ? undefined : null;
}

/** The only row of a query that is assigned to one record. */
export function onlyRow(vm: Vm, value: Value): Value {
    const rows = value instanceof ListValue ? value.items : [];
    const [row] = rows;
    if (row === undefined) vm.raise('QueryException', 'List has no rows for assignment to SObject');
    if (rows.length > 1) vm.raise('QueryException', 'List has more than 1 row for assignment to SObject');
    return row;
}

/**
 * Compiles passing an expression where `to` is wanted: with the implicit conversions of Apex. Undefined when Apex
 * would not compile it.
 */
export function converted(expr: Expr, to: ApexType): Run | undefined {
    const { run, type } = expr;
    if (to.decl === T.void.decl) return run;
    if (expr.isQuery && isSObject(to)) return (frame) => onlyRow(frame.vm, run(frame));
    const convert = implicit(type, to);
    if (convert === undefined) return isDynamic(type, to) ? (frame) => castTo(frame.vm, run(frame), to) : undefined;
    if (convert === null) return run;
    return (frame) => {
        const value = run(frame);
        return value === null ? null : convert(frame.vm, value);
    };
}

/** sObjects of one type may be passed where another is wanted when the static type is the general one. */
const isDynamic = (from: ApexType, to: ApexType): boolean =>
    (isSObject(from) && isSObject(to)) ||
    (from.decl === listDecl && to.decl === listDecl && from.args.every(isSObject) && to.args.every(isSObject));

/** `(To) value`; raises TypeException as the platform does. */
export function castTo(vm: Vm, value: Value, to: ApexType): Value {
    if (value === null || to.decl === T.Object.decl) return value;
    const from = vm.typeOf(value);
    if (isSubtype(from, to)) return value;
    const rank = numericRank(to);
    if (numericRank(from) >= 0 && rank >= 0) return narrow(value, rank);
    if (to.decl === T.Id.decl && typeof value === 'string') return toId(vm, value);
    if (to.decl === T.Datetime.decl && value instanceof ApexDate) return new ApexDatetime(value.days * 86_400_000);
    if (value instanceof ListValue && to.decl === listDecl && value.items.every((item) => item instanceof SObjectValue))
        return value;
    return vm.raise('TypeException', `Invalid conversion from runtime type ${nameOf(from)} to ${nameOf(to)}`);
}

/** A cast between numbers: towards zero, and wrapped to the width of the type. */
function narrow(value: Exclude<Value, null>, rank: number): Value {
    if (rank >= 2) return toNumber(value, rank);
    const whole =
        typeof value === 'bigint'
            ? value
            : value instanceof decimal.ApexDecimal
              ? value.unscaled / 10n ** BigInt(value.scale)
              : BigInt(Math.trunc(value instanceof ApexDouble ? value.value : Number(value)));
    return rank === 1 ? BigInt.asIntN(64, whole) : Number(BigInt.asIntN(32, whole));
}
