import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Key } from './envelope.ts';

/** The key that wraps all others, with an id made from it: the same key has the same id wherever it lies. */
export interface KeyEncryptionKey {
    readonly id: string;
    readonly key: Key;
}

/** The key-encryption key cannot be had. The message names the file or the key id, and what to do. */
export class KeyError extends Error {
    constructor(message: string, options?: { cause: unknown }) {
        super(message, options);
        this.name = 'KeyError';
    }
}

const keyBytes = 32;

const idOf = (key: Key): string =>
    `kek-${createHash('sha256').update('strongroom kek id').update(key).digest('hex').slice(0, 16)}`;

/**
 * Reads a key file: 32 bytes in base64 or base64url, blanks around them ignored.
 * Refuses (KeyError) a file that is missing, unreadable or of another size.
 */
export function readKeyFile(path: string): KeyEncryptionKey {
    let text: string;
    try {
        text = readFileSync(path, 'utf8').trim();
    } catch (error) {
        throw new KeyError(`The key file ${path} cannot be read. Put it back, or correct STRONGROOM_KEK.`, {
            cause: error
        });
    }
    const key = Buffer.from(text, 'base64');
    if (!/^[\w+/=-]+$/.test(text) || key.length !== keyBytes) {
        throw new KeyError(
            `The key file ${path} does not hold 32 bytes in base64 (openssl rand -base64 32 makes such a file).`
        );
    }
    return { id: idOf(key), key };
}

/**
 * Makes a new key file with mode 0600 and reads it back. It is on disk before this returns; a file that is there
 * already is never replaced, also when two processes start at once.
 */
export function makeKeyFile(path: string): KeyEncryptionKey {
    if (existsSync(path)) return readKeyFile(path);
    const side = `${path}.${randomUUID()}.new`; // no process number: in a container each start has the same
    const handle = openSync(side, 'wx', 0o600);
    try {
        writeSync(handle, `${randomBytes(keyBytes).toString('base64')}\n`);
        fsyncSync(handle);
        linkSync(side, path); // unlike a rename, refuses to replace
    } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    } finally {
        closeSync(handle);
        rmSync(side, { force: true });
    }
    const folder = openSync(dirname(path), 'r');
    fsyncSync(folder);
    closeSync(folder);
    return readKeyFile(path);
}
