import { Unsupported } from '../unsupported.ts';

/** What a Java pattern says that is not one: the words that follow `Invalid regex`. */
export class BadPattern extends Error {}

const anyChar = '[\\s\\S]';
const lineEnds = '\\n\\r\\u0085\\u2028\\u2029';
const atStart = `(?<!${anyChar})`;
const atEnd = `(?!${anyChar})`;

const posix: Record<string, string> = {
    Lower: 'a-z',
    Upper: 'A-Z',
    ASCII: '\\x00-\\x7f',
    Alpha: 'a-zA-Z',
    Digit: '0-9',
    Alnum: 'a-zA-Z0-9',
    Punct: '\\x21-\\x2f\\x3a-\\x40\\x5b-\\x60\\x7b-\\x7e',
    Graph: '\\x21-\\x7e',
    Print: '\\x20-\\x7e',
    Blank: ' \\t',
    Cntrl: '\\x00-\\x1f\\x7f',
    XDigit: '0-9a-fA-F',
    Space: ' \\t\\n\\x0b\\f\\r',
    IsAlphabetic: '\\p{Alphabetic}',
    IsLowercase: '\\p{Lowercase}',
    IsUppercase: '\\p{Uppercase}',
    IsPunctuation: '\\p{P}',
    IsDigit: '\\p{Nd}',
    IsWhite_Space: '\\p{White_Space}',
    IsLetter: '\\p{L}'
};

/** The inside of a JavaScript class for a Java class escape. */
const classes: Record<string, string> = {
    d: '0-9',
    w: 'a-zA-Z_0-9',
    s: ' \\t\\n\\x0b\\f\\r',
    h: ' \\t\\xa0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000',
    v: '\\n\\x0b\\f\\r\\x85\\u2028\\u2029'
};

const controlEscapes: Record<string, string> = { t: '\t', n: '\n', r: '\r', f: '\f', a: '\x07', e: '\x1b' };

interface Flags {
    readonly i: boolean;
    readonly m: boolean;
    readonly s: boolean;
}

/** Reads a Java pattern and writes the same in JavaScript, with the `v` flag. What JavaScript has not, is Unsupported. */
class Translator {
    private readonly text: string;
    private at = 0;
    private flags: Flags = { i: false, m: false, s: false };
    groups = 0;
    readonly names: string[] = [];

    constructor(text: string) {
        this.text = text;
    }

    whole(): string {
        const out = this.alternatives();
        if (this.at < this.text.length) throw new BadPattern(`Unmatched closing ')' near index ${this.at}`);
        return out;
    }

    private get rest(): string {
        return this.text.slice(this.at);
    }

    private take(pattern: RegExp): RegExpExecArray | null {
        const found = pattern.exec(this.rest);
        if (found) this.at += found[0].length;
        return found;
    }

    /** Up to the end or the closing bracket of the group; flags set within end there. */
    private alternatives(): string {
        const before = this.flags;
        let out = '';
        while (this.at < this.text.length && !this.rest.startsWith(')')) out += this.part();
        this.flags = before;
        return out;
    }

    private part(): string {
        if (this.take(/^\|/)) return '|';
        const literal = this.take(/^\\Q([\s\S]*?)(?:\\E|$)/);
        if (literal) return this.quantified([...(literal[1] ?? '')].map((char) => this.literal(char)));
        if (this.take(/^\\E/)) return '';
        if (this.take(/^\^/))
            return this.flags.m ? `(?:${atStart}|(?<=[\\n\\u0085\\u2028\\u2029]|\\r(?!\\n))(?=${anyChar}))` : atStart;
        if (this.take(/^\$/))
            return this.flags.m
                ? `(?:(?=[${lineEnds}])(?<!\\r(?=\\n))|${atEnd})`
                : `(?=(?:\\r\\n|[${lineEnds}])?${atEnd})`;
        const flagged = this.take(/^\(\?([a-zA-Z]*)(?:-([a-zA-Z]+))?\)/);
        if (flagged) return this.setFlags(flagged[1] ?? '', flagged[2] ?? '');
        return this.quantified([this.atom()]);
    }

    private setFlags(on: string, off: string): string {
        const unknown = [...on, ...off].find((flag) => !'ims'.includes(flag));
        if (unknown) throw new Unsupported(`the flag ${unknown} in a regular expression`);
        const has = (flag: 'i' | 'm' | 's'): boolean => (on.includes(flag) || this.flags[flag]) && !off.includes(flag);
        this.flags = { i: has('i'), m: has('m'), s: has('s') };
        return '';
    }

