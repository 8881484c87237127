/** An Apex Decimal: an integer and how many of its digits stand behind the point. */
export class ApexDecimal {
    readonly unscaled: bigint;
    readonly scale: number;
    constructor(unscaled: bigint, scale: number) {
        this.unscaled = unscaled;
        this.scale = scale;
    }
    /** The value without trailing zeros: equal decimals have the same text. */
    normalised(): string {
        return this.toString()
            .replace(/(\.\d*?)0+$/, '$1')
            .replace(/\.$/, '');
    }
    toString(): string {
        const negative = this.unscaled < 0n;
        const digits = (negative ? -this.unscaled : this.unscaled).toString().padStart(this.scale + 1, '0');
        const point = digits.length - this.scale;
        const text = this.scale > 0 ? `${digits.slice(0, point)}.${digits.slice(point)}` : digits;
        return negative ? `-${text}` : text;
    }
}

export type Rounding = 'CEILING' | 'DOWN' | 'FLOOR' | 'HALF_DOWN' | 'HALF_EVEN' | 'HALF_UP' | 'UNNECESSARY' | 'UP';

const ten = (power: number): bigint => 10n ** BigInt(power);
const size = (value: bigint): bigint => (value < 0n ? -value : value);

/** An Integer as a Decimal without places. */
export const fromInteger = (value: number): ApexDecimal => new ApexDecimal(BigInt(value), 0);
/** A Long as a Decimal without places. */
export const fromLong = (value: bigint): ApexDecimal => new ApexDecimal(value, 0);

/** The decimal that the shortest text of a double names: `1.0` has scale 1. */
export function fromDouble(value: number): ApexDecimal {
    const text =
        Math.abs(value) < 1e21 && Number.isInteger(value)
            ? value.toFixed(Math.abs(value) < 1e7 ? 1 : 0)
            : String(value);
    const parsed = parse(text);
    if (!parsed) throw new RangeError(`No Decimal is ${value}`);
    return parsed;
}

/** The double nearest to a Decimal. */
export const toDouble = (value: ApexDecimal): number => Number(value.toString());

/** `-12.50`, `1.5e3`; undefined for what is not a number. */
export function parse(text: string): ApexDecimal | undefined {
    const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text);
    if (!match) return undefined;
    const [, sign, whole = '', fraction = '', exponent = '0'] = match;
    if (whole + fraction === '') return undefined;
    const scale = fraction.length - Number(exponent);
    const digits = BigInt(whole + fraction) * (scale < 0 ? ten(-scale) : 1n);
    return new ApexDecimal(sign === '-' ? -digits : digits, Math.max(scale, 0));
}

/** The integer that is the value times 10 to the power of `scale`, which must not be less than the value's own. */
const unscaledAt = (value: ApexDecimal, scale: number): bigint => value.unscaled * ten(scale - value.scale);

/** A sum, with the places of the operand that has more. */
export function add(a: ApexDecimal, b: ApexDecimal): ApexDecimal {
    const scale = Math.max(a.scale, b.scale);
    return new ApexDecimal(unscaledAt(a, scale) + unscaledAt(b, scale), scale);
}

/** The same number with the other sign. */
export const negate = (value: ApexDecimal): ApexDecimal => new ApexDecimal(-value.unscaled, value.scale);
/** The same number without its sign. */
export const absolute = (value: ApexDecimal): ApexDecimal => new ApexDecimal(size(value.unscaled), value.scale);
/** A difference, with the places of the operand that has more. */
export const subtract = (a: ApexDecimal, b: ApexDecimal): ApexDecimal => add(a, negate(b));

/** The scale of a product is the sum of the scales. */
export const multiply = (a: ApexDecimal, b: ApexDecimal): ApexDecimal =>
    new ApexDecimal(a.unscaled * b.unscaled, a.scale + b.scale);

