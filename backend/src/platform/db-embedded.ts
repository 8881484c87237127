import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import pg from 'pg';

// What of PGlite's Emscripten module is changed here; its types leave the file system open.
interface FileStream {
    nfd?: number;
}
interface EmscriptenModule {
    NODEFS: { stream_ops: { fsync?: (stream: FileStream) => number } };
}

let syncs = 0;

/** PGlite's Node file system ignores fsync; here a commit reaches the disk before it is acknowledged. */
class DurableNodeFS extends NodeFS {
    override async init(...[pglite, options]: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
        const result = await super.init(pglite, options);
        const addFsync = (module: EmscriptenModule): void => {
            module.NODEFS.stream_ops.fsync = ({ nfd }) => {
                if (nfd !== undefined) {
                    fsyncSync(nfd);
                    syncs += 1;
                }
                return 0;
            };
        };
        // PGlite types preRun by its own module type, which names neither NODEFS nor its operations.
        const preRun = (result.emscriptenOpts.preRun ?? []) as ((module: EmscriptenModule) => void)[];
        Object.assign(result.emscriptenOpts, { preRun: [addFsync, ...preRun] });
        return result;
    }
}

const startParams = [
    ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'), // -F turns fsync off
    ...['-c', 'fsync=on', '-c', 'wal_sync_method=fsync', '-c', 'autovacuum=off']
];

function fsyncFolder(folder: string): void {
    const handle = openSync(folder, 'r');
    fsyncSync(handle);
    closeSync(handle);
}

async function fsyncTree(folder: string): Promise<void> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const paths = [folder, ...entries.map((entry) => join(entry.parentPath, entry.name))];
    const worker = async (): Promise<void> => {
        for (let path = paths.pop(); path !== undefined; path = paths.pop()) {
            const handle = await open(path, 'r');
            await handle.sync();
            await handle.close();
        }
    };
    await Promise.all(Array.from({ length: 16 }, worker));
}

/** Initialises in a side folder and renames: a first start that is cut off leaves nothing half-made. */
async function initialise(dataDir: string, folder: string): Promise<void> {
    const side = `${folder}.new`;
    rmSync(side, { recursive: true, force: true });
    const fresh = await PGlite.create(side);
    await fresh.close();
    await fsyncTree(side);
    renameSync(side, folder);
    fsyncFolder(dataDir);
}

/** Refuses a database that acknowledges commits it has not written down. */
async function probeDurability(pglite: PGlite): Promise<void> {
    const before = syncs;
    await pglite.exec(`CREATE TABLE IF NOT EXISTS durability_probe (id int PRIMARY KEY, at timestamptz NOT NULL);
        INSERT INTO durability_probe VALUES (1, now()) ON CONFLICT (id) DO UPDATE SET at = now()`);
    if (syncs === before) throw new Error('The embedded database did not flush a commit to disk; refusing to start.');
}

const maintenanceMs = 15 * 60_000;

/**
 * Opens the embedded database of a locked data folder so that a commit survives kill -9 and a power cut
 * (what PGlite needs for that, with the measurements: docs/decisions/0002-embedded-database.md).
 * Returns a pg pool of one connection. Autovacuum does not exist here, so VACUUM and CHECKPOINT run on a timer.
 */
export async function openEmbeddedDatabase(dataDir: string): Promise<{ pool: pg.Pool; close: () => Promise<void> }> {
    const folder = join(dataDir, 'pg');
    if (!existsSync(folder)) await initialise(dataDir, folder);
    const pglite = await PGlite.create({ fs: new DurableNodeFS(folder), startParams });
    await probeDurability(pglite);
    const pool = new pg.Pool(Object.assign(createPgConfig(pglite), { max: 1 }));
    const maintain = (): void => {
        pool.query('VACUUM')
            .then(() => pool.query('CHECKPOINT'))
            .catch(() => undefined); // the next round tries again; a broken database shows in /readyz
    };
    const timer = setInterval(maintain, maintenanceMs);
    timer.unref();
    return {
        pool,
        close: async () => {
            clearInterval(timer);
            await pool.end();
            await pglite.close();
        }
    };
}