    /** A quantifier applies to the last of the atoms. */
    private quantified(atoms: string[]): string {
        const quantifier = this.take(/^(?:[*+?]|\{\d+(?:,\d*)?\})([?+]?)/);
        if (!quantifier) return atoms.join('');
        if (quantifier[1] === '+') throw new Unsupported('a possessive quantifier in a regular expression');
        const last = atoms.pop() ?? '';
        return `${atoms.join('')}(?:${last})`.replace(/\(\?:\)$/, '') + quantifier[0];
    }

    private atom(): string {
        if (this.take(/^\(/)) return this.group();
        if (this.take(/^\[/)) return this.cased(this.charClass());
        if (this.take(/^\./)) return this.flags.s ? anyChar : `[^${lineEnds}]`;
        if (this.take(/^\\/)) return this.escape();
        const [char = ''] = this.rest;
        if ('*+?'.includes(char)) throw new BadPattern(`Dangling meta character '${char}' near index ${this.at}`);
        if (char === '{') throw new BadPattern(`Illegal repetition near index ${this.at}`);
        this.at += char.length;
        return this.literal(char);
    }

    private group(): string {
        const kind = this.take(/^\?(?::|=|!|<=|<!|>|<([a-zA-Z][a-zA-Z0-9]*)>|([a-zA-Z]*)(?:-([a-zA-Z]+))?:)/);
        if (kind?.[0] === '?>') throw new Unsupported('an atomic group in a regular expression');
        if (!kind || kind[1]) this.groups += 1;
        if (kind?.[1]) this.names.push(kind[1]);
        const before = this.flags;
        let open = kind ? kind[0] : '';
        if (kind?.[2] !== undefined || kind?.[3] !== undefined) {
            this.setFlags(kind[2] ?? '', kind[3] ?? '');
            open = '?:';
        }
        const inner = this.alternatives();
        this.flags = before;
        if (!this.take(/^\)/)) throw new BadPattern(`Unclosed group near index ${this.text.length}`);
        return `(${open}${inner})`;
    }

    /** Upper and lower case match each other in ASCII only, as in Java. */
    private cased(pattern: string): string {
        return this.flags.i ? `(?i:${pattern})` : pattern;
    }

    private literal(char: string): string {
        if (this.flags.i && /[^\p{ASCII}]/u.test(char))
            throw new Unsupported('a regular expression without case that has letters beyond ASCII');
        return this.flags.i && /[a-zA-Z]/.test(char)
            ? `[${char.toLowerCase()}${char.toUpperCase()}]`
            : escapeChar(char);
    }

    private escape(): string {
        const inClass = this.classEscape();
        if (inClass !== undefined) return this.cased(`[${inClass}]`);
        const back = this.take(/^([1-9]\d*|k<(\w+)>)/);
        if (back) return this.backReference(back[1] ?? '', back[2]);
        const plain = this.take(/^[bBAzZGR]/)?.[0];
        if (plain === 'b' || plain === 'B') return `\\${plain}`;
        if (plain === 'A') return atStart;
        if (plain === 'z') return atEnd;
        if (plain === 'Z') return `(?=(?:\\r\\n|[${lineEnds}])?${atEnd})`;
        if (plain === 'R') return '(?:\\r\\n|[\\n\\x0b\\f\\r\\x85\\u2028\\u2029])';
        if (plain === 'G') throw new Unsupported('\\G in a regular expression');
        return this.literal(this.charEscape());
    }

    private backReference(text: string, name: string | undefined): string {
        if (name === undefined && Number(text) > this.groups) throw new Unsupported(`the back reference \\${text}`);
        return this.cased(name === undefined ? `(?:\\${text})` : `\\k<${name}>`);
    }

    /** `\d`, `\W`, `\p{Alpha}`: what stands in a class for it; undefined for other escapes. */
    private classEscape(): string | undefined {
        const short = this.take(/^[dwshvDWSHV]/)?.[0];
        if (short) {
            const inner = classes[short.toLowerCase()] ?? '';
            return short === short.toLowerCase() ? inner : `[^${inner}]`;
        }
        const property = this.take(/^([pP])(?:\{(\w+)\}|(\w))/);
        if (!property) return undefined;
        const name = property[2] ?? property[3] ?? '';
        const inner =
            posix[name] ??
            (/^(?:Is|general_category=|gc=)?[LMNPSZC][a-z]?$/.test(name)
                ? `\\p{${name.replace(/^Is/, '')}}`
                : undefined);
        if (inner === undefined) throw new Unsupported(`\\p{${name}} in a regular expression`);
        return property[1] === 'p' ? inner : `[^${inner}]`;
    }

    /** The character that an escape (after its backslash) names. */
    private charEscape(): string {
        const code = this.take(
            /^(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|x\{([0-9a-fA-F]+)\}|0([0-3]?[0-7]{1,2})|c([\s\S]))/
        );
        if (code) {
            const [, unicode, byte, wide, octal, control] = code;
            if (control) return String.fromCharCode(control.charCodeAt(0) ^ 64);
            return String.fromCodePoint(
                octal ? Number.parseInt(octal, 8) : Number.parseInt(unicode ?? byte ?? wide ?? '', 16)
            );
        }
        const [char] = this.rest;
        if (char === undefined) throw new BadPattern(`Unexpected internal error near index ${this.at}`);
        this.at += char.length;
        if (/[a-zA-Z]/.test(char) && !(char in controlEscapes))
            throw new BadPattern(`Illegal/unsupported escape sequence near index ${this.at - 1}`);
        return controlEscapes[char] ?? char;
    }

    /** A class after its `[`: unions, ranges, classes within, intersections. */
    private charClass(): string {
        const negated = this.take(/^\^/) !== null;
        const operands: string[] = [];
        let operand = '';
        for (let first = true; first || !this.rest.startsWith(']'); first = false) {
            if (this.at >= this.text.length)
                throw new BadPattern(`Unclosed character class near index ${this.text.length - 1}`);
            if (this.take(/^&&/)) {
                operands.push(operand);
                operand = '';
            } else operand += this.classPart();
        }
        this.at += 1;
        const all = [...operands, operand].filter((each) => each !== '').map((each) => `[${each}]`);
        const inner = all.length === 1 ? operand || (operands[0] ?? '') : all.join('&&');
        return `[${negated ? '^' : ''}${inner}]`;
    }

    private classPart(): string {
        if (this.take(/^\[/)) return this.charClass();
        const quoted = this.take(/^\\Q([\s\S]*?)\\E/);
        if (quoted) return [...(quoted[1] ?? '')].map(escapeChar).join('');
        const from = this.classChar();
        if (from.isSet) return from.text;
        if (!/^-[^\][]/.test(this.rest) || this.rest.startsWith('-&&')) return this.classLiteral(from.text);
        this.at += 1;
        const to = this.classChar();
        if (to.isSet) throw new BadPattern(`Illegal character range near index ${this.at}`);
        if ((from.text.codePointAt(0) ?? 0) > (to.text.codePointAt(0) ?? 0))
            throw new BadPattern(`Illegal character range near index ${this.at}`);
        return `${escapeChar(from.text)}-${escapeChar(to.text)}`;
    }

    private classChar(): { text: string; isSet: boolean } {
        if (!this.take(/^\\/)) {
            const [char = ''] = this.rest;
            this.at += char.length;
            return { text: char, isSet: false };
        }
        const set = this.classEscape();
        return set === undefined ? { text: this.charEscape(), isSet: false } : { text: set, isSet: true };
    }

    private classLiteral(char: string): string {
        if (this.flags.i && /[^\p{ASCII}]/u.test(char))
            throw new Unsupported('a regular expression without case that has letters beyond ASCII');
        return escapeChar(char);
    }
}

function escapeChar(char: string): string {
    if (/^[a-zA-Z0-9]$/.test(char)) return char;
    const code = char.codePointAt(0) ?? 0;
    return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

export interface JavaRegex {
    /** In JavaScript, without flags. */
    readonly source: string;
    readonly groupCount: number;
}

const translated = new Map<string, JavaRegex>();

/** Translates a Java pattern. Throws BadPattern for one that Java refuses, Unsupported for what cannot be translated. */
export function translate(pattern: string): JavaRegex {
    const known = translated.get(pattern);
    if (known) return known;
    const translator = new Translator(pattern);
    const source = translator.whole();
    try {
        new RegExp(source, 'v');
    } catch {
        throw new Unsupported(`the regular expression ${pattern}`);
    }
    const made = { source, groupCount: translator.groups };
    translated.set(pattern, made);
    return made;
}
