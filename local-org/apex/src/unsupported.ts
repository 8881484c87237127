/** The interpreter does not know this: it stops, rather than answer wrongly. */
export class Unsupported extends Error {
    readonly what: string;
    constructor(what: string, file?: string | null, line?: number) {
        super(`Unsupported: ${what}${file ? ` at ${file}:${line ?? 1}` : ''}`);
        this.name = 'Unsupported';
        this.what = what;
    }
}
