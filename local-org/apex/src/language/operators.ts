import { Unsupported } from '../unsupported.ts';
import type { Vm } from '../vm.ts';
import { toDecimal, toNumber } from './convert.ts';
import * as decimal from './decimal.ts';
import type { Expr, Run } from './frame.ts';
import { type ApexType, T, isSubtype, nameOf, numericRank } from './types.ts';
import { ApexDate, ApexDatetime, ApexDouble, ApexTime, type Value } from './values.ts';

type Apply = (vm: Vm, a: Exclude<Value, null>, b: Exclude<Value, null>) => Value;

const isType = (expr: Expr, ...types: ApexType[]): boolean => types.some((type) => type.decl === expr.type.decl);
const isText = (expr: Expr): boolean => isType(expr, T.String, T.Id);

/** Runs left, then right; null on either side is what de-referencing null is. */
const strict =
    (left: Expr, right: Expr, apply: Apply): Run =>
    (frame) => {
        const a = left.run(frame);
        const b = right.run(frame);
        return apply(frame.vm, frame.vm.notNull(a), frame.vm.notNull(b));
    };

const dayMs = 86_400_000;

/** `a + b` and its kin. Refuses (Unsupported) operands that Apex does not compile. */
export function binary(operator: string, left: Expr, right: Expr): Expr {
    if (operator === '+' && (isText(left) || isText(right))) return concatenation(left, right);
    const time = temporal(operator, left, right);
    if (time) return time;
    const ranks = [numericRank(left.type), numericRank(right.type)];
    if ('+-*/'.includes(operator) && ranks.every((rank) => rank >= 0))
        return arithmetic(operator, left, right, Math.max(...ranks));
    if (['&', '|', '^', '<<', '>>', '>>>'].includes(operator)) return bitwise(operator, left, right);
    throw new Unsupported(`${nameOf(left.type)} ${operator} ${nameOf(right.type)}`);
}

const concatenation = (left: Expr, right: Expr): Expr => ({
    type: T.String,
    run: (frame) => {
        const a = left.run(frame);
        const b = right.run(frame);
        return frame.vm.text(a) + frame.vm.text(b);
    }
});

function temporal(operator: string, left: Expr, right: Expr): Expr | undefined {
    if (operator !== '+' && operator !== '-') return undefined;
    const sign = operator === '+' ? 1 : -1;
    const amount = (value: Value): number =>
        value instanceof ApexDouble
            ? value.value
            : value instanceof decimal.ApexDecimal
              ? decimal.toDouble(value)
              : Number(value);
    if (isType(left, T.Date) && isType(right, T.Integer, T.Long)) {
        return {
            type: T.Date,
            run: strict(left, right, (_vm, a, b) =>
                a instanceof ApexDate ? new ApexDate(a.days + sign * Number(b)) : null
            )
        };
    }
    if (isType(left, T.Date) && isType(right, T.Date) && sign < 0) {
        return {
            type: T.Integer,
            run: strict(left, right, (_vm, a, b) =>
                a instanceof ApexDate && b instanceof ApexDate ? a.days - b.days : null
            )
        };
    }
    if (isType(left, T.Datetime) && numericRank(right.type) >= 0) {
        return {
            type: T.Datetime,
            run: strict(left, right, (_vm, a, b) =>
                a instanceof ApexDatetime ? new ApexDatetime(Math.trunc(a.ms + sign * amount(b) * dayMs)) : null
            )
        };
    }
    return undefined;
}

const integerOps: Record<string, (a: number, b: number) => number> = {
    '+': (a, b) => (a + b) | 0,
    '-': (a, b) => (a - b) | 0,
    '*': Math.imul,
    '/': (a, b) => (a / b) | 0
};
const longOps: Record<string, (a: bigint, b: bigint) => bigint> = {
    '+': (a, b) => a + b,
    '-': (a, b) => a - b,
    '*': (a, b) => a * b,
    '/': (a, b) => a / b
};
const doubleOps: Record<string, (a: number, b: number) => number> = {
    '+': (a, b) => a + b,
    '-': (a, b) => a - b,
    '*': (a, b) => a * b,
    '/': (a, b) => a / b
};
const decimalOps: Record<string, (a: decimal.ApexDecimal, b: decimal.ApexDecimal) => decimal.ApexDecimal> = {
    '+': decimal.add,
    '-': decimal.subtract,
    '*': decimal.multiply,
    '/': decimal.divide
};

