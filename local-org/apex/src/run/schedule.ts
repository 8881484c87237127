const ranges = [
    [0, 59],
    [0, 59],
    [0, 23],
    [1, 31],
    [1, 12],
    [1, 7],
    [1970, 2099]
] as const;

const words = [/^(JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)$/i, /^(SUN|MON|TUE|WED|THU|FRI|SAT)$/i];

/** Whether System.schedule would take it: seconds, minutes, hours, day of month, month, day of week, and maybe a year. */
export function isScheduleExpression(text: string): boolean {
    const parts = text.trim().split(/\s+/);
    if (parts.length < 6 || parts.length > 7) return false;
    if ((parts[3] === '?') === (parts[5] === '?')) return false;
    return parts.every((part, i) => part.split(',').every((item) => isItem(item, i)));
}

function isItem(item: string, position: number): boolean {
    if (item === '*' || (item === '?' && (position === 3 || position === 5))) return true;
    if (position === 3 && /^(L|W|LW|\d+W)$/i.test(item)) return true;
    if (position === 5 && (/^\w+L$/i.test(item) || /^\w+#[1-5]$/.test(item))) return true;
    const [from = '', step] = item.split('/');
    if (step !== undefined && !/^\d+$/.test(step)) return false;
    return from === '*' ? step !== undefined : from.split('-').every((end) => isEnd(end, position));
}

function isEnd(end: string, position: number): boolean {
    const word = position === 4 ? words[0] : position === 5 ? words[1] : undefined;
    if (word?.test(end)) return true;
    const [least, most] = ranges[position] ?? [0, 0];
    return /^\d+$/.test(end) && Number(end) >= least && Number(end) <= most;
}
