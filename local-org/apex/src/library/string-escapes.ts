import { htmlLatin, htmlSymbols } from './html-entities.ts';

const hex4 = (code: number): string => code.toString(16).toUpperCase().padStart(4, '0');

const controls: Record<string, string> = { '\b': '\\b', '\n': '\\n', '\t': '\\t', '\f': '\\f', '\r': '\\r' };

/** Escapes what `special` names with a backslash, controls and everything beyond ASCII as Java does. */
const escapeWith = (text: string, special: RegExp): string =>
    [...Array(text.length).keys()]
        .map((i) => {
            const char = text.charAt(i);
            const code = text.charCodeAt(i);
            if (special.test(char)) return `\\${char}`;
            return controls[char] ?? (code < 0x20 || code > 0x7f ? `\\u${hex4(code)}` : char);
        })
        .join('');

/** Escapes what a string literal of Java cannot hold as it is. */
export const escapeJava = (text: string): string => escapeWith(text, /["\\]/);
/** Escapes what a string literal of JavaScript cannot hold as it is. */
export const escapeEcmaScript = (text: string): string => escapeWith(text, /['"\\/]/);

/** Only what is beyond ASCII. */
export const escapeUnicode = (text: string): string =>
    // eslint-disable-next-line no-control-regex -- everything that is not ASCII is meant
    text.replace(/[^\x00-\x7f]/g, (char) => `\\u${hex4(char.charCodeAt(0))}`);

const unescaped: Record<string, string> = { b: '\b', n: '\n', t: '\t', f: '\f', r: '\r' };

/** Undoes escapeJava and escapeEcmaScript. */
export const unescapeJava = (text: string): string =>
    text.replace(
        /\\(?:u+([0-9a-fA-F]{4})|([0-3]?[0-7]{1,2})|(.))/gs,
        (_all, hex?: string, octal?: string, char?: string) => {
            if (hex) return String.fromCharCode(Number.parseInt(hex, 16));
            if (octal) return String.fromCharCode(Number.parseInt(octal, 8));
            return unescaped[char ?? ''] ?? char ?? '';
        }
    );

/** Only `\uXXXX`. */
export const unescapeUnicode = (text: string): string =>
    text.replace(/\\u+\+?([0-9a-fA-F]{4})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** Quotes a text that a field of CSV cannot hold bare. */
export const escapeCsv = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Undoes escapeCsv; other texts stay as they are. */
export function unescapeCsv(text: string): string {
    const quoted = /^"([\s\S]*)"$/.exec(text)?.[1];
    return quoted !== undefined && /[",\r\n]/.test(quoted) ? quoted.replaceAll('""', '"') : text;
}

const basic: readonly [string, string][] = [
    ['&', 'amp'],
    ['<', 'lt'],
    ['>', 'gt'],
    ['"', 'quot']
];

const html3 = new Map([...basic, ...htmlLatin]);
const html4 = new Map([...html3, ...htmlSymbols]);
const xml = new Map([...basic, ["'", 'apos']] as [string, string][]);

const escapeBy =
    (entities: ReadonlyMap<string, string>) =>
    (text: string): string =>
        [...text].map((char) => (entities.has(char) ? `&${entities.get(char) ?? ''};` : char)).join('');

export const escapeHtml3 = escapeBy(html3);
export const escapeHtml4 = escapeBy(html4);
export const escapeXml = escapeBy(xml);

function unescapeBy(entities: ReadonlyMap<string, string>): (text: string) => string {
    const chars = new Map([...entities].map(([char, name]) => [name, char]));
    return (text) =>
        text.replace(
            /&(?:#(\d+)|#[xX]([0-9a-fA-F]+)|(\w+));/g,
            (all, decimal?: string, hex?: string, name?: string) => {
                if (decimal) return String.fromCodePoint(Number(decimal));
                if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
                return chars.get(name ?? '') ?? all;
            }
        );
}

export const unescapeHtml3 = unescapeBy(html3);
export const unescapeHtml4 = unescapeBy(html4);
export const unescapeXml = unescapeBy(xml);
