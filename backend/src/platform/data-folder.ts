import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Another process has the folder open. */
export class DataFolderInUse extends Error {
    constructor(folder: string) {
        super(
            `The data folder ${folder} is in use by another Strongroom process. Stop that one first, or give this one its ` +
                'own folder (STRONGROOM_DATA_DIR) or a PostgreSQL server (DATABASE_URL).'
        );
        this.name = 'DataFolderInUse';
    }
}

/** Makes the folder if it is missing, readable by this user alone (0700). */
export function makePrivateFolder(folder: string): void {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
}

/**
 * Takes the folder for this process; the kernel gives it back when the process dies, however it dies.
 * The lock is SQLite's exclusive file lock, the one such lock that Node offers. Refuses with DataFolderInUse.
 */
export function lockDataFolder(folder: string): { release: () => void } {
    const lock = new DatabaseSync(join(folder, 'lock.db'));
    try {
        lock.exec('PRAGMA busy_timeout = 0; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    } catch (error) {
        lock.close();
        if (error instanceof Error && 'errcode' in error && error.errcode === 5) throw new DataFolderInUse(folder);
        throw error;
    }
    return { release: () => lock.close() };
}
