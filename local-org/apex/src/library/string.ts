import { T, listOf } from '../language/types.ts';
import { ApexDecimal } from '../language/decimal.ts';
import { type ApexDate, ApexDatetime, ApexDouble, ListValue, SetValue, type Value } from '../language/values.ts';
import { Unsupported } from '../unsupported.ts';
import type { Vm } from '../vm.ts';
import { itemsOf } from './collections.ts';
import { defineGuarded } from './define.ts';
import { hashString } from './hash.ts';
import { replaceText, splitText } from './pattern.ts';
import * as escapes from './string-escapes.ts';
import { levenshtein, splitByCharacterType } from './string-split.ts';
import { dateText, momentText } from './text.ts';
import { zoneOffset } from './time-zone.ts';

const decl = T.String.decl;
const texts = (parts: string[]): ListValue => new ListValue(listOf(T.String), parts);
const lower = (text: string): string => text.toLowerCase();
// eslint-disable-next-line no-control-regex -- Java counts the four separators as white space
const white = /[\p{White_Space}\x1c-\x1f]/u;
const whiteRuns = new RegExp(`${white.source}+`, 'gu');
const isBlank = (text: string | null): boolean => text === null || [...text].every((char) => white.test(char));
const isWhite = (char: string): boolean => white.test(char) && !'\u00a0\u2007\u202f'.includes(char);
const every = (text: string, pattern: RegExp): boolean => [...text].every((char) => pattern.test(char));

function substring(vm: Vm, text: string, start: number, end = text.length): string {
    if (start < 0 || start > text.length) vm.raise('StringException', `Starting position out of bounds: ${start}`);
    if (end < start || end > text.length) vm.raise('StringException', `Ending position out of bounds: ${end}`);
    return text.slice(start, end);
}

function charAt(vm: Vm, text: string, index: number): number {
    if (index < 0 || index >= text.length) vm.raise('StringException', `String index out of bounds: ${index}`);
    return text.charCodeAt(index);
}

/** Shortens to a width with an ellipsis; with an offset, that character stays within what is shown. */
function abbreviate(vm: Vm, text: string, width: number, from = 0): string {
    if (width < 4) vm.raise('StringException', 'Minimum abbreviation width is 4');
    if (text.length <= width) return text;
    let offset = Math.min(from, text.length);
    if (text.length - offset < width - 3) offset = text.length - (width - 3);
    if (offset <= 4) return `${text.slice(0, width - 3)}...`;
    if (width < 7) vm.raise('StringException', 'Minimum abbreviation width with offset is 7');
    return offset + width - 3 < text.length
        ? `...${abbreviate(vm, text.slice(offset), width - 3)}`
        : `...${text.slice(text.length - (width - 3))}`;
}

/** Padding of a given length; an empty pad is a blank. */
const padding = (length: number, pad: string): string =>
    (pad || ' ').repeat(Math.ceil(Math.max(length, 0) / (pad || ' ').length)).slice(0, Math.max(length, 0));
const leftPad = (text: string, size: number, pad: string): string => padding(size - text.length, pad) + text;
const rightPad = (text: string, size: number, pad: string): string => text + padding(size - text.length, pad);

function center(text: string, size: number, pad: string): string {
    if (size <= text.length) return text;
    return rightPad(leftPad(text, text.length + Math.floor((size - text.length) / 2), pad), size, pad);
}

const first = (text: string, change: (char: string) => string): string => change(text.charAt(0)) + text.slice(1);
const swapCase = (text: string): string =>
    [...text].map((char) => (char === char.toLowerCase() ? char.toUpperCase() : char.toLowerCase())).join('');

function differenceAt(a: string, b: string): number {
    if (a === b) return -1;
    let i = 0;
    while (i < a.length && i < b.length && a.charAt(i) === b.charAt(i)) i += 1;
    return i;
}

function overlay(text: string, over: string, start: number, end: number): string {
    const clamp = (value: number): number => Math.min(Math.max(value, 0), text.length);
    const [from, to] = [clamp(start), clamp(end)].sort((a, b) => a - b);
    return text.slice(0, from) + over + text.slice(to);
}

