import { createHash } from 'node:crypto';
import type { Db } from '../platform/db.ts';
import { newestNotes } from './store.ts';

/** The newest notes, each with the mark that shows whether it changed. */
export const listNotes = (db: Db) => async () => {
    const notes = await newestNotes(db, 50);
    return notes.map((note) => ({ ...note, mark: createHash('sha256').update(note.body).digest('hex') }));
};
