import { T, listOf, typeOf } from '../language/types.ts';
import { Instance, ListValue, type Value } from '../language/values.ts';
import { Unsupported } from '../unsupported.ts';
import type { Vm } from '../vm.ts';
import { declare, defineGuarded } from './define.ts';
import { BadPattern, type JavaRegex, translate } from './java-regex.ts';

const atStart = '(?<![\\s\\S])';
const atEnd = '(?![\\s\\S])';

interface Compiled extends JavaRegex {
    readonly text: string;
}

/** Compiles a Java pattern; raises StringException for one that is malformed. */
function compile(vm: Vm, text: string): Compiled {
    try {
        return { ...translate(text), text };
    } catch (error) {
        if (!(error instanceof BadPattern)) throw error;
        return vm.raise('StringException', `Invalid regex: ${error.message}\n${text}`);
    }
}

/** `a1b` by `\d`: as Java's split. A limit of 0 drops the empty strings at the end. */
export function splitText(vm: Vm, text: string, pattern: string, limit: number): string[] {
    const regex = new RegExp(compile(vm, pattern).source, 'gv');
    const parts: string[] = [];
    let from = 0;
    for (const match of text.matchAll(regex)) {
        if (limit > 0 && parts.length === limit - 1) break;
        const end = match.index + match[0].length;
        if (end === 0 || (match[0] === '' && match.index === text.length)) continue;
        parts.push(text.slice(from, match.index));
        from = end;
    }
    if (from === 0 && parts.length === 0) return [text];
    parts.push(text.slice(from));
    if (limit === 0) while (parts.length > 0 && parts.at(-1) === '') parts.pop();
    return parts;
}

/** Replaces the first match or all; `$1`, `${name}` and backslashes in the replacement mean what they do in Java. */
export function replaceText(vm: Vm, text: string, pattern: string, replacement: string, all: boolean): string {
    const { source, groupCount } = compile(vm, pattern);
    let out = '';
    let from = 0;
    for (const match of text.matchAll(new RegExp(source, 'gv'))) {
        out += text.slice(from, match.index) + expand(vm, replacement, match, groupCount);
        from = match.index + match[0].length;
        if (!all) break;
    }
    return out + text.slice(from);
}

function expand(vm: Vm, replacement: string, match: RegExpExecArray, groupCount: number): string {
    return replacement.replace(
        /\\([\s\S])|\$\{(\w+)\}|\$(\d+)|(\\$|\$)/g,
        (_all, escaped?: string, name?: string, digits?: string) => {
            if (escaped !== undefined) return escaped;
            if (name !== undefined) return match.groups?.[name] ?? '';
            if (digits === undefined) return vm.raise('StringException', 'Illegal group reference');
            // as many digits as still name a group
            let length = 1;
            while (length < digits.length && Number(digits.slice(0, length + 1)) <= groupCount) length += 1;
            const group = Number(digits.slice(0, length));
            if (group > groupCount) vm.raise('StringException', `No group ${group}`);
            return (match[group] ?? '') + digits.slice(length);
        }
    );
}

const quoteReplacement = (text: string): string => text.replace(/[\\$]/g, '\\$&');
const matchesWhole = (vm: Vm, pattern: string, text: string): boolean =>
    new RegExp(`${atStart}(?:${compile(vm, pattern).source})${atEnd}`, 'v').test(text);

const patternDecl = declare('Pattern');
const matcherDecl = declare('Matcher');

const compiledOf = (self: Instance): Compiled => self.native as Compiled; // only `patternOf` makes them

function patternOf(vm: Vm, text: string): Instance {
    const pattern = new Instance(typeOf(patternDecl));
    pattern.native = compile(vm, text);
    return pattern;
}

interface MatcherState {
    pattern: Instance;
    text: string;
    from: number;
    to: number;
    /** Where the next `find` begins. */
    next: number;
    match: RegExpExecArray | null;
    /** Where the groups of the match are in the text, as [start, end]. */
    spans: readonly ([number, number] | undefined)[];
}

const stateOf = (self: Instance): MatcherState => self.native as MatcherState; // only `matcherOf` makes them

function matcherOf(pattern: Instance, text: string): Instance {
    const matcher = new Instance(typeOf(matcherDecl));
    matcher.native = {
        pattern,
        text,
        from: 0,
        to: text.length,
        next: 0,
        match: null,
        spans: []
    } satisfies MatcherState;
    return matcher;
}

/** Tries to match within the region, from an index on; `wrap` says where it must begin and end. */
function attempt(state: MatcherState, at: number, wrap: (source: string) => string): boolean {
    const { source } = compiledOf(state.pattern);
    const regex = new RegExp(wrap(source), 'dgv');
    regex.lastIndex = at - state.from;
    const match = at > state.to ? null : regex.exec(state.text.slice(state.from, state.to));
    state.match = match;
    // a group that took no part has no span, whatever its type says
    const spans: readonly ([number, number] | undefined)[] = match?.indices ?? [];
    state.spans = spans.map((span) => span && [span[0] + state.from, span[1] + state.from]);
    const [start, end] = state.spans[0] ?? [at, at];
    state.next = match && start === end ? end + 1 : end;
    if (!match) state.next = state.to + 1;
    return match !== null;
}

const asIs = (source: string): string => source;

function reset(self: Instance, text = stateOf(self).text): Instance {
    Object.assign(stateOf(self), { text, from: 0, to: text.length, next: 0, match: null, spans: [] });
    return self;
}

