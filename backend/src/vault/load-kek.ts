import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { makePrivateFolder } from '../platform/data-folder.ts';
import type { Db } from '../platform/db.ts';
import { type KeyEncryptionKey, KeyError, makeKeyFile, readKeyFile } from './key-file.ts';
import { findPinnedKek } from './store.ts';
import { checkKek } from './vault.ts';

function readNamed(path: string, needed: string | undefined): KeyEncryptionKey {
    try {
        return readKeyFile(path);
    } catch (error) {
        if (!(error instanceof KeyError) || needed === undefined) throw error;
        throw new KeyError(`${error.message} This database belongs to the key ${needed}.`, {
            cause: error
        });
    }
}

/**
 * The key-encryption key: the file of `STRONGROOM_KEK`, else `kek.key` in the data folder, which the first start makes.
 * Refuses (KeyError) a file that is missing though the database has a key, and another key than that one. Warns of a
 * file that every user of the machine can read.
 */
export async function loadKek(config: Config, db: Db, warn: (sentence: string) => void): Promise<KeyEncryptionKey> {
    const needed = await findPinnedKek(db);
    const path = config.kekFile ?? join(config.dataDir, 'kek.key');
    const mayMake = config.kekFile === undefined && needed === undefined && !existsSync(path);
    if (mayMake) makePrivateFolder(config.dataDir);
    const kek = mayMake ? makeKeyFile(path) : readNamed(path, needed);
    if (process.platform !== 'win32' && (statSync(path).mode & 0o007) !== 0) {
        warn(`The key file ${path} can be read by every user of this machine. Make it private: chmod 600.`);
    }
    await checkKek(db, kek);
    return kek;
}
