import type { DateFormulaContext } from '@apexdevtools/apex-parser';
import { Unsupported } from '../../unsupported.ts';
import { maybe } from '../../language/source.ts';

/** Days since 1970-01-01, from the first to the one after the last. */
export interface DayRange {
    readonly from: number;
    readonly to: number;
}

const dayMs = 86_400_000;

/** The day that a moment falls on in a time zone. */
export function dayOf(ms: number, timeZone: string): number {
    return Math.floor((ms + offsetAt(ms, timeZone)) / dayMs);
}

/** The moment at which a day begins in a time zone. */
export function startOfDay(day: number, timeZone: string): number {
    const guess = day * dayMs;
    const first = guess - offsetAt(guess, timeZone);
    return guess - offsetAt(first, timeZone);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** How far a time zone's clock is ahead of UTC at a moment. */
export function offsetAt(ms: number, timeZone: string): number {
    if (timeZone === 'GMT' || timeZone === 'UTC') return 0;
    let format = formats.get(timeZone);
    if (!format) {
        const parts = { hour12: false, hourCycle: 'h23', era: undefined } as const;
        format = new Intl.DateTimeFormat('en-US', {
            timeZone,
            ...parts,
            year: 'numeric',
            month: 'numeric',
            day: 'numeric',
            hour: 'numeric',
            minute: 'numeric',
            second: 'numeric'
        });
        formats.set(timeZone, format);
    }
    const part = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
    const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(ms / 1000) * 1000;
}

const dayOfDate = (year: number, month: number, day = 1): number => Date.UTC(year, month, day) / dayMs;

/** Blocks of days that a literal counts in: the n-th from the one that holds today. */
const blocks: Record<string, (today: number, n: number) => DayRange> = {
    DAY: (today, n) => ({ from: today + n, to: today + n + 1 }),
    WEEK: (today, n) => {
        const sunday = today - new Date(today * dayMs).getUTCDay() + 7 * n;
        return { from: sunday, to: sunday + 7 };
    },
    MONTH: (today, n) => months(today, n, 1),
    QUARTER: (today, n) => months(today, n, 3),
    YEAR: (today, n) => months(today, n, 12)
};

function months(today: number, n: number, size: number): DayRange {
    const date = new Date(today * dayMs);
    const first = Math.floor(date.getUTCMonth() / size) * size + n * size;
    return { from: dayOfDate(date.getUTCFullYear(), first), to: dayOfDate(date.getUTCFullYear(), first + size) };
}

/** Reads `TODAY`, `LAST_N_DAYS:7` and the like; weeks begin on Sunday, fiscal years in January. */
export function dayRangeOf(node: DateFormulaContext): (today: number) => DayRange {
    const [name = ''] = node.getText().toUpperCase().split(':');
    const n = Number(maybe(node.signedInteger())?.getText() ?? 0);
    const plain = name.replace('FISCAL_', '');
    if (plain === 'YESTERDAY') return (today) => ({ from: today - 1, to: today });
    if (plain === 'TODAY') return (today) => ({ from: today, to: today + 1 });
    if (plain === 'TOMORROW') return (today) => ({ from: today + 1, to: today + 2 });
    if (plain === 'LAST_90_DAYS') return (today) => ({ from: today - 90, to: today + 1 });
    if (plain === 'NEXT_90_DAYS') return (today) => ({ from: today + 1, to: today + 91 });
    if (plain === 'LAST_N_DAYS') return (today) => ({ from: today - n, to: today + 1 });
    if (plain === 'NEXT_N_DAYS') return (today) => ({ from: today + 1, to: today + 1 + n });
    const [, direction, unit = ''] = /^(LAST|THIS|NEXT)_(WEEK|MONTH|QUARTER|YEAR)$/.exec(plain) ?? [];
    const block = blocks[unit];
    if (direction && block) {
        const step = direction === 'LAST' ? -1 : direction === 'NEXT' ? 1 : 0;
        return (today) => block(today, step);
    }
    return counted(plain, n);
}

function counted(name: string, n: number): (today: number) => DayRange {
    const [, agoUnit = ''] = /^N_(DAY|WEEK|MONTH|QUARTER|YEAR)S_AGO$/.exec(name) ?? [];
    const ago = blocks[agoUnit];
    if (ago) return (today) => ago(today, -n);
    const [, direction, unit = ''] = /^(LAST|NEXT)_N_(WEEK|MONTH|QUARTER|YEAR)S$/.exec(name) ?? [];
    const block = blocks[unit];
    if (!block) throw new Unsupported(`date literal ${name}`);
    if (direction === 'LAST') return (today) => ({ from: block(today, -n).from, to: block(today, -1).to });
    return (today) => ({ from: block(today, 1).from, to: block(today, n).to });
}

/** What SOQL's date functions answer, of a day. */
export const partsOfDay: Record<string, (day: number) => number> = {
    CALENDAR_YEAR: (day) => new Date(day * dayMs).getUTCFullYear(),
    CALENDAR_QUARTER: (day) => Math.floor(new Date(day * dayMs).getUTCMonth() / 3) + 1,
    CALENDAR_MONTH: (day) => new Date(day * dayMs).getUTCMonth() + 1,
    FISCAL_YEAR: (day) => new Date(day * dayMs).getUTCFullYear(),
    FISCAL_QUARTER: (day) => Math.floor(new Date(day * dayMs).getUTCMonth() / 3) + 1,
    FISCAL_MONTH: (day) => new Date(day * dayMs).getUTCMonth() + 1,
    DAY_IN_MONTH: (day) => new Date(day * dayMs).getUTCDate(),
    DAY_IN_WEEK: (day) => new Date(day * dayMs).getUTCDay() + 1,
    DAY_IN_YEAR: (day) => day - months(day, 0, 12).from + 1
};
