import { type RequestHandler, Router } from 'express';
import { otherMethods } from '../platform/problem.ts';

/** `POST /oauth/token`. Of the addresses that the library would answer, it alone is served. Mount at `/oauth`. */
export function issuingRoutes({ issue }: { issue: RequestHandler }): Router {
    const router = Router({ strict: true, caseSensitive: true });
    const token = router.route('/token');
    token.post(issue);
    token.all(otherMethods('POST'));
    return router;
}