const isZero = (value: Value): boolean =>
    value === 0 ||
    value === 0n ||
    (value instanceof ApexDouble && value.value === 0) ||
    (value instanceof decimal.ApexDecimal && value.unscaled === 0n);

function arithmetic(operator: string, left: Expr, right: Expr, rank: number): Expr {
    const type = [T.Integer, T.Long, T.Double, T.Decimal][rank] ?? T.Decimal;
    const [onInteger, onLong, onDouble, onDecimal] = [
        integerOps[operator],
        longOps[operator],
        doubleOps[operator],
        decimalOps[operator]
    ];
    if (!onInteger || !onLong || !onDouble || !onDecimal) throw new Unsupported(`operator ${operator}`);
    const apply: Apply = (vm, a, b) => {
        if (operator === '/' && isZero(b)) vm.raise('MathException', 'Divide by 0');
        if (rank === 0 && typeof a === 'number' && typeof b === 'number') return onInteger(a, b);
        if (rank === 1) return BigInt.asIntN(64, onLong(longOf(a), longOf(b)));
        if (rank === 2) return new ApexDouble(onDouble(doubleOf(a), doubleOf(b)));
        return onDecimal(toDecimal(a), toDecimal(b));
    };
    return { type, run: strict(left, right, apply) };
}

function doubleOf(value: Exclude<Value, null>): number {
    const double = toNumber(value, 2);
    return double instanceof ApexDouble ? double.value : Number.NaN;
}

/** An Integer or a Long as a bigint. Refuses (Unsupported) what the platform would not compile as one. */
function longOf(value: Exclude<Value, null>): bigint {
    const long = toNumber(value, 1);
    if (typeof long !== 'bigint') throw new Unsupported('a Long from another type than Integer');
    return long;
}

function bitwise(operator: string, left: Expr, right: Expr): Expr {
    if (isType(left, T.Boolean) && isType(right, T.Boolean)) {
        const apply: Apply = (_vm, a, b) =>
            operator === '&' ? a === true && b === true : operator === '|' ? a === true || b === true : a !== b;
        return { type: T.Boolean, run: strict(left, right, apply) };
    }
    const long = isType(left, T.Long) || (isType(right, T.Long) && !operator.includes('<') && !operator.includes('>'));
    if (!long && isType(left, T.Integer) && isType(right, T.Integer, T.Long)) {
        return {
            type: T.Integer,
            run: strict(left, right, (_vm, a, b) => integerBits(operator, Number(a), Number(b)))
        };
    }
    if (long)
        return {
            type: T.Long,
            run: strict(left, right, (_vm, a, b) => longBits(operator, longOf(a), longOf(b)))
        };
    throw new Unsupported(`${nameOf(left.type)} ${operator} ${nameOf(right.type)}`);
}

function integerBits(operator: string, a: number, b: number): number {
    if (operator === '&') return a & b;
    if (operator === '|') return a | b;
    if (operator === '^') return a ^ b;
    if (operator === '<<') return a << b;
    if (operator === '>>') return a >> b;
    return (a >>> b) | 0;
}

function longBits(operator: string, a: bigint, b: bigint): bigint {
    if (operator === '&') return a & b;
    if (operator === '|') return a | b;
    if (operator === '^') return a ^ b;
    const by = b & 63n;
    if (operator === '<<') return BigInt.asIntN(64, a << by);
    if (operator === '>>') return a >> by;
    return BigInt.asIntN(64, BigInt.asUintN(64, a) >> by);
}

/** -1, 0 or 1; numbers across types, dates and datetimes by time, strings by their characters. Undefined for the rest. */
export function order(a: Exclude<Value, null>, b: Exclude<Value, null>): number | undefined {
    if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
    if (a instanceof ApexDate && b instanceof ApexDate) return Math.sign(a.days - b.days);
    const [x, y] = [moment(a), moment(b)];
    if (x !== undefined && y !== undefined) return Math.sign(x - y);
    if (a instanceof decimal.ApexDecimal || b instanceof decimal.ApexDecimal)
        return isNumber(a) && isNumber(b) ? decimal.compare(toDecimal(a), toDecimal(b)) : undefined;
    if (!isNumber(a) || !isNumber(b)) return undefined;
    if (typeof a === 'bigint' && typeof b === 'bigint') return a < b ? -1 : a > b ? 1 : 0;
    const [left, right] = [doubleOf(a), doubleOf(b)];
    return left < right ? -1 : left > right ? 1 : 0;
}

