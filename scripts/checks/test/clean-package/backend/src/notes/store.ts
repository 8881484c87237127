import type { Db } from '../platform/db.ts';

/** The newest notes. */
export const newestNotes = (db: Db, limit: number) => db.selectFrom('note').selectAll().limit(limit).execute();
