import { Unsupported } from '../unsupported.ts';
import { zoneOffset } from './time-zone.ts';

const months = [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December'
];
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const dayMs = 86_400_000;

const padded = (value: number, width: number): string => String(value).padStart(width, '0');
const named = (name: string, width: number): string => (width >= 4 ? name : name.slice(0, 3));

const dayOfYear = (local: Date): number =>
    Math.floor((local.getTime() - Date.UTC(local.getUTCFullYear(), 0, 1)) / dayMs) + 1;

/** The week, from Sunday, of which January 1st is in the first: its year and number. */
function week(local: Date): { year: number; number: number } {
    const year = local.getUTCFullYear();
    const saturday = new Date(local.getTime() + (6 - local.getUTCDay()) * dayMs);
    if (saturday.getUTCFullYear() > year) return { year: year + 1, number: 1 };
    const firstDay = new Date(Date.UTC(year, 0, 1)).getUTCDay();
    return { year, number: Math.floor((dayOfYear(local) - 1 + firstDay) / 7) + 1 };
}

function offsetText(offsetMs: number, separator: string): string {
    const minutes = Math.abs(offsetMs) / 60_000;
    return `${offsetMs < 0 ? '-' : '+'}${padded(Math.floor(minutes / 60), 2)}${separator}${padded(Math.floor(minutes % 60), 2)}`;
}

function isoOffset(offsetMs: number, width: number): string {
    if (offsetMs === 0) return 'Z';
    const text = offsetText(offsetMs, width >= 3 ? ':' : '');
    return width === 1 ? text.slice(0, 3) : text;
}

function zoneName(zone: string, ms: number, width: number): string {
    if (zone === 'GMT' || zone === 'UTC')
        return width >= 4 ? { GMT: 'Greenwich Mean Time', UTC: 'Coordinated Universal Time' }[zone] : zone;
    if (/^GMT[+-]/.test(zone)) return `GMT${offsetText(zoneOffset(zone, ms), ':')}`;
    const style = width >= 4 ? 'long' : 'short';
    const name = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: style })
        .formatToParts(ms)
        .find((part) => part.type === 'timeZoneName')?.value;
    if (!name || /\d/.test(name)) throw new Unsupported(`the name of the time zone ${zone}`);
    return name;
}

interface Moment {
    /** Its UTC fields are the local time. */
    readonly local: Date;
    readonly ms: number;
    readonly zone: string;
}

type Letter = (moment: Moment, width: number) => string;

const yearText = (year: number, width: number): string => (width === 2 ? padded(year % 100, 2) : padded(year, width));
const monthText: Letter = ({ local }, width) =>
    width >= 3 ? named(months[local.getUTCMonth()] ?? '', width) : padded(local.getUTCMonth() + 1, width);

/** The letters of Java's SimpleDateFormat. */
const letters: Record<string, Letter> = {
    G: () => 'AD',
    y: ({ local }, width) => yearText(local.getUTCFullYear(), width),
    Y: ({ local }, width) => yearText(week(local).year, width),
    M: monthText,
    L: monthText,
    w: ({ local }, width) => padded(week(local).number, width),
    W: ({ local }, width) => {
        const first = new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), 1)).getUTCDay();
        return padded(Math.floor((local.getUTCDate() - 1 + first) / 7) + 1, width);
    },
    D: ({ local }, width) => padded(dayOfYear(local), width),
    d: ({ local }, width) => padded(local.getUTCDate(), width),
    F: ({ local }, width) => padded(Math.floor((local.getUTCDate() - 1) / 7) + 1, width),
    E: ({ local }, width) => named(weekdays[local.getUTCDay()] ?? '', width),
    u: ({ local }, width) => padded(local.getUTCDay() || 7, width),
    a: ({ local }) => (local.getUTCHours() < 12 ? 'AM' : 'PM'),
    H: ({ local }, width) => padded(local.getUTCHours(), width),
    k: ({ local }, width) => padded(local.getUTCHours() || 24, width),
    K: ({ local }, width) => padded(local.getUTCHours() % 12, width),
    h: ({ local }, width) => padded(local.getUTCHours() % 12 || 12, width),
    m: ({ local }, width) => padded(local.getUTCMinutes(), width),
    s: ({ local }, width) => padded(local.getUTCSeconds(), width),
    S: ({ local }, width) => padded(local.getUTCMilliseconds(), width),
    z: ({ zone, ms }, width) => zoneName(zone, ms, width),
    Z: ({ local, ms }) => offsetText(local.getTime() - ms, ''),
    X: ({ local, ms }, width) => isoOffset(local.getTime() - ms, width)
};

/** A moment in a zone by a pattern of Java's SimpleDateFormat, with English names. */
export function formatMoment(ms: number, zone: string, pattern: string): string {
    const moment: Moment = { local: new Date(ms + zoneOffset(zone, ms)), ms, zone };
    if (moment.local.getUTCFullYear() < 1) throw new Unsupported('formatting a year before 1');
    return pattern.replace(/''|'((?:[^']|'')*)'|([a-zA-Z])\2*/g, (all, quoted?: string, letter?: string) => {
        if (all === "''") return "'";
        if (quoted !== undefined) return quoted.replaceAll("''", "'");
        const write = letters[letter ?? ''];
        if (!write) throw new Unsupported(`the letter ${letter ?? ''} in a date pattern`);
        return write(moment, all.length);
    });
}

const shortDates: Record<string, string> = {
    en_US: 'M/d/yyyy',
    en_GB: 'dd/MM/yyyy',
    en_CA: 'yyyy-MM-dd',
    en_AU: 'd/MM/yyyy',
    de_DE: 'dd.MM.yyyy',
    fr_FR: 'dd/MM/yyyy'
};

/** How a locale writes a day in short, as a pattern; a locale that is not known is refused. */
export function shortDatePattern(locale: string): string {
    const pattern = shortDates[locale];
    if (!pattern) throw new Unsupported(`dates in the locale ${locale}`);
    return pattern;
}
