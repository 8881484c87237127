import {
    type ApexDecimal,
    add,
    compare,
    divide,
    divideTo,
    fromDouble,
    multiply,
    parse,
    rescale,
    stripZeros,
    subtract
} from './decimal.ts';

const of = (text: string): ApexDecimal => parse(text)!;
const text = (value: ApexDecimal | undefined): string => String(value);

it.each([
    ['1.50', '1.50'],
    ['-0.05', '-0.05'],
    ['+7', '7'],
    ['1.5e3', '1500'],
    ['12E-4', '0.0012'],
    ['.5', '0.5']
])('reads %s as %s', (given, expected) => {
    expect(text(parse(given))).toBe(expected);
});

it.each(['', '.', '1,5', 'x', '1.2.3', ' 1'])('refuses %p', (given) => {
    expect(parse(given)).toBeUndefined();
});

it('adds and subtracts to the longer scale, multiplies to the sum of the scales', () => {
    expect(text(add(of('1.5'), of('2.25')))).toBe('3.75');
    expect(text(subtract(of('1.50'), of('0.5')))).toBe('1.00');
    expect(text(multiply(of('1.50'), of('2.0')))).toBe('3.000');
});

it.each([
    ['10', '4', '2.5'],
    ['6.00', '2.0', '3.0'],
    ['1', '3', '0.3333333333333333333333333333333333'],
    ['2', '3', '0.6666666666666666666666666666666667'],
    ['1', '31', '0.0322580645161290322580645161290323'],
    ['100', '3', '33.33333333333333333333333333333333'],
    ['-1', '3', '-0.3333333333333333333333333333333333'],
    ['0', '7', '0']
])('divides %s by %s', (a, b, expected) => {
    expect(text(divide(of(a), of(b)))).toBe(expected);
});

it.each([
    ['HALF_EVEN', '2', '4'],
    ['HALF_UP', '3', '4'],
    ['HALF_DOWN', '2', '3'],
    ['UP', '3', '4'],
    ['DOWN', '2', '3'],
    ['CEILING', '3', '4'],
    ['FLOOR', '2', '3']
] as const)('rounds 2.5 and 3.5 by %s', (mode, first, second) => {
    expect([text(rescale(of('2.5'), 0, mode)), text(rescale(of('3.5'), 0, mode))]).toEqual([first, second]);
});

it('rounds before the point, and not at all where that was refused', () => {
    expect(text(rescale(of('1250'), -2, 'HALF_EVEN'))).toBe('1200');
    expect(rescale(of('1.5'), 0, 'UNNECESSARY')).toBeUndefined();
    expect(text(divideTo(of('1'), of('8'), 2, 'HALF_UP'))).toBe('0.13');
});

it('compares without regard to scale', () => {
    expect(compare(of('1.0'), of('1.00'))).toBe(0);
    expect(compare(of('-2'), of('1'))).toBe(-1);
    expect(text(stripZeros(of('100.00')))).toBe('100');
});

it.each([
    [1, '1.0'],
    [0.1, '0.1'],
    [1e-7, '0.0000001'],
    [15_000_000_000, '15000000000']
])('takes the double %p as %s', (given, expected) => {
    expect(text(fromDouble(given))).toBe(expected);
});
