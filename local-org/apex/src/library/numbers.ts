import * as decimal from '../language/decimal.ts';
import { ApexDecimal, type Rounding } from '../language/decimal.ts';
import { T } from '../language/types.ts';
import { ApexDouble, type ApexEnum, type Value } from '../language/values.ts';
import { Unsupported } from '../unsupported.ts';
import type { Vm } from '../vm.ts';
import { defineGuarded } from './define.ts';
import { declareEnum } from './enums.ts';

declareEnum('RoundingMode', ['CEILING', 'DOWN', 'FLOOR', 'HALF_DOWN', 'HALF_EVEN', 'HALF_UP', 'UNNECESSARY', 'UP']);

/** What a RoundingMode of Apex means for decimals. */
export const modeOf = (mode: ApexEnum): Rounding => mode.name as Rounding; // RoundingMode has the names of Rounding

const [leastInteger, mostInteger] = [-(2n ** 31n), 2n ** 31n - 1n];
const [leastLong, mostLong] = [-(2n ** 63n), 2n ** 63n - 1n];

const within = (value: bigint, least: bigint, most: bigint): bigint =>
    value < least ? least : value > most ? most : value;
const toInteger = (value: bigint): number => Number(BigInt.asIntN(32, value));
const toLong = (value: bigint): bigint => BigInt.asIntN(64, value);

/** A double as a whole number, towards zero, kept within the bounds as Java does. */
const wholeOf = (value: number, least: bigint, most: bigint): bigint =>
    Number.isNaN(value)
        ? 0n
        : Number.isFinite(value)
          ? within(BigInt(Math.trunc(value)), least, most)
          : value > 0
            ? most
            : least;

function parseWhole(vm: Vm, text: string, kind: string, least: bigint, most: bigint): bigint {
    const value = /^[+-]?\d+$/.test(text) ? BigInt(text.replace('+', '')) : undefined;
    if (value === undefined || value < least || value > most) vm.raise('TypeException', `Invalid ${kind}: ${text}`);
    return value;
}

const parseInteger = (vm: Vm, text: string): number =>
    Number(parseWhole(vm, text, 'integer', leastInteger, mostInteger));

function parseDecimal(vm: Vm, text: string): ApexDecimal {
    return decimal.parse(text) ?? vm.raise('TypeException', `Invalid decimal: ${text}`);
}

function parseDouble(vm: Vm, text: string): ApexDouble {
    if (!decimal.parse(text.trim())) vm.raise('TypeException', `Invalid double: ${text}`);
    return new ApexDouble(Number(text.trim()));
}

function integerOf(vm: Vm, value: Value): number {
    if (typeof value === 'number') return value;
    if (typeof value === 'string') return parseInteger(vm, value);
    if (typeof value === 'bigint') return toInteger(value);
    if (value instanceof ApexDecimal) return toInteger(decimal.truncate(value));
    if (value instanceof ApexDouble) return Number(wholeOf(value.value, leastInteger, mostInteger));
    return vm.raise('TypeException', `Invalid integer: ${vm.text(value)}`);
}

function doubleOf(vm: Vm, value: Value): ApexDouble {
    if (value instanceof ApexDouble) return value;
    if (typeof value === 'string') return parseDouble(vm, value);
    if (typeof value === 'number' || typeof value === 'bigint') return new ApexDouble(Number(value));
    if (value instanceof ApexDecimal) return new ApexDouble(decimal.toDouble(value));
    return vm.raise('TypeException', `Invalid double: ${vm.text(value)}`);
}

/** As the user's locale writes it, with at most three digits behind the point. */
function formatted(vm: Vm, value: number | bigint | ApexDecimal): string {
    const text = value instanceof ApexDecimal ? value.normalised() : String(value);
    if (/\.\d{4}|e/.test(text)) throw new Unsupported(`format() of ${text}`);
    const locale = vm.user.locale.replaceAll('_', '-');
    return new Intl.NumberFormat(locale, { maximumFractionDigits: 3 }).format(text as Intl.StringNumericLiteral); // digits, a sign and a point
}

/** Raises where UNNECESSARY was asked for and rounding was needed. */
function needed(vm: Vm, value: ApexDecimal | undefined): ApexDecimal {
    return value ?? vm.raise('MathException', 'Rounding necessary');
}

/** A Decimal as a whole number. Raises MathException where UNNECESSARY was asked for and rounding was needed. */
export const rounded = (vm: Vm, value: ApexDecimal, mode: Rounding): bigint =>
    decimal.truncate(needed(vm, decimal.rescale(value, 0, mode)));

/** A double to the nearest whole number, halves up, as Java's Math.round. */
export const roundedDouble = (value: number): bigint => wholeOf(Math.floor(value + 0.5), leastLong, mostLong);

function setScale(vm: Vm, value: ApexDecimal, scale: number, mode: Rounding): ApexDecimal {
    if (scale < -33 || scale > 33) throw new Unsupported(`a Decimal of scale ${scale}`);
    return needed(vm, decimal.rescale(value, scale, mode));
}

