import { readdir, readFile } from 'node:fs/promises';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { type Generated, type JSONColumnType, Kysely, PostgresDialect, type Transaction, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import pg from 'pg';
import type { Config } from '../config.ts';
import { lockDataFolder, makePrivateFolder } from './data-folder.ts';
import { openEmbeddedDatabase } from './db-embedded.ts';
import { Failure } from './failures.ts';

export interface Tables {
    tenant: { id: string; name: string | null; created_at: Generated<Date> };
    tenant_data_key: {
        id: string;
        tenant_id: string;
        kek_id: string;
        wrapped: Buffer;
        created_at: Generated<Date>;
        retired_at: Date | null;
    };
    key_encryption_key: { the_only: Generated<boolean>; id: string };
    enrolment_code: { code_hash: Buffer; org_id: string | null; expires_at: Date; used_at: Date | null };
    oauth_client: {
        client_id: string;
        tenant_id: string;
        roles: JSONColumnType<string[]>;
        created_at: Generated<Date>;
        disabled_at: Date | null;
    };
    oauth_client_secret: {
        id: string;
        client_id: string;
        secret_hash: Buffer;
        created_at: Generated<Date>;
        expires_at: Date | null;
    };
    oauth_artifact: {
        kind: string;
        id_hash: Buffer;
        payload: JSONColumnType<Record<string, unknown>>;
        client_id: string | null;
        grant_id: string | null;
        created_at: Generated<Date>;
        expires_at: Date | null;
        consumed_at: Date | null;
    };
    secret: {
        tenant_id: string;
        client_id: Buffer;
        sealed_token: Buffer;
        token_set_at: Date;
        token_set_by: string;
    };
    audit_event: {
        id: string;
        at: Date;
        tenant_id: string | null;
        client_id: string | null;
        actor: string | null;
        action: string;
        subject: string | null;
        outcome: string;
        reason: string | null;
        request_id: string | null;
    };
}

export type Db = Kysely<Tables>;
export type Tx = Transaction<Tables>;

export interface Database {
    readonly db: Db;
    readonly engine: 'embedded' | 'postgresql';
    /** Ends after the queries under way; gives the data folder back. */
    close: () => Promise<void>;
}

const connectTimeoutMs = 5_000;
const silenceMs = 15_000;

/** A connection that ends once nothing came for 15 s. pg's own query_timeout leaves it in the pool, where it is handed out again and stays silent. */
function patientSocket(): Socket {
    const socket = new Socket();
    return socket.setTimeout(silenceMs, () => {
        socket.destroy(Object.assign(new Error('The database fell silent.'), { code: 'ETIMEDOUT' }));
    });
}

async function openServer(url: string, onIdleError: (error: Error) => void): Promise<Database> {
    const pool = new pg.Pool({
        connectionString: url,
        max: 10,
        connectionTimeoutMillis: connectTimeoutMs,
        stream: patientSocket,
        keepAlive: true
    });
    pool.on('error', onIdleError); // a server that restarts drops idle connections; the pool opens new ones
    // The pool listens to idle connections only; one that is lost in use would end the process.
    pool.on('connect', (client) => client.on('error', () => undefined));
    const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
    return { db, engine: 'postgresql', close: () => db.destroy() };
}

async function openFolder(dataDir: string): Promise<Database> {
    makePrivateFolder(dataDir);
    const lock = lockDataFolder(dataDir);
    try {
        const { pool, close } = await openEmbeddedDatabase(dataDir);
        const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
        return { db, engine: 'embedded', close: () => close().finally(lock.release) };
    } catch (error) {
        lock.release();
        throw error;
    }
}

/**
 * Opens PostgreSQL when `DATABASE_URL` names one (connecting later, on the first query), the embedded database
 * otherwise. Refuses (DataFolderInUse) a data folder that another process has open.
 */
export const openDatabase = (config: Config, onIdleError: (error: Error) => void): Promise<Database> =>
    config.databaseUrl === undefined ? openFolder(config.dataDir) : openServer(config.databaseUrl, onIdleError);

const migrationFolder = join(import.meta.dirname, '../../migrations');

/** Each file of `migrations/` is one statement, run once, in the order of the numbers. */
async function readMigrations(): Promise<Record<string, Migration>> {
    const files = (await readdir(migrationFolder)).filter((name) => name.endsWith('.sql'));
    const entries = files.map(async (file): Promise<[string, Migration]> => {
        const statement = await readFile(join(migrationFolder, file), 'utf8');
        return [file, { up: async (db) => void (await sql.raw(statement).execute(db)) }];
    });
    return Object.fromEntries(await Promise.all(entries));
}

/** Brings the schema up to date; several processes may do so at once. Needs a direct connection, not a transaction pooler. */
export async function migrate(db: Db): Promise<void> {
    const migrator = new Migrator({ db, provider: { getMigrations: readMigrations } });
    const { error } = await migrator.migrateToLatest();
    if (error !== undefined)
        throw error instanceof Error ? error : new Error('The migrations failed.', { cause: error });
}

/** The database answers a query; refuses as the query does. */
export const pingDatabase = async (db: Db): Promise<void> => void (await sql`SELECT 1`.execute(db));

const transactionAttempts = 3;

/** Another transaction was in the way: 40001 serialization failure, 40P01 deadlock. Running it again may succeed. */
const isConflict = (error: unknown): boolean =>
    error instanceof Error && 'code' in error && (error.code === '40001' || error.code === '40P01');

/**
 * Runs the work in one transaction: all of it is there afterwards, or nothing. When another transaction was in the
 * way, the work runs again, so it must change nothing but the database.
 */
export async function inTransaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
        try {
            return await db.transaction().execute(work);
        } catch (error) {
            if (!isConflict(error) || attempt === transactionAttempts) throw error;
        }
    }
}

// PostgreSQL's class 08 (connection), 57P0x (shutting down, not ready), 53300 (too many connections), and Node's own.
const unreachable =
    /^(08...|57P0[1-5]|53300|ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH)$/;
const unreachableMessage =
    /timeout exceeded when trying to connect|Query read timeout|Connection terminated|Client has encountered a connection error/;

/** Whether the error says that the database cannot be reached (and not that a query was wrong). */
export function isUnreachable(error: unknown): boolean {
    if (!(error instanceof Error)) return false;
    if (error instanceof AggregateError && error.errors.some(isUnreachable)) return true;
    if ('code' in error && typeof error.code === 'string' && unreachable.test(error.code)) return true;
    return unreachableMessage.test(error.message) || (error.cause !== undefined && isUnreachable(error.cause));
}

/** The failure that a database error is to a caller: `database_unavailable` when it cannot be reached, else unchanged. */
export const asDatabaseFailure = (error: unknown): unknown =>
    isUnreachable(error) ? new Failure('database_unavailable', { cause: error, retryAfterSeconds: 5 }) : error;
