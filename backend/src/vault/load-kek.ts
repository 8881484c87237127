import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { makePrivateFolder } from '../platform/data-folder.ts';
import type { Db } from '../platform/db.ts';
import { type KeyEncryptionKey, KeyError, makeKeyFile, readKeyFile } from './key-file.ts';
import { checkKek, neededKekIds } from './vault.ts';

function readNamed(path: string, needed: readonly string[]): KeyEncryptionKey {
    try {
        return readKeyFile(path);
    } catch (error) {
        if (!(error instanceof KeyError) || needed.length === 0) throw error;
        throw new KeyError(`${error.message} Stored tokens are sealed under the key ${needed.join(', ')}.`, {
            cause: error
        });
    }
}

/**
 * The key-encryption key: the file of `STRONGROOM_KEK`, else `kek.key` in the data folder, which the first start makes.
 * Refuses (KeyError) a file that is missing though something is sealed, and a key that does not open what is stored.
 */
export async function loadKek(config: Config, db: Db): Promise<KeyEncryptionKey> {
    const needed = await neededKekIds(db);
    const path = config.kekFile ?? join(config.dataDir, 'kek.key');
    const mayMake = config.kekFile === undefined && needed.length === 0 && !existsSync(path);
    if (mayMake) makePrivateFolder(config.dataDir);
    const kek = mayMake ? makeKeyFile(path) : readNamed(path, needed);
    await checkKek(db, kek);
    return kek;
}
