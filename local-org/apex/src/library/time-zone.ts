const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
    const known = formats.get(zone);
    if (known) return known;
    const made = new Intl.DateTimeFormat('en-US', {
        timeZone: zone,
        calendar: 'gregory',
        hourCycle: 'h23',
        era: 'short',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric'
    });
    formats.set(zone, made);
    return made;
}

/** The name as Intl knows it: `GMT-05:00` and `GMT` are offsets, the rest are names of the tz database. */
function intlName(zone: string): string {
    const fixed = /^(?:GMT|UTC)([+-])(\d{1,2}):?(\d{2})?$/.exec(zone);
    if (fixed) return `${fixed[1] ?? '+'}${(fixed[2] ?? '').padStart(2, '0')}:${fixed[3] ?? '00'}`;
    return zone === 'GMT' ? 'UTC' : zone;
}

/** Whether there is a zone of this name. */
export function isZone(zone: string): boolean {
    try {
        formatOf(intlName(zone));
        return true;
    } catch {
        return false;
    }
}

/** How many ms local time is ahead of UTC in a zone at a moment. */
export function zoneOffset(zone: string, ms: number): number {
    const name = intlName(zone);
    if (name === 'UTC') return 0;
    const parts = new Map(
        formatOf(name)
            .formatToParts(ms)
            .map((part) => [part.type, part.value])
    );
    const number = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type));
    const year = parts.get('era') === 'BC' ? 1 - number('year') : number('year');
    const local = new Date(0);
    local.setUTCFullYear(year, number('month') - 1, number('day'));
    local.setUTCHours(number('hour'), number('minute'), number('second'));
    return local.getTime() - Math.floor(ms / 1000) * 1000;
}

/** The moment that a local time is in a zone; one that a change of the clocks skips is moved by the change, as Java does. */
export function fromLocal(zone: string, localMs: number): number {
    const early = localMs - zoneOffset(zone, localMs - 86_400_000);
    const late = localMs - zoneOffset(zone, localMs + 86_400_000);
    // of two moments with this local time, Java takes the one before the change
    if (zoneOffset(zone, early) + early === localMs) return early;
    if (zoneOffset(zone, late) + late === localMs) return late;
    return early;
}