function between(text: string, open: string, close: string): string | null {
    const start = text.indexOf(open);
    const end = start < 0 ? -1 : text.indexOf(close, start + open.length);
    return end < 0 ? null : text.slice(start + open.length, end);
}

const count = (text: string, part: string): number => (part === '' ? 0 : text.split(part).length - 1);
const indexOfFrom = (text: string, part: string, from: number): number => text.indexOf(part, Math.max(from, 0));
const lastIndexOf = (text: string, part: string, from: number): number =>
    from < 0 ? -1 : text.lastIndexOf(part, from);
const charOf = (code: number): string => String.fromCodePoint(code);
const firstIndex = (text: string, accept: (char: string) => boolean): number =>
    [...text].reduce(
        (found, char, i, all) => (found < 0 && accept(char) ? all.slice(0, i).join('').length : found),
        -1
    );

function codePoint(vm: Vm, text: string, index: number): number {
    charAt(vm, text, index);
    return text.codePointAt(index) ?? 0;
}

function offsetByCodePoints(vm: Vm, text: string, index: number, by: number): number {
    const moved = by >= 0 ? [...text.slice(index)].slice(0, by) : [...text.slice(0, index)].slice(by);
    if (moved.length < Math.abs(by)) vm.raise('StringException', `String index out of bounds: ${index}`);
    const width = moved.join('').length;
    return by >= 0 ? index + width : index - width;
}

/** The text of a value in `String.join` and the like. */
const joined = (vm: Vm, value: Value): string => (value === null ? '' : vm.text(value));

function join(vm: Vm, items: Value, separator: string): string {
    if (items instanceof ListValue || items instanceof SetValue)
        return itemsOf(items)
            .map((item) => joined(vm, item))
            .join(separator);
    const iterator = vm.call(items, 'iterator');
    const parts: string[] = [];
    while (vm.call(iterator, 'hasNext') === true) parts.push(joined(vm, vm.call(iterator, 'next')));
    return parts.join(separator);
}

/** As java.text.MessageFormat: `{0}`, and `''` for a quote. Numbers and dates that a locale would write otherwise are refused. */
function format(vm: Vm, pattern: string, values: readonly Value[]): string {
    return pattern.replace(/''|'([^']*)(?:'|$)|\{(\d+)\}|[{}]/g, (all, quoted?: string, index?: string) => {
        if (all === "''") return "'";
        if (quoted !== undefined) return quoted;
        if (index === undefined) throw new Unsupported(`String.format of the pattern ${pattern}`);
        const value = values[Number(index)];
        return value === undefined ? all : formatted(vm, value);
    });
}

function formatted(vm: Vm, value: Value): string {
    const text = vm.text(value);
    const plain = /^-?\d{1,3}(\.\d{1,3})?$/.test(text) && !/\.\d*0$/.test(text);
    const isNumber =
        typeof value === 'number' ||
        typeof value === 'bigint' ||
        value instanceof ApexDouble ||
        value instanceof ApexDecimal;
    if ((isNumber && !plain) || value instanceof ApexDatetime) throw new Unsupported(`String.format of ${text}`);
    return text;
}

function commonPrefix(parts: readonly string[]): string {
    const [start = '', ...rest] = parts;
    let length = start.length;
    for (const part of rest) while (!part.startsWith(start.slice(0, length))) length -= 1;
    return start.slice(0, length);
}

/** In the user's zone, as `yyyy-MM-dd HH:mm:ss`. */
const localText = (vm: Vm, value: ApexDatetime): string =>
    momentText(value.ms + zoneOffset(vm.user.timeZone, value.ms));

