import type { RequestHandler } from 'express';
import type { Log } from '../platform/log.ts';
import { contextOf, routeOf } from '../platform/request-context.ts';

const quiet = new Set(['/healthz', '/readyz', '/metrics']);

/** One line for each answered request: who, which route, what came of it. No address, header or body is ever logged. */
export const requestLog =
    (log: Log): RequestHandler =>
    (req, res, next) => {
        const started = performance.now();
        res.once('close', () => {
            const route = routeOf(req);
            if (quiet.has(route) && res.statusCode < 400) return;
            const { id, tenantId, clientId, actor, failure } = contextOf(res);
            const ms = Math.round(performance.now() - started);
            const aborted = res.writableFinished ? {} : { aborted: true };
            log.info(
                {
                    requestId: id,
                    method: req.method,
                    route,
                    status: res.statusCode,
                    ms,
                    tenantId,
                    clientId,
                    actor,
                    failure,
                    ...aborted
                },
                'request'
            );
        });
        next();
    };
