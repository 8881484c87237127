import { Router } from 'express';
import type { listNotes } from './list-notes.ts';

/** The routes of the notes. */
export const noteRoutes = (list: ReturnType<typeof listNotes>) => {
    const routes = Router();
    routes.get('/v1/notes', async (_request, response) => {
        response.json({ items: await list() });
    });
    return routes;
};
