/** A JSON value as it was read: numbers keep their text, objects their order. */
export type JsonNode =
    | { readonly kind: 'object'; readonly entries: readonly (readonly [string, JsonNode])[] }
    | { readonly kind: 'array'; readonly items: readonly JsonNode[] }
    | { readonly kind: 'string'; readonly text: string }
    | { readonly kind: 'number'; readonly text: string }
    | { readonly kind: 'boolean'; readonly value: boolean }
    | { readonly kind: 'null' };

/** Text that is not JSON, in the words of the platform's parser. */
export class BadJson extends Error {}

const maxDepth = 500;

class Reader {
    private readonly text: string;
    private at = 0;
    private depth = 0;

    constructor(text: string) {
        this.text = text;
    }

    document(): JsonNode {
        this.skip();
        if (this.at >= this.text.length) throw new BadJson('No content to map to Object due to end of input');
        const node = this.value();
        this.skip();
        return node;
    }

    private skip(): void {
        while (/[ \t\r\n]/.test(this.text.charAt(this.at))) this.at += 1;
    }

    private bad(expected: string): BadJson {
        if (this.at >= this.text.length) return new BadJson(`Unexpected end-of-input: ${expected}${this.location()}`);
        const char = this.text.charAt(this.at);
        return new BadJson(
            `Unexpected character ('${char}' (code ${char.charCodeAt(0)})): ${expected}${this.location()}`
        );
    }

    private location(): string {
        const lines = this.text.slice(0, this.at).split('\n');
        return ` at input location [${lines.length},${(lines.at(-1)?.length ?? 0) + 2}]`;
    }

    private take(pattern: RegExp): string | undefined {
        pattern.lastIndex = this.at;
        const found = pattern.exec(this.text)?.[0];
        if (found !== undefined) this.at += found.length;
        return found;
    }

    private value(): JsonNode {
        this.depth += 1;
        if (this.depth > maxDepth) throw new BadJson('Nesting depth exceeded');
        const node = this.anyValue();
        this.depth -= 1;
        return node;
    }

    private anyValue(): JsonNode {
        this.skip();
        if (this.take(/\{/y)) return { kind: 'object', entries: this.entries() };
        if (this.take(/\[/y)) return { kind: 'array', items: this.items() };
        if (this.take(/"/y)) return { kind: 'string', text: this.string() };
        const number = this.take(/-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/y);
        if (number !== undefined) return { kind: 'number', text: number };
        const word = this.take(/(?:true|false|null)\b/y);
        if (word === 'null') return { kind: 'null' };
        if (word !== undefined) return { kind: 'boolean', value: word === 'true' };
        const unknown = /\w+/y;
        unknown.lastIndex = this.at;
        const token = /^[a-zA-Z_]\w*$/.exec(unknown.exec(this.text)?.[0] ?? '')?.[0];
        if (token)
            throw new BadJson(
                `Unrecognized token '${token}': was expecting 'null', 'true', 'false' or NaN${this.location()}`
            );
        throw this.bad("expected a valid value (number, String, array, object, 'true', 'false' or 'null')");
    }

    private entries(): [string, JsonNode][] {
        const entries: [string, JsonNode][] = [];
        this.skip();
        if (this.take(/\}/y)) return entries;
        for (;;) {
            this.skip();
            if (!this.take(/"/y)) throw this.bad('was expecting double-quote to start field name');
            const name = this.string();
            this.skip();
            if (!this.take(/:/y)) throw this.bad('was expecting a colon to separate field name and value');
            entries.push([name, this.value()]);
            this.skip();
            if (this.take(/\}/y)) return entries;
            if (!this.take(/,/y)) throw this.bad('was expecting comma to separate OBJECT entries');
        }
    }

    private items(): JsonNode[] {
        const items: JsonNode[] = [];
        this.skip();
        if (this.take(/\]/y)) return items;
        for (;;) {
            items.push(this.value());
            this.skip();
            if (this.take(/\]/y)) return items;
            if (!this.take(/,/y)) throw this.bad('was expecting comma to separate ARRAY entries');
        }
    }

    private string(): string {
        // eslint-disable-next-line no-control-regex -- control characters may not stand in a string
        const body = this.take(/(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y) ?? '';
        if (!this.take(/"/y)) throw this.bad('was expecting closing quote for a string value');
        return JSON.parse(`"${body}"`) as string; // only what JSON's strings may hold was taken
    }
}

/** Reads one JSON value; what follows it is not looked at, as on the platform. Throws BadJson. */
export const parseJson = (text: string): JsonNode => new Reader(text).document();

/** A string as JSON writes it. */
export const quoted = (text: string): string =>
    JSON.stringify(text).replace(/\\u00[0-9a-f]{2}/g, (escape) => `\\u${escape.slice(2).toUpperCase()}`);

interface Level {
    readonly kind: 'object' | 'array';
    count: number;
    /** In an object, whether a field's name stands and its value is still to come. */
    named: boolean;
}

/** Writes JSON piece by piece, dense or with the platform's indentation. Throws BadJson for pieces that do not fit. */
export class JsonWriter {
    private out = '';
    private readonly levels: Level[] = [];
    private readonly pretty: boolean;

    constructor(pretty: boolean) {
        this.pretty = pretty;
    }

    get text(): string {
        return this.out;
    }

    private get depth(): number {
        return this.levels.filter((level) => level.kind === 'object').length;
    }

    private newline(): string {
        return `\n${'  '.repeat(this.depth)}`;
    }

    private beforeValue(): void {
        const level = this.levels.at(-1);
        if (level?.kind === 'object') {
            if (!level.named) throw new BadJson('Can not write a value, expecting field name');
            level.named = false;
        } else if (level) {
            if (level.count > 0) this.out += ',';
            if (this.pretty) this.out += ' ';
            level.count += 1;
        } else if (this.out !== '') this.out += ' ';
    }

    /** A value as its JSON text. */
    raw(text: string): void {
        this.beforeValue();
        this.out += text;
    }

    name(name: string): void {
        const level = this.levels.at(-1);
        if (level?.kind !== 'object' || level.named) throw new BadJson('Can not write a field name, expecting a value');
        if (level.count > 0) this.out += ',';
        if (this.pretty) this.out += this.newline();
        level.count += 1;
        level.named = true;
        this.out += quoted(name) + (this.pretty ? ' : ' : ':');
    }

    start(kind: 'object' | 'array'): void {
        this.beforeValue();
        this.levels.push({ kind, count: 0, named: false });
        this.out += kind === 'object' ? '{' : '[';
    }

    end(kind: 'object' | 'array'): void {
        const level = this.levels.at(-1);
        if (level?.kind !== kind) throw new BadJson(`Current context not an ${kind} but ${level?.kind ?? 'root'}`);
        this.levels.pop();
        if (this.pretty) this.out += kind === 'object' && level.count > 0 ? this.newline() : ' ';
        this.out += kind === 'object' ? '}' : ']';
    }
}