const isNumber = (value: Value): boolean =>
    typeof value === 'number' ||
    typeof value === 'bigint' ||
    value instanceof ApexDouble ||
    value instanceof decimal.ApexDecimal;

function moment(value: Value): number | undefined {
    if (value instanceof ApexDatetime) return value.ms;
    if (value instanceof ApexTime) return value.ms;
    return value instanceof ApexDate ? value.days * dayMs : undefined;
}

/** `<`, `>`, `<=`, `>=`. A null on either side is never less and never more. */
export function comparison(operator: string, left: Expr, right: Expr): Expr {
    const accept = {
        '<': (n: number) => n < 0,
        '>': (n: number) => n > 0,
        '<=': (n: number) => n <= 0,
        '>=': (n: number) => n >= 0
    }[operator];
    if (!accept) throw new Unsupported(`operator ${operator}`);
    return {
        type: T.Boolean,
        run: (frame) => {
            const a = left.run(frame);
            const b = right.run(frame);
            if (a === null || b === null) return false;
            const ordered = order(a, b);
            if (ordered === undefined) throw new Unsupported(`${nameOf(left.type)} ${operator} ${nameOf(right.type)}`);
            return accept(ordered);
        }
    };
}

/** `==` of two values: strings without regard to case, numbers across types, dates and datetimes, else `equals`. */
export function looselyEqual(vm: Vm, a: Value, b: Value): boolean {
    if (a === b) return true;
    if (a === null || b === null) return false;
    if (typeof a === 'string' && typeof b === 'string') return a.toLowerCase() === b.toLowerCase();
    return order(a, b) === 0 || (order(a, b) === undefined && vm.equals(a, b));
}

/** `==`, `!=`, `===`, `!==`. Ids compare exactly, strings do not regard case. */
export function equality(operator: string, left: Expr, right: Expr): Expr {
    const negated = operator.startsWith('!') || operator === '<>';
    const exact = operator.length === 3;
    const ids = isType(left, T.Id) && isType(right, T.Id);
    const identical = (vm: Vm, a: Value, b: Value): boolean =>
        a === b ||
        (a !== null &&
            b !== null &&
            !isSubtype(vm.typeOf(a), T.Exception) &&
            typeof a !== 'string' &&
            isPlain(a) &&
            looselyEqual(vm, a, b));
    return {
        type: T.Boolean,
        run: (frame) => {
            const a = left.run(frame);
            const b = right.run(frame);
            const equal = exact ? identical(frame.vm, a, b) : ids ? a === b : looselyEqual(frame.vm, a, b);
            return equal !== negated;
        }
    };
}

/** Values without an identity of their own: for these `===` compares the values. */
const isPlain = (value: Value): boolean => typeof value !== 'object' || isNumber(value) || moment(value) !== undefined;

/** `-a`, `+a`, `~a`, `!a`. */
export function unary(operator: string, operand: Expr): Expr {
    const { type, run } = operand;
    if (operator === '!') {
        return { type: T.Boolean, run: (frame) => frame.vm.notNull(run(frame)) !== true };
    }
    if (operator === '+' && numericRank(type) >= 0) return { type, run: (frame) => frame.vm.notNull(run(frame)) };
    if (operator === '-' && numericRank(type) >= 0)
        return { type, run: (frame) => negated(frame.vm.notNull(run(frame))) };
    if (operator === '~' && isType(operand, T.Integer))
        return { type, run: (frame) => ~Number(frame.vm.notNull(run(frame))) };
    if (operator === '~' && isType(operand, T.Long))
        return { type, run: (frame) => ~longOf(frame.vm.notNull(run(frame))) };
    throw new Unsupported(`${operator}${nameOf(type)}`);
}

function negated(value: Exclude<Value, null>): Value {
    if (typeof value === 'number') return -value | 0;
    if (typeof value === 'bigint') return BigInt.asIntN(64, -value);
    if (value instanceof ApexDouble) return new ApexDouble(-value.value);
    return decimal.negate(toDecimal(value));
}
