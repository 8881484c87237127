import path from 'node:path';
import express, { type ErrorRequestHandler, type Express, type Request, type RequestHandler } from 'express';
import type { ApexThread } from './apex/apex-thread.ts';
import { settingRow } from './apex/rows.ts';
import type { Built } from './lightning/build.ts';
import type { Org } from './org/org.ts';
import { actAs, actingUser } from './web/acting-user.ts';
import { type Invoke, apexRoutes } from './web/apex-routes.ts';
import { ownHostOnly, ownPageOnly, securityHeaders } from './web/guard.ts';
import { page } from './web/page.ts';
import { setupRoutes } from './web/setup-routes.ts';

export interface AppParts {
    readonly root: string;
    readonly org: Org;
    readonly built: Built;
    readonly apex: Pick<ApexThread, 'call' | 'putSetting'>;
    readonly log: (error: unknown) => void;
}

/** Puts the local org's web server together. */
export const createApp = (parts: AppParts): Express => {
    const { root, org, built, apex } = parts;
    const acting = (request: Request): string => actingUser(org, request);
    const invokeFor = (request: Request): Invoke => {
        const userId = acting(request);
        return (className, method, parameters) => apex.call(userId, className, method, parameters);
    };
    const setAccountKey = async (ownerId: string, accountKey: string | null): Promise<void> => {
        org.setAccountKey(ownerId, accountKey);
        await apex.putSetting(settingRow(ownerId, accountKey));
    };
    const isAdmin: RequestHandler = (request, response, next) => {
        if (org.accessOf(acting(request)) === 'manage') return next();
        response.status(403).json({ message: 'Setup is for administrators. Switch to the admin at the top right.' });
    };
    const app = express().disable('x-powered-by');
    app.use(securityHeaders, ownHostOnly);
    app.use(assets(root, built));
    const json = express.json({ limit: '256kb', strict: false });
    app.use('/apex', ownPageOnly, json, apexRoutes(invokeFor));
    app.use('/setup', ownPageOnly, json, setupRoutes(org, setAccountKey, isAdmin));
    app.post('/shell/acting-user', ownPageOnly, json, (request, response) => {
        response
            .status(actAs(org, (request.body as { userId?: unknown } | undefined)?.userId, response) ? 204 : 400)
            .end();
    });
    app.get(['/', '/lightning', '/lightning/*page'], (request, response) => {
        response
            .set('Cache-Control', 'no-store')
            .type('html')
            .send(page(org, acting(request), `/${path.basename(built.app)}/app.js`));
    });
    app.use((_request, response) => void response.status(404).type('text').send('The local org has no such address.'));
    app.use(failed(parts.log));
    return app;
};

const assets = (root: string, { vendor, app }: Built) => {
    const forever = { immutable: true, maxAge: '1y', index: false } as const;
    const router = express.Router();
    router.use(`/${path.basename(vendor)}`, express.static(vendor, forever));
    router.use(`/${path.basename(app)}`, express.static(app, forever));
    router.use(
        '/assets',
        express.static(path.join(root, 'node_modules/@salesforce-ux/design-system/assets'), {
            maxAge: '1h',
            index: false
        })
    );
    router.use('/public', express.static(path.join(root, 'local-org/lightning/public'), { index: false }));
    return router;
};

const failed =
    (log: (error: unknown) => void): ErrorRequestHandler =>
    (error: { status?: number }, _request, response, _next) => {
        const status = typeof error.status === 'number' && error.status < 500 ? error.status : 500;
        if (status === 500) log(error);
        response.status(status).json({
            message: status === 500 ? 'The local org failed. See its output.' : 'The request cannot be read.'
        });
    };
