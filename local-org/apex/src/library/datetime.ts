import { T, typeOf } from '../language/types.ts';
import { ApexDate, ApexDatetime, ApexTime, Instance, type Value } from '../language/values.ts';
import { Unsupported } from '../unsupported.ts';
import type { Vm } from '../vm.ts';
import { formatMoment, shortDatePattern } from './date-format.ts';
import { declare, defineGuarded } from './define.ts';
import { fromLocal, isZone, zoneOffset } from './time-zone.ts';

const dayMs = 86_400_000;
const utcDay = (year: number, month: number, day: number): number => {
    const date = new Date(0);
    date.setUTCFullYear(year, month - 1, day);
    return Math.floor(date.getTime() / dayMs);
};
const dayOf = (ms: number): number => Math.floor(ms / dayMs);
const timeOf = (ms: number): number => ((ms % dayMs) + dayMs) % dayMs;
const asDate = (days: number): Date => new Date(days * dayMs);
const daysInMonth = (year: number, month: number): number => asDate(utcDay(year, month + 1, 1) - 1).getUTCDate();

/** Months later, on the same day or, where that month is shorter, on its last. */
function plusMonths(days: number, months: number): number {
    const date = asDate(days);
    const first = asDate(utcDay(date.getUTCFullYear(), date.getUTCMonth() + 1 + months, 1));
    const last = daysInMonth(first.getUTCFullYear(), first.getUTCMonth() + 1);
    return dayOf(first.getTime()) + Math.min(date.getUTCDate(), last) - 1;
}

const offsetAt = (vm: Vm, ms: number): number => zoneOffset(vm.user.timeZone, ms);
/** The local time of a moment in the user's zone, as the ms that would be it in GMT. */
const localMs = (vm: Vm, self: ApexDatetime): number => self.ms + offsetAt(vm, self.ms);
const local = (vm: Vm, self: ApexDatetime): Date => new Date(localMs(vm, self));
const gmt = (self: ApexDatetime): Date => new Date(self.ms);
const inZone = (vm: Vm, ms: number): ApexDatetime => new ApexDatetime(fromLocal(vm.user.timeZone, ms));

/** Today in the user's zone. */
export const today = (vm: Vm): ApexDate => new ApexDate(dayOf(localMs(vm, now(vm))));
/** The moment that the host says it is. */
export const now = (vm: Vm): ApexDatetime => new ApexDatetime(vm.host.now());

const dayOfYear = (days: number): number => days - utcDay(asDate(days).getUTCFullYear(), 1, 1) + 1;
const isLeapYear = (year: number): boolean => daysInMonth(year, 2) === 29;

function startOfWeek(vm: Vm, days: number): number {
    const locale = new Intl.Locale(vm.user.locale.replaceAll('_', '-')) as Intl.Locale & {
        getWeekInfo: () => { firstDay: number };
    }; // not in lib.es yet
    const first = locale.getWeekInfo().firstDay % 7;
    return days - ((asDate(days).getUTCDay() - first + 7) % 7);
}

const isoDay = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?$/;
const isoMoment = /^(\d{4})-(\d{1,2})-(\d{1,2}) (\d{1,2}):(\d{1,2}):(\d{1,2})$/;

function parseDay(vm: Vm, text: string): ApexDate {
    const [, year, month, day] = isoDay.exec(text) ?? [];
    if (!year) vm.raise('TypeException', `Invalid date: ${text}`);
    return new ApexDate(utcDay(Number(year), Number(month), Number(day)));
}

function parseMoment(vm: Vm, text: string): number {
    const match = isoMoment.exec(text);
    if (!match) vm.raise('TypeException', `Invalid date/time: ${text}`);
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
    return clock(utcDay(year, month, day), hour, minute, second);
}

const clock = (days: number, hour: number, minute: number, second: number): number =>
    days * dayMs + ((hour * 60 + minute) * 60 + second) * 1000;

