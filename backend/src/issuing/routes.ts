import { type RequestHandler, Router } from 'express';
import { otherMethods } from '../platform/problem.ts';

/**
 * `POST /oauth/token`. Of the addresses that the library would answer, it alone is served. Mount at `/oauth`.
 * Refuses in the words of RFC 6749 while the service is not `ready` yet.
 */
export function issuingRoutes({ issue, ready }: { issue: RequestHandler; ready: () => boolean }): Router {
    const router = Router({ strict: true, caseSensitive: true });
    const token = router.route('/token');
    token.post((req, res, next) => {
        if (ready()) return issue(req, res, next);
        res.status(503).set('Retry-After', '5').json({ error: 'temporarily_unavailable' });
    });
    token.all(otherMethods('POST'));
    return router;
}
