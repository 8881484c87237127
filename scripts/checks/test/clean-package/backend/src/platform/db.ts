import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';

/** The tables. */
export interface Tables {
    note: { id: string; body: string };
}

/** The database. */
export type Db = Kysely<Tables>;

/** Opens the database at that address. */
export const open = (connectionString: string): Db =>
    new Kysely<Tables>({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString }) }) });