/** What the user types in en_US: `12/27/2026`, and with a time `12/27/2026 4:30 PM`. */
function parseLocale(vm: Vm, text: string, kind: 'date' | 'date/time'): { days: number; minutes: number } {
    if (vm.user.locale !== 'en_US') throw new Unsupported(`parsing dates in the locale ${vm.user.locale}`);
    const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:,? (\d{1,2}):(\d{2}) (AM|PM))?$/i.exec(text.trim());
    if (!match || (kind === 'date/time') !== Boolean(match[4]))
        return vm.raise('TypeException', `Invalid ${kind}: ${text}`);
    const [, month, day, year, hour, minute, half] = match;
    const hours = (Number(hour ?? 0) % 12) + (half?.toUpperCase() === 'PM' ? 12 : 0);
    return { days: utcDay(Number(year), Number(month), Number(day)), minutes: hours * 60 + Number(minute ?? 0) };
}

defineGuarded(T.Date.decl, {
    statics: {
        'Integer daysInMonth(Integer year, Integer month)': (_vm, year: number, month: number) =>
            daysInMonth(year, month),
        'Boolean isLeapYear(Integer year)': (_vm, year: number) => isLeapYear(year),
        'Date newInstance(Integer year, Integer month, Integer day)': (_vm, year: number, month: number, day: number) =>
            new ApexDate(utcDay(year, month, day)),
        'Date parse(String text)': (vm, text: string) => new ApexDate(parseLocale(vm, text, 'date').days),
        'Date today()': today,
        'Date valueOf(String text)': parseDay,
        'Date valueOf(Object value)': (vm, value: Value) => {
            if (value instanceof ApexDate) return value;
            if (value instanceof ApexDatetime) return new ApexDate(dayOf(localMs(vm, value)));
            if (typeof value === 'string') return parseDay(vm, value);
            return vm.raise('TypeException', `Invalid date: ${vm.text(value)}`);
        }
    },
    methods: {
        'Date addDays(Integer days)': (_vm, self: ApexDate, days: number) => new ApexDate(self.days + days),
        'Date addMonths(Integer months)': (_vm, self: ApexDate, months: number) =>
            new ApexDate(plusMonths(self.days, months)),
        'Date addYears(Integer years)': (_vm, self: ApexDate, years: number) =>
            new ApexDate(plusMonths(self.days, 12 * years)),
        'Integer day()': (_vm, self: ApexDate) => asDate(self.days).getUTCDate(),
        'Integer dayOfYear()': (_vm, self: ApexDate) => dayOfYear(self.days),
        'Integer daysBetween(Date other)': (_vm, self: ApexDate, other: ApexDate) => other.days - self.days,
        'String format()': (vm, self: ApexDate) =>
            formatMoment(self.days * dayMs, 'GMT', shortDatePattern(vm.user.locale)),
        'Boolean isSameDay(Date other)': (_vm, self: ApexDate, other: ApexDate) => self.days === other.days,
        'Integer month()': (_vm, self: ApexDate) => asDate(self.days).getUTCMonth() + 1,
        'Integer monthsBetween(Date other)': (_vm, self: ApexDate, other: ApexDate) => {
            const [from, to] = [asDate(self.days), asDate(other.days)];
            return (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
        },
        'Date toStartOfMonth()': (_vm, self: ApexDate) => new ApexDate(self.days - asDate(self.days).getUTCDate() + 1),
        'Date toStartOfWeek()': (vm, self: ApexDate) => new ApexDate(startOfWeek(vm, self.days)),
        'Integer year()': (_vm, self: ApexDate) => asDate(self.days).getUTCFullYear()
    }
});

/** Adds in the user's zone; refused where the same in GMT would be another moment, at a change of the clocks. */
function addDays(vm: Vm, self: ApexDatetime, change: (days: number) => number): ApexDatetime {
    const move = (ms: number): number => change(dayOf(ms)) * dayMs + timeOf(ms);
    const inUsersZone = inZone(vm, move(localMs(vm, self)));
    if (inUsersZone.ms !== move(self.ms))
        throw new Unsupported('adding days to a Datetime across a change of the clocks or of the month');
    return inUsersZone;
}

const later = (self: ApexDatetime, ms: number): ApexDatetime => new ApexDatetime(self.ms + ms);

defineGuarded(T.Datetime.decl, {
    statics: {
        'Datetime newInstance(Date date, Time time)': (vm, date: ApexDate, time: ApexTime) =>
            inZone(vm, date.days * dayMs + time.ms),
        'Datetime newInstance(Integer year, Integer month, Integer day)': (
            vm,
            year: number,
            month: number,
            day: number
        ) => inZone(vm, utcDay(year, month, day) * dayMs),
        'Datetime newInstance(Integer year, Integer month, Integer day, Integer hour, Integer minute, Integer second)':
            (vm, year: number, month: number, day: number, hour: number, minute: number, second: number) =>
                inZone(vm, clock(utcDay(year, month, day), hour, minute, second)),
        'Datetime newInstance(Long ms)': (_vm, ms: bigint) => new ApexDatetime(Number(ms)),
        'Datetime newInstanceGmt(Date date, Time time)': (_vm, date: ApexDate, time: ApexTime) =>
            new ApexDatetime(date.days * dayMs + time.ms),
        'Datetime newInstanceGmt(Integer year, Integer month, Integer day)': (
            _vm,
            year: number,
            month: number,
            day: number
        ) => new ApexDatetime(utcDay(year, month, day) * dayMs),
        'Datetime newInstanceGmt(Integer year, Integer month, Integer day, Integer hour, Integer minute, Integer second)':
            (_vm, year: number, month: number, day: number, hour: number, minute: number, second: number) =>
                new ApexDatetime(clock(utcDay(year, month, day), hour, minute, second)),
        'Datetime now()': now,
        'Datetime parse(String text)': (vm, text: string) => {
            const { days, minutes } = parseLocale(vm, text, 'date/time');
            return inZone(vm, days * dayMs + minutes * 60_000);
        },
        'Datetime valueOf(String text)': (vm, text: string) => inZone(vm, parseMoment(vm, text)),
        'Datetime valueOf(Object value)': (vm, value: Value) => {
            if (value instanceof ApexDatetime) return value;
            if (typeof value === 'string') return inZone(vm, parseMoment(vm, value));
            return vm.raise('TypeException', `Invalid date/time: ${vm.text(value)}`);
        },
        'Datetime valueOfGmt(String text)': (vm, text: string) => new ApexDatetime(parseMoment(vm, text))
    },
    methods: {
        'Datetime addDays(Integer days)': (vm, self: ApexDatetime, days: number) =>
            addDays(vm, self, (day) => day + days),
        'Datetime addHours(Integer hours)': (_vm, self: ApexDatetime, hours: number) => later(self, hours * 3_600_000),
        'Datetime addMinutes(Integer minutes)': (_vm, self: ApexDatetime, minutes: number) =>
            later(self, minutes * 60_000),
        'Datetime addMonths(Integer months)': (vm, self: ApexDatetime, months: number) =>
            addDays(vm, self, (day) => plusMonths(day, months)),
        'Datetime addSeconds(Integer seconds)': (_vm, self: ApexDatetime, seconds: number) =>
            later(self, seconds * 1000),
        'Datetime addYears(Integer years)': (vm, self: ApexDatetime, years: number) =>
            addDays(vm, self, (day) => plusMonths(day, 12 * years)),
        'Date date()': (vm, self: ApexDatetime) => new ApexDate(dayOf(localMs(vm, self))),
        'Date dateGmt()': (_vm, self: ApexDatetime) => new ApexDate(dayOf(self.ms)),
        'Integer day()': (vm, self: ApexDatetime) => local(vm, self).getUTCDate(),
        'Integer dayGmt()': (_vm, self: ApexDatetime) => gmt(self).getUTCDate(),
        'Integer dayOfYear()': (vm, self: ApexDatetime) => dayOfYear(dayOf(localMs(vm, self))),
        'Integer dayOfYearGmt()': (_vm, self: ApexDatetime) => dayOfYear(dayOf(self.ms)),
        'String format()': (vm, self: ApexDatetime) => {
            if (vm.user.locale !== 'en_US') throw new Unsupported(`Datetime.format() in the locale ${vm.user.locale}`);
            return formatMoment(self.ms, vm.user.timeZone, 'M/d/yyyy, h:mm a');
        },
        'String format(String pattern)': (vm, self: ApexDatetime, pattern: string) =>
            formatMoment(self.ms, vm.user.timeZone, pattern),
        'String format(String pattern, String zone)': (_vm, self: ApexDatetime, pattern: string, zone: string) =>
            formatMoment(self.ms, knownZone(zone), pattern),
        'String formatGmt(String pattern)': (_vm, self: ApexDatetime, pattern: string) =>
            formatMoment(self.ms, 'GMT', pattern),
        'String formatLong()': () => {
            throw new Unsupported('Datetime.formatLong');
        },
        'Long getTime()': (_vm, self: ApexDatetime) => BigInt(self.ms),
        'Integer hour()': (vm, self: ApexDatetime) => local(vm, self).getUTCHours(),
        'Integer hourGmt()': (_vm, self: ApexDatetime) => gmt(self).getUTCHours(),
        'Boolean isSameDay(Datetime other)': (vm, self: ApexDatetime, other: ApexDatetime) =>
            dayOf(localMs(vm, self)) === dayOf(localMs(vm, other)),
        'Integer millisecond()': (_vm, self: ApexDatetime) => gmt(self).getUTCMilliseconds(),
        'Integer millisecondGmt()': (_vm, self: ApexDatetime) => gmt(self).getUTCMilliseconds(),
        'Integer minute()': (vm, self: ApexDatetime) => local(vm, self).getUTCMinutes(),
        'Integer minuteGmt()': (_vm, self: ApexDatetime) => gmt(self).getUTCMinutes(),
        'Integer month()': (vm, self: ApexDatetime) => local(vm, self).getUTCMonth() + 1,
        'Integer monthGmt()': (_vm, self: ApexDatetime) => gmt(self).getUTCMonth() + 1,
        'Integer second()': (_vm, self: ApexDatetime) => gmt(self).getUTCSeconds(),
        'Integer secondGmt()': (_vm, self: ApexDatetime) => gmt(self).getUTCSeconds(),
        'Time time()': (vm, self: ApexDatetime) => new ApexTime(timeOf(localMs(vm, self))),
        'Time timeGmt()': (_vm, self: ApexDatetime) => new ApexTime(timeOf(self.ms)),
        'Integer year()': (vm, self: ApexDatetime) => local(vm, self).getUTCFullYear(),
        'Integer yearGmt()': (_vm, self: ApexDatetime) => gmt(self).getUTCFullYear()
    }
});

const laterTime = (self: ApexTime, ms: number): ApexTime => new ApexTime(timeOf(self.ms + ms));

defineGuarded(T.Time.decl, {
    statics: {
        'Time newInstance(Integer hour, Integer minute, Integer second, Integer ms)': (
            _vm,
            hour: number,
            minute: number,
            second: number,
            ms: number
        ) => new ApexTime(timeOf(clock(0, hour, minute, second) + ms))
    },
    methods: {
        'Time addHours(Integer hours)': (_vm, self: ApexTime, hours: number) => laterTime(self, hours * 3_600_000),
        'Time addMinutes(Integer minutes)': (_vm, self: ApexTime, minutes: number) => laterTime(self, minutes * 60_000),
        'Time addSeconds(Integer seconds)': (_vm, self: ApexTime, seconds: number) => laterTime(self, seconds * 1000),
        'Time addMilliseconds(Integer ms)': (_vm, self: ApexTime, ms: number) => laterTime(self, ms),
        'Integer hour()': (_vm, self: ApexTime) => new Date(self.ms).getUTCHours(),
        'Integer minute()': (_vm, self: ApexTime) => new Date(self.ms).getUTCMinutes(),
        'Integer second()': (_vm, self: ApexTime) => new Date(self.ms).getUTCSeconds(),
        'Integer millisecond()': (_vm, self: ApexTime) => self.ms % 1000
    }
});

const timeZoneDecl = declare('TimeZone');
const idOf = (self: Instance): string => String(self.native);

function knownZone(zone: string): string {
    if (!isZone(zone)) throw new Unsupported(`the time zone ${zone}`);
    return zone;
}

/** The `TimeZone` of a name such as `America/Los_Angeles`. */
export function timeZone(zone: string): Instance {
    const value = new Instance(typeOf(timeZoneDecl));
    value.native = knownZone(zone);
    return value;
}

defineGuarded(timeZoneDecl, {
    statics: { 'TimeZone getTimeZone(String id)': (_vm, id: string) => timeZone(id) },
    methods: {
        'String getID()': (_vm, self: Instance) => idOf(self),
        'String toString()': (_vm, self: Instance) => idOf(self),
        'Integer getOffset(Datetime moment)': (_vm, self: Instance, moment: ApexDatetime) =>
            zoneOffset(idOf(self), moment.ms),
        'String getDisplayName()': () => {
            throw new Unsupported('TimeZone.getDisplayName');
        }
    }
});
