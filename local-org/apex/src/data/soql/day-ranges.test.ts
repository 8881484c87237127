import { ApexParserFactory } from '@apexdevtools/apex-parser';
import { dayOf, dayRangeOf, startOfDay } from './day-ranges.ts';

const dayMs = 86_400_000;
const day = (text: string): number => Date.parse(`${text}T00:00:00Z`) / dayMs;
const textOf = (days: number): string => new Date(days * dayMs).toISOString().slice(0, 10);

/** First and last day of a literal, seen from a Wednesday. */
const range = (literal: string): string => {
    const node = ApexParserFactory.createParser(literal).dateFormula();
    const { from, to } = dayRangeOf(node)(day('2026-05-20'));
    return `${textOf(from)} ${textOf(to - 1)}`;
};

describe('date literals', () => {
    it.each([
        ['TODAY', '2026-05-20 2026-05-20'],
        ['YESTERDAY', '2026-05-19 2026-05-19'],
        ['LAST_WEEK', '2026-05-10 2026-05-16'],
        ['THIS_WEEK', '2026-05-17 2026-05-23'],
        ['NEXT_MONTH', '2026-06-01 2026-06-30'],
        ['THIS_QUARTER', '2026-04-01 2026-06-30'],
        ['LAST_YEAR', '2025-01-01 2025-12-31'],
        ['LAST_N_DAYS:3', '2026-05-17 2026-05-20'],
        ['NEXT_N_DAYS:2', '2026-05-21 2026-05-22'],
        ['N_DAYS_AGO:5', '2026-05-15 2026-05-15'],
        ['LAST_N_MONTHS:2', '2026-03-01 2026-04-30'],
        ['N_MONTHS_AGO:5', '2025-12-01 2025-12-31'],
        ['NEXT_N_YEARS:1', '2027-01-01 2027-12-31']
    ])('%s is %s', (literal, expected) => {
        expect(range(literal)).toBe(expected);
    });
});

describe('days of a time zone', () => {
    it('begin at local midnight, in summer and in winter', () => {
        expect(startOfDay(day('2026-07-01'), 'America/Los_Angeles')).toBe(Date.parse('2026-07-01T07:00:00Z'));
        expect(startOfDay(day('2026-12-01'), 'America/Los_Angeles')).toBe(Date.parse('2026-12-01T08:00:00Z'));
    });

    it('hold the moments up to the next midnight', () => {
        const zone = 'Europe/Berlin';
        expect(textOf(dayOf(Date.parse('2026-03-28T22:59:59Z'), zone))).toBe('2026-03-28');
        expect(textOf(dayOf(Date.parse('2026-03-28T23:00:00Z'), zone))).toBe('2026-03-29');
    });
});