defineGuarded(decl, {
    methods: {
        'String abbreviate(Integer maxWidth)': (vm, self: string, width: number) => abbreviate(vm, self, width),
        'String abbreviate(Integer maxWidth, Integer offset)': abbreviate,
        'String capitalize()': (_vm, self: string) => first(self, (char) => char.toUpperCase()),
        'String center(Integer size)': (_vm, self: string, size: number) => center(self, size, ' '),
        'String center(Integer size, String pad)': (_vm, self: string, size: number, pad: string) =>
            center(self, size, pad),
        'Integer charAt(Integer index)': charAt,
        'Integer codePointAt(Integer index)': codePoint,
        'Integer codePointBefore(Integer index)': (vm, self: string, index: number) => {
            charAt(vm, self, index - 1);
            return [...self.slice(0, index)].at(-1)?.codePointAt(0) ?? 0;
        },
        'Integer codePointCount(Integer begin, Integer end)': (vm, self: string, begin: number, end: number) =>
            [...substring(vm, self, begin, end)].length,
        'Integer compareTo(String other)': (_vm, self: string, other: string) => {
            const at = differenceAt(self, other);
            if (at < 0) return 0;
            return at < self.length && at < other.length
                ? self.charCodeAt(at) - other.charCodeAt(at)
                : self.length - other.length;
        },
        'Boolean contains(String part)': (_vm, self: string, part: string) => self.includes(part),
        'Boolean containsAny(String? chars)': (_vm, self: string, chars: string | null) =>
            [...(chars ?? '')].some((char) => self.includes(char)),
        'Boolean containsIgnoreCase(String part)': (_vm, self: string, part: string) =>
            lower(self).includes(lower(part)),
        'Boolean containsNone(String? chars)': (_vm, self: string, chars: string | null) =>
            ![...(chars ?? '')].some((char) => self.includes(char)),
        'Boolean containsOnly(String? chars)': (_vm, self: string, chars: string | null) =>
            chars !== null && [...self].every((char) => chars.includes(char)),
        'Boolean containsWhitespace()': (_vm, self: string) => [...self].some(isWhite),
        'Integer countMatches(String? part)': (_vm, self: string, part: string | null) => count(self, part ?? ''),
        'String deleteWhitespace()': (_vm, self: string) => [...self].filter((char) => !isWhite(char)).join(''),
        'String difference(String other)': (_vm, self: string, other: string) => {
            const at = differenceAt(self, other);
            return at < 0 ? '' : other.slice(at);
        },
        'Boolean endsWith(String suffix)': (_vm, self: string, suffix: string) => self.endsWith(suffix),
        'Boolean endsWithIgnoreCase(String suffix)': (_vm, self: string, suffix: string) =>
            lower(self).endsWith(lower(suffix)),
        'Boolean equals(String? other)': (_vm, self: string, other: string | null) => self === other,
        'Boolean equals(Object? other)': (_vm, self: string, other: Value) => self === other,
        'Boolean equalsIgnoreCase(String? other)': (_vm, self: string, other: string | null) =>
            other !== null && lower(self) === lower(other),
        'String escapeCsv()': (_vm, self: string) => escapes.escapeCsv(self),
        'String escapeEcmaScript()': (_vm, self: string) => escapes.escapeEcmaScript(self),
        'String escapeHtml3()': (_vm, self: string) => escapes.escapeHtml3(self),
        'String escapeHtml4()': (_vm, self: string) => escapes.escapeHtml4(self),
        'String escapeJava()': (_vm, self: string) => escapes.escapeJava(self),
        'String escapeUnicode()': (_vm, self: string) => escapes.escapeUnicode(self),
        'String escapeXml()': (_vm, self: string) => escapes.escapeXml(self),
        'List<Integer> getChars()': (_vm, self: string) =>
            new ListValue(
                listOf(T.Integer),
                [...Array(self.length).keys()].map((i) => self.charCodeAt(i))
            ),
        'Integer getLevenshteinDistance(String other)': (_vm, self: string, other: string) => levenshtein(self, other),
        'Integer getLevenshteinDistance(String other, Integer threshold)': (
            _vm,
            self: string,
            other: string,
            threshold: number
        ) => {
            const distance = levenshtein(self, other);
            return distance <= threshold ? distance : -1;
        },
        'Integer hashCode()': (_vm, self: string) => hashString(self),
        'Integer indexOf(String part)': (_vm, self: string, part: string) => self.indexOf(part),
        'Integer indexOf(String part, Integer from)': (_vm, self: string, part: string, from: number) =>
            indexOfFrom(self, part, from),
        'Integer indexOfAny(String? chars)': (_vm, self: string, chars: string | null) =>
            firstIndex(self, (char) => (chars ?? '').includes(char)),
        'Integer indexOfAnyBut(String? chars)': (_vm, self: string, chars: string | null) =>
            chars ? firstIndex(self, (char) => !chars.includes(char)) : -1,
        'Integer indexOfChar(Integer code)': (_vm, self: string, code: number) => self.indexOf(charOf(code)),
        'Integer indexOfChar(Integer code, Integer from)': (_vm, self: string, code: number, from: number) =>
            indexOfFrom(self, charOf(code), from),
        'Integer indexOfDifference(String other)': (_vm, self: string, other: string) => differenceAt(self, other),
        'Integer indexOfIgnoreCase(String part)': (_vm, self: string, part: string) => lower(self).indexOf(lower(part)),
        'Integer indexOfIgnoreCase(String part, Integer from)': (_vm, self: string, part: string, from: number) =>
            indexOfFrom(lower(self), lower(part), from),
        'Boolean isAllLowerCase()': (_vm, self: string) => self !== '' && every(self, /\p{Lowercase}/u),
        'Boolean isAllUpperCase()': (_vm, self: string) => self !== '' && every(self, /\p{Uppercase}/u),
        'Boolean isAlpha()': (_vm, self: string) => self !== '' && every(self, /\p{L}/u),
        'Boolean isAlphaSpace()': (_vm, self: string) => every(self, /[\p{L} ]/u),
        'Boolean isAlphanumeric()': (_vm, self: string) => self !== '' && every(self, /[\p{L}\p{Nd}]/u),
        'Boolean isAlphanumericSpace()': (_vm, self: string) => every(self, /[\p{L}\p{Nd} ]/u),
        'Boolean isAsciiPrintable()': (_vm, self: string) => every(self, /[ -~]/),
        'Boolean isNumeric()': (_vm, self: string) => self !== '' && every(self, /\p{Nd}/u),
        'Boolean isNumericSpace()': (_vm, self: string) => every(self, /[\p{Nd} ]/u),
        'Boolean isWhitespace()': (_vm, self: string) => [...self].every(isWhite),
        'Integer lastIndexOf(String part)': (_vm, self: string, part: string) => self.lastIndexOf(part),
        'Integer lastIndexOf(String part, Integer end)': (_vm, self: string, part: string, end: number) =>
            lastIndexOf(self, part, end),
        'Integer lastIndexOfChar(Integer code)': (_vm, self: string, code: number) => self.lastIndexOf(charOf(code)),
        'Integer lastIndexOfChar(Integer code, Integer end)': (_vm, self: string, code: number, end: number) =>
            lastIndexOf(self, charOf(code), end),
        'Integer lastIndexOfIgnoreCase(String part)': (_vm, self: string, part: string) =>
            lower(self).lastIndexOf(lower(part)),
        'Integer lastIndexOfIgnoreCase(String part, Integer end)': (_vm, self: string, part: string, end: number) =>
            lastIndexOf(lower(self), lower(part), end),
        'String left(Integer length)': (_vm, self: string, length: number) => self.slice(0, Math.max(length, 0)),
        'String leftPad(Integer length)': (_vm, self: string, length: number) => leftPad(self, length, ' '),
        'String leftPad(Integer length, String pad)': (_vm, self: string, length: number, pad: string) =>
            leftPad(self, length, pad),
        'Integer length()': (_vm, self: string) => self.length,
        'String mid(Integer start, Integer length)': (_vm, self: string, start: number, length: number) =>
            length < 0 ? '' : self.slice(Math.max(start, 0), Math.max(start, 0) + length),
        'String normalizeSpace()': (_vm, self: string) => self.replace(whiteRuns, ' ').replace(/^ | $/g, ''),
        'Integer offsetByCodePoints(Integer index, Integer by)': offsetByCodePoints,
        'String overlay(String over, Integer start, Integer end)': (
            _vm,
            self: string,
            over: string,
            start: number,
            end: number
        ) => overlay(self, over, start, end),
        'String remove(String? part)': (_vm, self: string, part: string | null) =>
            part ? self.replaceAll(part, () => '') : self,
        'String removeEnd(String? part)': (_vm, self: string, part: string | null) =>
            part && self.endsWith(part) ? self.slice(0, -part.length) : self,
        'String removeEndIgnoreCase(String? part)': (_vm, self: string, part: string | null) =>
            part && lower(self).endsWith(lower(part)) ? self.slice(0, -part.length) : self,
        'String removeStart(String? part)': (_vm, self: string, part: string | null) =>
            part && self.startsWith(part) ? self.slice(part.length) : self,
        'String removeStartIgnoreCase(String? part)': (_vm, self: string, part: string | null) =>
            part && lower(self).startsWith(lower(part)) ? self.slice(part.length) : self,
        'String repeat(Integer times)': (_vm, self: string, times: number) => self.repeat(Math.max(times, 0)),
        'String repeat(String separator, Integer times)': (_vm, self: string, separator: string, times: number) =>
            new Array<string>(Math.max(times, 0)).fill(self).join(separator),
        'String replace(String target, String replacement)': (_vm, self: string, target: string, replacement: string) =>
            self.replaceAll(target, () => replacement),
        'String replaceAll(String regex, String replacement)': (vm, self: string, regex: string, replacement: string) =>
            replaceText(vm, self, regex, replacement, true),
        'String replaceFirst(String regex, String replacement)': (
            vm,
            self: string,
            regex: string,
            replacement: string
        ) => replaceText(vm, self, regex, replacement, false),
        'String reverse()': (_vm, self: string) => [...self].reverse().join(''),
        'String right(Integer length)': (_vm, self: string, length: number) => (length <= 0 ? '' : self.slice(-length)),
        'String rightPad(Integer length)': (_vm, self: string, length: number) => rightPad(self, length, ' '),
        'String rightPad(Integer length, String pad)': (_vm, self: string, length: number, pad: string) =>
            rightPad(self, length, pad),
        'List<String> split(String regex)': (vm, self: string, regex: string) => texts(splitText(vm, self, regex, 0)),
        'List<String> split(String regex, Integer limit)': (vm, self: string, regex: string, limit: number) =>
            texts(splitText(vm, self, regex, limit)),
        'List<String> splitByCharacterType()': (_vm, self: string) => texts(splitByCharacterType(self, false)),
        'List<String> splitByCharacterTypeCamelCase()': (_vm, self: string) => texts(splitByCharacterType(self, true)),
        'Boolean startsWith(String prefix)': (_vm, self: string, prefix: string) => self.startsWith(prefix),
        'Boolean startsWithIgnoreCase(String prefix)': (_vm, self: string, prefix: string) =>
            lower(self).startsWith(lower(prefix)),
        'String stripHtmlTags()': (_vm, self: string) => {
            if (/[<&]/.test(self)) throw new Unsupported('String.stripHtmlTags of markup');
            return self;
        },
        'String substring(Integer start)': (vm, self: string, start: number) => substring(vm, self, start),
        'String substring(Integer start, Integer end)': substring,
        'String substringAfter(String? separator)': (_vm, self: string, separator: string | null) => {
            const at = separator === null ? -1 : self.indexOf(separator);
            return at < 0 ? '' : self.slice(at + (separator?.length ?? 0));
        },
        'String substringAfterLast(String? separator)': (_vm, self: string, separator: string | null) => {
            const at = separator ? self.lastIndexOf(separator) : -1;
            return at < 0 ? '' : self.slice(at + (separator?.length ?? 0));
        },
        'String substringBefore(String? separator)': (_vm, self: string, separator: string | null) => {
            const at = separator === null ? -1 : self.indexOf(separator);
            return at < 0 ? self : self.slice(0, at);
        },
        'String substringBeforeLast(String? separator)': (_vm, self: string, separator: string | null) => {
            const at = separator ? self.lastIndexOf(separator) : -1;
            return at < 0 ? self : self.slice(0, at);
        },
        'String substringBetween(String? tag)': (_vm, self: string, tag: string | null) =>
            tag === null ? null : between(self, tag, tag),
        'String substringBetween(String? open, String? close)': (
            _vm,
            self: string,
            open: string | null,
            close: string | null
        ) => (open === null || close === null ? null : between(self, open, close)),
        'String swapCase()': (_vm, self: string) => swapCase(self),
        'String toLowerCase()': (_vm, self: string) => lower(self),
        'String toLowerCase(String locale)': (_vm, self: string, locale: string) =>
            self.toLocaleLowerCase(locale.replaceAll('_', '-')),
        'String toUpperCase()': (_vm, self: string) => self.toUpperCase(),
        'String toUpperCase(String locale)': (_vm, self: string, locale: string) =>
            self.toLocaleUpperCase(locale.replaceAll('_', '-')),
        'String toString()': (_vm, self: string) => self,
        // eslint-disable-next-line no-control-regex -- Java trims every character up to the blank
        'String trim()': (_vm, self: string) => self.replace(/^[\x00-\x20]+|[\x00-\x20]+$/g, ''),
        'String uncapitalize()': (_vm, self: string) => first(self, lower),
        'String unescapeCsv()': (_vm, self: string) => escapes.unescapeCsv(self),
        'String unescapeEcmaScript()': (_vm, self: string) => escapes.unescapeJava(self),
        'String unescapeHtml3()': (_vm, self: string) => escapes.unescapeHtml3(self),
        'String unescapeHtml4()': (_vm, self: string) => escapes.unescapeHtml4(self),
        'String unescapeJava()': (_vm, self: string) => escapes.unescapeJava(self),
        'String unescapeUnicode()': (_vm, self: string) => escapes.unescapeUnicode(self),
        'String unescapeXml()': (_vm, self: string) => escapes.unescapeXml(self)
    },
    statics: {
        'String escapeSingleQuotes(String text)': (_vm, text: string) => text.replaceAll("'", "\\'"),
        'String format(String pattern, List<Object> values)': (vm, pattern: string, values: ListValue) =>
            format(vm, pattern, values.items),
        'String fromCharArray(List<Integer> codes)': (_vm, codes: ListValue) =>
            codes.items.map((code) => String.fromCharCode(Number(code))).join(''),
        'String getCommonPrefix(List<String> parts)': (vm, parts: ListValue) =>
            commonPrefix(parts.items.map((part) => vm.text(part))),
        'Boolean isBlank(String? text)': (_vm, text: string | null) => isBlank(text),
        'Boolean isNotBlank(String? text)': (_vm, text: string | null) => !isBlank(text),
        'Boolean isEmpty(String? text)': (_vm, text: string | null) => text === null || text === '',
        'Boolean isNotEmpty(String? text)': (_vm, text: string | null) => text !== null && text !== '',
        'String join(Iterable<Object> items, String separator)': join,
        'String valueOf(Date? date)': (_vm, date: ApexDate | null) => (date === null ? null : dateText(date.days)),
        'String valueOf(Datetime? moment)': (vm, moment: ApexDatetime | null) =>
            moment === null ? null : localText(vm, moment),
        'String valueOf(Decimal? value)': (vm, value: Value) => (value === null ? null : vm.text(value)),
        'String valueOf(Double? value)': (vm, value: Value) => (value === null ? null : vm.text(value)),
        'String valueOf(Integer? value)': (vm, value: Value) => (value === null ? null : vm.text(value)),
        'String valueOf(Long? value)': (vm, value: Value) => (value === null ? null : vm.text(value)),
        'String valueOf(Object? value)': (vm, value: Value) => (value === null ? null : vm.text(value)),
        'String valueOfGmt(Datetime moment)': (_vm, moment: ApexDatetime) => momentText(moment.ms)
    }
});