function spanOf(vm: Vm, self: Instance, group: number, missing: string): [number, number] | undefined {
    const state = stateOf(self);
    if (!state.match) vm.raise('StringException', missing);
    if (group < 0 || group > compiledOf(state.pattern).groupCount) vm.raise('StringException', `No group ${group}`);
    return state.spans[group];
}

function groupOf(vm: Vm, self: Instance, group: number): Value {
    const span = spanOf(vm, self, group, 'No match found');
    return span ? stateOf(self).text.slice(span[0], span[1]) : null;
}

const texts = (parts: string[]): ListValue => new ListValue(listOf(T.String), parts);

function replaceWith(vm: Vm, self: Instance, replacement: string, all: boolean): string {
    const { text, pattern } = stateOf(self);
    reset(self);
    return replaceText(vm, text, compiledOf(pattern).text, replacement, all);
}

defineGuarded(patternDecl, {
    statics: {
        'Pattern compile(String regex)': patternOf,
        'Boolean matches(String regex, String text)': matchesWhole,
        'String quote(String text)': (_vm, text: string) => `\\Q${text.replaceAll('\\E', '\\E\\\\E\\Q')}\\E`
    },
    methods: {
        'Matcher matcher(String text)': (_vm, self: Instance, text: string) => matcherOf(self, text),
        'String pattern()': (_vm, self: Instance) => compiledOf(self).text,
        'String toString()': (_vm, self: Instance) => compiledOf(self).text,
        'List<String> split(String text)': (vm, self: Instance, text: string) =>
            texts(splitText(vm, text, compiledOf(self).text, 0)),
        'List<String> split(String text, Integer limit)': (vm, self: Instance, text: string, limit: number) =>
            texts(splitText(vm, text, compiledOf(self).text, limit))
    }
});

defineGuarded(matcherDecl, {
    statics: { 'String quoteReplacement(String text)': (_vm, text: string) => quoteReplacement(text) },
    methods: {
        'Boolean find()': (_vm, self: Instance) => attempt(stateOf(self), stateOf(self).next, asIs),
        'Boolean find(Integer start)': (vm, self: Instance, start: number) => {
            reset(self);
            if (start < 0 || start > stateOf(self).text.length) vm.raise('StringException', 'Illegal start index');
            return attempt(stateOf(self), start, asIs);
        },
        'Boolean matches()': (_vm, self: Instance) =>
            attempt(stateOf(self), stateOf(self).from, (source) => `${atStart}(?:${source})${atEnd}`),
        'Boolean lookingAt()': (_vm, self: Instance) =>
            attempt(stateOf(self), stateOf(self).from, (source) => `${atStart}(?:${source})`),
        'String group()': (vm, self: Instance) => groupOf(vm, self, 0),
        'String group(Integer index)': groupOf,
        'Integer groupCount()': (_vm, self: Instance) => compiledOf(stateOf(self).pattern).groupCount,
        'Integer start()': (vm, self: Instance) => spanOf(vm, self, 0, 'No match available')?.[0] ?? -1,
        'Integer start(Integer index)': (vm, self: Instance, index: number) =>
            spanOf(vm, self, index, 'No match available')?.[0] ?? -1,
        'Integer end()': (vm, self: Instance) => spanOf(vm, self, 0, 'No match available')?.[1] ?? -1,
        'Integer end(Integer index)': (vm, self: Instance, index: number) =>
            spanOf(vm, self, index, 'No match available')?.[1] ?? -1,
        'Pattern pattern()': (_vm, self: Instance) => stateOf(self).pattern,
        'Matcher usePattern(Pattern pattern)': (_vm, self: Instance, pattern: Instance) => {
            Object.assign(stateOf(self), { pattern, match: null, spans: [] });
            return self;
        },
        'Matcher reset()': (_vm, self: Instance) => reset(self),
        'Matcher reset(String text)': (_vm, self: Instance, text: string) => reset(self, text),
        'Matcher region(Integer start, Integer end)': (vm, self: Instance, start: number, end: number) => {
            reset(self);
            if (start < 0 || start > end || end > stateOf(self).text.length)
                vm.raise('StringException', 'Illegal region');
            Object.assign(stateOf(self), { from: start, to: end, next: start });
            return self;
        },
        'Integer regionStart()': (_vm, self: Instance) => stateOf(self).from,
        'Integer regionEnd()': (_vm, self: Instance) => stateOf(self).to,
        'String replaceAll(String replacement)': (vm, self: Instance, replacement: string) =>
            replaceWith(vm, self, replacement, true),
        'String replaceFirst(String replacement)': (vm, self: Instance, replacement: string) =>
            replaceWith(vm, self, replacement, false),
        'Boolean hasAnchoringBounds()': () => true,
        'Boolean hasTransparentBounds()': () => false,
        'Boolean hitEnd()': () => {
            throw new Unsupported('Matcher.hitEnd');
        },
        'Boolean requireEnd()': () => {
            throw new Unsupported('Matcher.requireEnd');
        },
        'Matcher useAnchoringBounds(Boolean value)': (_vm, self: Instance, value: boolean) => {
            if (!value) throw new Unsupported('Matcher.useAnchoringBounds(false)');
            return self;
        },
        'Matcher useTransparentBounds(Boolean value)': (_vm, self: Instance, value: boolean) => {
            if (value) throw new Unsupported('Matcher.useTransparentBounds(true)');
            return self;
        }
    }
});