function divide(vm: Vm, value: ApexDecimal, divisor: ApexDecimal, scale: number, mode?: Rounding): ApexDecimal {
    if (divisor.unscaled === 0n) vm.raise('MathException', 'Divide by 0');
    if (mode) return needed(vm, decimal.divideTo(value, divisor, scale, mode));
    const [up, even] = [
        decimal.divideTo(value, divisor, scale, 'HALF_UP'),
        decimal.divideTo(value, divisor, scale, 'HALF_EVEN')
    ];
    if (up?.unscaled !== even?.unscaled) throw new Unsupported('Decimal.divide of a half without a RoundingMode');
    return needed(vm, up);
}

defineGuarded(T.Integer.decl, {
    statics: {
        'Integer valueOf(String text)': parseInteger,
        'Integer valueOf(Object value)': integerOf
    },
    methods: {
        'String format()': formatted,
        'Integer intValue()': (_vm, self: number) => self,
        'Long longValue()': (_vm, self: number) => BigInt(self),
        'Double doubleValue()': (_vm, self: number) => new ApexDouble(self)
    }
});

defineGuarded(T.Long.decl, {
    statics: { 'Long valueOf(String text)': (vm, text: string) => parseWhole(vm, text, 'long', leastLong, mostLong) },
    methods: {
        'String format()': formatted,
        'Integer intValue()': (_vm, self: bigint) => toInteger(self),
        'Long longValue()': (_vm, self: bigint) => self,
        'Double doubleValue()': (_vm, self: bigint) => new ApexDouble(Number(self))
    }
});

defineGuarded(T.Double.decl, {
    statics: {
        'Double valueOf(String text)': parseDouble,
        'Double valueOf(Object value)': doubleOf
    },
    methods: {
        'String format()': (vm, self: ApexDouble) => formatted(vm, decimal.fromDouble(self.value)),
        'Integer intValue()': (_vm, self: ApexDouble) => Number(wholeOf(self.value, leastInteger, mostInteger)),
        'Long longValue()': (_vm, self: ApexDouble) => wholeOf(self.value, leastLong, mostLong),
        'Long round()': (_vm, self: ApexDouble) => roundedDouble(self.value),
        'Double doubleValue()': (_vm, self: ApexDouble) => self
    }
});

defineGuarded(T.Decimal.decl, {
    statics: {
        'Decimal valueOf(Long value)': (_vm, value: bigint) => decimal.fromLong(value),
        'Decimal valueOf(Double value)': (_vm, value: ApexDouble) => decimal.fromDouble(value.value),
        'Decimal valueOf(String text)': parseDecimal
    },
    methods: {
        'Decimal abs()': (_vm, self: ApexDecimal) => decimal.absolute(self),
        'Decimal divide(Decimal divisor, Integer scale)': (
            vm,
            self: ApexDecimal,
            divisor: ApexDecimal,
            scale: number
        ) => divide(vm, self, divisor, scale),
        'Decimal divide(Decimal divisor, Integer scale, RoundingMode mode)': (
            vm,
            self: ApexDecimal,
            divisor: ApexDecimal,
            scale: number,
            mode: ApexEnum
        ) => divide(vm, self, divisor, scale, modeOf(mode)),
        'Double doubleValue()': (_vm, self: ApexDecimal) => new ApexDouble(decimal.toDouble(self)),
        'String format()': formatted,
        'Integer intValue()': (_vm, self: ApexDecimal) => toInteger(decimal.truncate(self)),
        'Long longValue()': (_vm, self: ApexDecimal) => toLong(decimal.truncate(self)),
        'Decimal pow(Integer exponent)': (_vm, self: ApexDecimal, exponent: number) => {
            if (exponent < 0 || exponent > 32_767) throw new Unsupported(`Decimal.pow(${exponent})`);
            return decimal.power(self, exponent);
        },
        'Integer precision()': (_vm, self: ApexDecimal) => decimal.precision(self),
        'Long round()': (vm, self: ApexDecimal) => toLong(rounded(vm, self, 'HALF_EVEN')),
        'Long round(RoundingMode mode)': (vm, self: ApexDecimal, mode: ApexEnum) =>
            toLong(rounded(vm, self, modeOf(mode))),
        'Integer scale()': (_vm, self: ApexDecimal) => self.scale,
        'Decimal setScale(Integer scale)': (vm, self: ApexDecimal, scale: number) =>
            setScale(vm, self, scale, 'HALF_EVEN'),
        'Decimal setScale(Integer scale, RoundingMode mode)': (vm, self: ApexDecimal, scale: number, mode: ApexEnum) =>
            setScale(vm, self, scale, modeOf(mode)),
        'Decimal stripTrailingZeros()': (_vm, self: ApexDecimal) => decimal.stripZeros(self),
        'String toPlainString()': (_vm, self: ApexDecimal) => self.toString()
    }
});

defineGuarded(T.Boolean.decl, {
    statics: {
        'Boolean valueOf(String text)': (_vm, text: string) => text.toLowerCase() === 'true',
        'Boolean valueOf(Object value)': (vm, value: Value) => {
            if (typeof value === 'boolean') return value;
            if (typeof value === 'string') return value.toLowerCase() === 'true';
            return vm.raise('TypeException', `Invalid boolean: ${vm.text(value)}`);
        }
    }
});
