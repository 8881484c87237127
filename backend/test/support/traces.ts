import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { type Db } from '../../src/platform/db.ts';

/** Base64 of text that holds the mark somewhere: what its middle looks like for each of the three ways it can lie. */
function base64Middles(mark: string): string[] {
    return [0, 1, 2].map((offset) => {
        const text = Buffer.from('\0'.repeat(offset) + mark)
            .toString('base64')
            .replace(/=+$/, '');
        return text.slice(offset === 0 ? 0 : offset + 1, Math.floor(((offset + mark.length) * 8) / 6) - 1);
    });
}

/** The forms in which a mark of plain letters and digits might lie somewhere; it is the same URL-encoded and in JSON. */
export function formsOf(mark: string): Buffer[] {
    if (!/^[a-z0-9]{16,}$/.test(mark)) throw new TypeError('A mark is of small letters and digits.');
    const hex = Buffer.from(mark).toString('hex');
    const base64 = base64Middles(mark);
    const texts = [mark, mark.toUpperCase(), hex, hex.toUpperCase(), ...base64];
    texts.push(...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')));
    return [...new Set(texts)].map((text) => Buffer.from(text)).concat(Buffer.from(mark, 'utf16le'));
}

/** Which of the forms the bytes hold. */
export const tracesIn = (bytes: Buffer | string, forms: readonly Buffer[]): string[] => {
    const haystack = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes);
    return forms.filter((form) => haystack.includes(form)).map((form) => form.toString('latin1'));
};

/** Every file below the folder, with its bytes. */
export function* filesBelow(folder: string): Generator<{ path: string; bytes: Buffer }> {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
        const path = join(entry.parentPath, entry.name);
        if (entry.isFile()) yield { path, bytes: readFileSync(path) };
    }
}

/** Every row of every table, as text. */
export async function databaseAsText(db: Db): Promise<string> {
    const tables = await sql<{ name: string }>`
        SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'public'`.execute(
        db
    );
    const texts: string[] = [];
    for (const { name } of tables.rows) {
        const rows = await sql<{ row: string }>`SELECT t::text AS row FROM ${sql.raw(name)} t`.execute(db);
        texts.push(name, ...rows.rows.map(({ row }) => row));
    }
    return texts.join('\n');
}
