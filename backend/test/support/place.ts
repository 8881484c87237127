import { createHash, randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type Config } from '../../src/config.ts';
import { type Database, type Db, migrate, openDatabase } from '../../src/platform/db.ts';

/** The engine that this run of the journeys is about. */
export const engine = process.env['STRONGROOM_TEST_DATABASE'] === 'postgresql' ? 'postgresql' : 'embedded';

/** Where one service lives: its data folder, its database, its logs. */
export interface Place {
    /** Everything of the place lies in here. */
    readonly folder: string;
    readonly dataDir: string;
    /** The server's address; undefined on the embedded engine. */
    readonly databaseUrl: string | undefined;
    /** What a process needs to find the place. */
    readonly env: Record<string, string>;
    /** Works on the database directly. On the embedded engine no service may have the folder open. */
    inspect: <T>(work: (db: Db) => Promise<T>) => Promise<T>;
    /** Removes the place. */
    dispose: () => Promise<void>;
}

export const configOf = (dataDir: string, databaseUrl: string | undefined): Config => ({
    production: false,
    host: '127.0.0.1',
    port: 0,
    publicUrl: undefined,
    databaseUrl,
    dataDir,
    trustedProxies: 'loopback',
    kekFile: undefined,
    logLevel: 'info'
});

const backend = join(import.meta.dirname, '../..');

/** Changes when what a first start makes may have changed. */
function templateName(): string {
    const hash = createHash('sha256').update(String(process.getuid?.() ?? 0));
    for (const file of ['src/platform/db-embedded.ts', 'package.json']) hash.update(readFileSync(join(backend, file)));
    for (const file of readdirSync(join(backend, 'migrations')).sort()) {
        hash.update(file).update(readFileSync(join(backend, 'migrations', file)));
    }
    return `strongroom-test-template-${hash.digest('hex').slice(0, 16)}`;
}

/** A data folder's database as a first start leaves it, made once and then copied: a first start takes seconds. */
async function templateFolder(): Promise<string> {
    const template = join(tmpdir(), templateName());
    if (existsSync(template)) return template;
    const side = mkdtempSync(join(tmpdir(), 'strongroom-test-'));
    const { db, close } = await openDatabase(configOf(side, undefined), () => undefined);
    await migrate(db);
    await close();
    try {
        renameSync(join(side, 'pg'), template);
    } catch {
        // another test file made it first
    }
    rmSync(side, { recursive: true, force: true });
    return template;
}

async function withAdmin(work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
    const admin = new pg.Client({ connectionString: adminUrl() });
    await admin.connect();
    try {
        await work(admin);
    } finally {
        await admin.end();
    }
}

function adminUrl(): string {
    const url = process.env['STRONGROOM_TEST_POSTGRES_URL'];
    if (!url) throw new Error('STRONGROOM_TEST_POSTGRES_URL must name an administrator of a throw-away cluster.');
    return url;
}

async function newServerDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
    const name = `strongroom_${randomUUID().replaceAll('-', '')}`;
    await withAdmin((admin) => admin.query(`CREATE DATABASE ${name}`));
    const url = new URL(adminUrl());
    url.pathname = `/${name}`;
    const drop = () => withAdmin((admin) => admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    return { url: url.href, drop };
}

async function inspectDatabase<T>(config: Config, work: (db: Db) => Promise<T>): Promise<T> {
    const { db, close }: Database = await openDatabase(config, () => undefined);
    try {
        return await work(db);
    } finally {
        await close();
    }
}

/** A place of the test's own. `untouched`: as before the very first start; `within`: an existing folder to put it in. */
export async function newPlace({ untouched = false, within = tmpdir() } = {}): Promise<Place> {
    const folder = mkdtempSync(join(within, 'strongroom-test-'));
    const dataDir = join(folder, 'data');
    const server = engine === 'postgresql' ? await newServerDatabase() : undefined;
    if (!server && !untouched) {
        mkdirSync(dataDir, { mode: 0o700 });
        cpSync(await templateFolder(), join(dataDir, 'pg'), { recursive: true });
    }
    const databaseUrl = server?.url;
    return {
        folder,
        dataDir,
        databaseUrl,
        env: { STRONGROOM_DATA_DIR: dataDir, ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }) },
        inspect: (work) => inspectDatabase(configOf(dataDir, databaseUrl), work),
        dispose: async () => {
            rmSync(folder, { recursive: true, force: true });
            await server?.drop();
        }
    };
}
