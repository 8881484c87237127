import { idOf18 } from '../language/convert.ts';

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The 18-character id of the n-th record with that prefix. */
export function makeId(prefix: string, n: number): string {
    let rest = n;
    let text = '';
    do {
        text = `${digits[rest % 62] ?? '0'}${text}`;
        rest = Math.floor(rest / 62);
    } while (rest > 0);
    return idOf18(`${prefix}LO0${text.padStart(9, '0')}`);
}

const looksLikeId = /^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/;

/** An id in 18 characters; undefined for what is not one, or has a wrong checksum. */
export function asId(text: string): string | undefined {
    if (!looksLikeId.test(text)) return undefined;
    const long = idOf18(text.slice(0, 15));
    return text.length === 15 || text.toLowerCase() === long.toLowerCase() ? long : undefined;
}
