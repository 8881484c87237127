import { Unsupported } from '../unsupported.ts';
import { formatMoment, shortDatePattern } from './date-format.ts';
import { fromLocal, isZone, zoneOffset } from './time-zone.ts';

const moment = Date.UTC(2026, 6, 4, 21, 5, 9, 45);
const hour = 3_600_000;

it.each([
    ['yyyy-MM-dd HH:mm:ss.SSS', '2026-07-04 21:05:09.045'],
    ['yy M d H m s', '26 7 4 21 5 9'],
    ['EEE EEEE MMM MMMM', 'Sat Saturday Jul July'],
    ['h:mm a', '9:05 PM'],
    ["yyyy'T'''", "2026T'"],
    ['D w u', '185 27 6'],
    ["Z X 'in' z", '+0000 Z in GMT']
])('formats by %s', (pattern, expected) => {
    expect(formatMoment(moment, 'GMT', pattern)).toBe(expected);
});

it('names the zone and its offset', () => {
    expect(formatMoment(moment, 'America/Los_Angeles', `HH:mm z Z ${'X'.repeat(3)}`)).toBe('14:05 PDT -0700 -07:00');
    expect(formatMoment(moment, 'GMT+05:30', 'HH:mm z')).toBe('02:35 GMT+05:30');
});

it('counts the last days of a year to the first week of the next', () => {
    expect(formatMoment(Date.UTC(2026, 11, 31), 'GMT', 'YYYY w')).toBe('2027 1');
});

it('stops at letters and locales that it does not know', () => {
    expect(() => formatMoment(moment, 'GMT', 'B')).toThrow(Unsupported);
    expect(() => shortDatePattern('tlh_QO')).toThrow(Unsupported);
});

describe('zones', () => {
    it('know their offset at each moment', () => {
        expect(zoneOffset('Europe/Berlin', Date.UTC(2026, 0, 1))).toBe(hour);
        expect(zoneOffset('Europe/Berlin', Date.UTC(2026, 6, 1))).toBe(2 * hour);
        expect(zoneOffset('GMT', 0)).toBe(0);
    });

    it('turn local time into a moment, through the change of the clocks too', () => {
        expect(fromLocal('Europe/Berlin', Date.UTC(2026, 6, 1, 12))).toBe(Date.UTC(2026, 6, 1, 10));
        // 02:30 does not exist on that night
        expect(fromLocal('Europe/Berlin', Date.UTC(2026, 2, 29, 2, 30))).toBe(Date.UTC(2026, 2, 29, 1, 30));
        // 02:30 is twice on that one
        expect(fromLocal('Europe/Berlin', Date.UTC(2026, 9, 25, 2, 30))).toBe(Date.UTC(2026, 9, 25, 0, 30));
    });

    it('are told from words that are none', () => {
        expect([isZone('Asia/Tokyo'), isZone('Nowhere/Town')]).toEqual([true, false]);
    });
});