/** -1, 0 or 1; 1.0 and 1.00 are equal. */
export function compare(a: ApexDecimal, b: ApexDecimal): number {
    const { unscaled } = subtract(a, b);
    return unscaled < 0n ? -1 : unscaled > 0n ? 1 : 0;
}

/** A quotient rounded to a whole number; undefined when rounding is needed and UNNECESSARY was asked for. */
function quotient(dividend: bigint, divisor: bigint, rounding: Rounding): bigint | undefined {
    const towardsZero = dividend / divisor;
    const rest = size(dividend % divisor);
    if (rest === 0n) return towardsZero;
    const negative = dividend < 0n !== divisor < 0n;
    const half = 2n * rest - size(divisor);
    const away = {
        UP: true,
        DOWN: false,
        CEILING: !negative,
        FLOOR: negative,
        HALF_UP: half >= 0n,
        HALF_DOWN: half > 0n,
        HALF_EVEN: half > 0n || (half === 0n && towardsZero % 2n !== 0n),
        UNNECESSARY: undefined
    }[rounding];
    if (away === undefined) return undefined;
    return away ? towardsZero + (negative ? -1n : 1n) : towardsZero;
}

/** The value with so many digits behind the point; a negative scale rounds before it. Undefined as `quotient` is. */
export function rescale(value: ApexDecimal, scale: number, rounding: Rounding): ApexDecimal | undefined {
    if (scale >= value.scale) return new ApexDecimal(unscaledAt(value, scale), scale);
    const rounded = quotient(value.unscaled, ten(value.scale - scale), rounding);
    if (rounded === undefined) return undefined;
    return scale < 0 ? new ApexDecimal(rounded * ten(-scale), 0) : new ApexDecimal(rounded, scale);
}

/** Divides to a given scale. The divisor must not be 0. */
export function divideTo(a: ApexDecimal, b: ApexDecimal, scale: number, rounding: Rounding): ApexDecimal | undefined {
    const shift = scale + b.scale - a.scale;
    const [dividend, divisor] =
        shift >= 0 ? [a.unscaled * ten(shift), b.unscaled] : [a.unscaled, b.unscaled * ten(-shift)];
    const rounded = quotient(dividend, divisor, rounding);
    return rounded === undefined ? undefined : new ApexDecimal(rounded, scale);
}

const operatorDigits = 34;

/**
 * The `/` operator: exact with the difference of the scales where that can be, else with 34 digits less those before
 * the point. The divisor must not be 0.
 */
export function divide(a: ApexDecimal, b: ApexDecimal): ApexDecimal {
    const preferred = Math.max(a.scale - b.scale, 0);
    const whole = divideTo(a, b, 0, 'DOWN')?.unscaled ?? 0n;
    const scale = Math.max(operatorDigits - (whole === 0n ? 0 : size(whole).toString().length), preferred);
    const rounded = divideTo(a, b, scale, 'HALF_UP');
    if (!rounded) throw new Error('A quotient rounded half up always is');
    return stripZeros(rounded, preferred);
}

const digitsOf = (value: ApexDecimal): number => size(value.unscaled).toString().length;

/** Without the zeros at its end, down to a scale. */
export function stripZeros(value: ApexDecimal, least = 0): ApexDecimal {
    let { unscaled, scale } = value;
    while (scale > least && unscaled % 10n === 0n) {
        unscaled /= 10n;
        scale -= 1;
    }
    return new ApexDecimal(unscaled, scale);
}

/** How many digits it has, as `precision()` says: zeros behind the point count. */
export const precision = (value: ApexDecimal): number => Math.max(digitsOf(value), 1);

/** The whole part, towards zero. */
export const truncate = (value: ApexDecimal): bigint => value.unscaled / ten(value.scale);

/** To the power of a whole number that is not negative. */
export const power = (value: ApexDecimal, exponent: number): ApexDecimal =>
    new ApexDecimal(value.unscaled ** BigInt(exponent), value.scale * exponent);
