import * as decimal from '../language/decimal.ts';
import { ApexDecimal } from '../language/decimal.ts';
import { ApexDouble, type Value } from '../language/values.ts';
import { Unsupported } from '../unsupported.ts';
import type { Vm } from '../vm.ts';
import { declare, defineGuarded } from './define.ts';
import { rounded, roundedDouble } from './numbers.ts';

type Native = (vm: Vm, ...values: never[]) => Value;

const functions: Record<string, (value: number) => number> = {
    acos: Math.acos,
    asin: Math.asin,
    atan: Math.atan,
    cbrt: Math.cbrt,
    cos: Math.cos,
    cosh: Math.cosh,
    exp: Math.exp,
    log: Math.log,
    log10: Math.log10,
    sin: Math.sin,
    sinh: Math.sinh,
    sqrt: Math.sqrt,
    tan: Math.tan,
    tanh: Math.tanh
};

function asDecimal(name: string, value: number): ApexDecimal {
    if (!Number.isFinite(value)) throw new Unsupported(`Math.${name} without a result`);
    return decimal.fromDouble(value);
}

/** Each in a form for Double and one for Decimal. */
const ofOne = Object.fromEntries(
    Object.entries(functions).flatMap(([name, run]): [string, Native][] => [
        [`Double ${name}(Double value)`, (_vm: Vm, value: ApexDouble) => new ApexDouble(run(value.value))],
        [
            `Decimal ${name}(Decimal value)`,
            (_vm: Vm, value: ApexDecimal) => asDecimal(name, run(decimal.toDouble(value)))
        ]
    ])
);

const nearestEven = (value: number): number => {
    const floor = Math.floor(value);
    const rest = value - floor;
    return rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor;
};

const whole = (vm: Vm, value: ApexDecimal, mode: decimal.Rounding): ApexDecimal =>
    new ApexDecimal(rounded(vm, value, mode), 0);
const toInteger = (value: bigint): number => Number(BigInt.asIntN(32, value));
const lesser = (a: ApexDecimal, b: ApexDecimal): ApexDecimal => (decimal.compare(a, b) <= 0 ? a : b);
const greater = (a: ApexDecimal, b: ApexDecimal): ApexDecimal => (decimal.compare(a, b) >= 0 ? a : b);

defineGuarded(declare('Math'), {
    staticFields: {
        'Double E': () => new ApexDouble(Math.E),
        'Double PI': () => new ApexDouble(Math.PI)
    },
    statics: {
        ...ofOne,
        'Integer abs(Integer value)': (_vm, value: number) => Math.abs(value) | 0,
        'Long abs(Long value)': (_vm, value: bigint) => BigInt.asIntN(64, value < 0n ? -value : value),
        'Double abs(Double value)': (_vm, value: ApexDouble) => new ApexDouble(Math.abs(value.value)),
        'Decimal abs(Decimal value)': (_vm, value: ApexDecimal) => decimal.absolute(value),
        'Double atan2(Double y, Double x)': (_vm, y: ApexDouble, x: ApexDouble) =>
            new ApexDouble(Math.atan2(y.value, x.value)),
        'Decimal atan2(Decimal y, Decimal x)': (_vm, y: ApexDecimal, x: ApexDecimal) =>
            asDecimal('atan2', Math.atan2(decimal.toDouble(y), decimal.toDouble(x))),
        'Double ceil(Double value)': (_vm, value: ApexDouble) => new ApexDouble(Math.ceil(value.value)),
        'Decimal ceil(Decimal value)': (vm, value: ApexDecimal) => whole(vm, value, 'CEILING'),
        'Double floor(Double value)': (_vm, value: ApexDouble) => new ApexDouble(Math.floor(value.value)),
        'Decimal floor(Decimal value)': (vm, value: ApexDecimal) => whole(vm, value, 'FLOOR'),
        'Integer max(Integer a, Integer b)': (_vm, a: number, b: number) => Math.max(a, b),
        'Long max(Long a, Long b)': (_vm, a: bigint, b: bigint) => (a > b ? a : b),
        'Double max(Double a, Double b)': (_vm, a: ApexDouble, b: ApexDouble) =>
            new ApexDouble(Math.max(a.value, b.value)),
        'Decimal max(Decimal a, Decimal b)': (_vm, a: ApexDecimal, b: ApexDecimal) => greater(a, b),
        'Integer min(Integer a, Integer b)': (_vm, a: number, b: number) => Math.min(a, b),
        'Long min(Long a, Long b)': (_vm, a: bigint, b: bigint) => (a < b ? a : b),
        'Double min(Double a, Double b)': (_vm, a: ApexDouble, b: ApexDouble) =>
            new ApexDouble(Math.min(a.value, b.value)),
        'Decimal min(Decimal a, Decimal b)': (_vm, a: ApexDecimal, b: ApexDecimal) => lesser(a, b),
        'Integer mod(Integer a, Integer b)': (vm, a: number, b: number) =>
            b === 0 ? vm.raise('MathException', 'Divide by 0') : (a % b) | 0,
        'Long mod(Long a, Long b)': (vm, a: bigint, b: bigint) =>
            b === 0n ? vm.raise('MathException', 'Divide by 0') : a % b,
        'Double pow(Double base, Double exponent)': (_vm, base: ApexDouble, exponent: ApexDouble) =>
            new ApexDouble(base.value ** exponent.value),
        'Double random()': () => new ApexDouble(Math.random()),
        'Double rint(Double value)': (_vm, value: ApexDouble) => new ApexDouble(nearestEven(value.value)),
        'Decimal rint(Decimal value)': (vm, value: ApexDecimal) => whole(vm, value, 'HALF_EVEN'),
        'Integer round(Double value)': (_vm, value: ApexDouble) => toInteger(roundedDouble(value.value)),
        'Integer round(Decimal value)': (vm, value: ApexDecimal) => toInteger(rounded(vm, value, 'HALF_EVEN')),
        'Long roundToLong(Double value)': (_vm, value: ApexDouble) => roundedDouble(value.value),
        'Long roundToLong(Decimal value)': (vm, value: ApexDecimal) =>
            BigInt.asIntN(64, rounded(vm, value, 'HALF_EVEN')),
        'Double signum(Double value)': (_vm, value: ApexDouble) => new ApexDouble(Math.sign(value.value)),
        'Decimal signum(Decimal value)': (_vm, value: ApexDecimal) =>
            new ApexDecimal(value.unscaled > 0n ? 1n : value.unscaled < 0n ? -1n : 0n, 0)
    }
});
