import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeKeyFile, readKeyFile } from './key-file.ts';

let folder: string;
let path: string;
beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'strongroom-key-'));
    path = join(folder, 'kek.key');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a new key file', () => {
    it('holds 32 random bytes, for this user alone, and nothing else is left beside it', () => {
        const kek = makeKeyFile(path);
        expect(statSync(path).mode & 0o777).toBe(0o600);
        expect(kek.key).toHaveLength(32);
        expect(readKeyFile(path)).toEqual(kek);
        expect(readdirSync(folder)).toEqual(['kek.key']);
        expect(makeKeyFile(join(folder, 'other.key')).id).not.toBe(kek.id);
    });

    it('never replaces one that is there, not even a broken one', () => {
        const kek = makeKeyFile(path);
        expect(makeKeyFile(path)).toEqual(kek);
        writeFileSync(path, 'broken');
        expect(() => makeKeyFile(path)).toThrow('does not hold 32 bytes');
        expect(readFileSync(path, 'utf8')).toBe('broken');
    });

    it('is made although a process with the same number was killed while it made one', () => {
        writeFileSync(`${path}.${String(process.pid)}.new`, 'half');
        expect(makeKeyFile(path).key).toHaveLength(32);
    });
});

describe('a key file of the operator’s', () => {
    it('is read in base64 and base64url, with blanks around; the same key has the same id', () => {
        const bytes = Buffer.concat([randomBytes(29), Buffer.from([0xfb, 0xff, 0xfe])]);
        const ids = [bytes.toString('base64'), bytes.toString('base64url'), ` ${bytes.toString('base64')}\r\n`].map(
            (text) => {
                writeFileSync(path, text);
                const kek = readKeyFile(path);
                expect(kek.key.equals(bytes)).toBe(true);
                return kek.id;
            }
        );
        expect(new Set(ids).size).toBe(1);
        expect(ids[0]).toMatch(/^kek-[0-9a-f]{16}$/);
    });

    it.each([
        ['empty', ''],
        ['31 bytes', randomBytes(31).toString('base64')],
        ['33 bytes', randomBytes(33).toString('base64')],
        ['64 bytes', randomBytes(64).toString('base64')],
        ['32 raw bytes', Buffer.alloc(32, 0x80)],
        ['a passphrase', 'correct horse battery staple planted']
    ])('is refused when it is %s, and its text is not repeated', (_what, text) => {
        writeFileSync(path, text);
        let message = '';
        try {
            readKeyFile(path);
        } catch (error) {
            message = (error as Error).message;
        }
        expect(message).toContain(path);
        expect(message).toContain('openssl rand -base64 32');
        expect(message).not.toContain(text.toString().slice(0, 12) || 'planted');
    });

    it('is refused when it is missing, naming the file', () => {
        expect(() => readKeyFile(path)).toThrow(path);
    });
});
