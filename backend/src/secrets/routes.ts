import { type RequestHandler, type Response, Router } from 'express';
import { otherMethods } from '../platform/problem.ts';
import { contextOf } from '../platform/request-context.ts';
import { jsonBody, shaped } from '../platform/validate.ts';
import { callerOf } from '../tenants/callers.ts';
import type { SecretItem, describeSecrets, listSecrets } from './list-secrets.ts';
import type { removeToken } from './remove-token.ts';
import { listQuery, tokenBody } from './schema.ts';
import type { ActingCaller, setToken } from './set-token.ts';

interface Deps {
    readonly requireCaller: RequestHandler;
    readonly list: ReturnType<typeof listSecrets>;
    readonly describe: ReturnType<typeof describeSecrets>;
    readonly set: ReturnType<typeof setToken>;
    readonly remove: ReturnType<typeof removeToken>;
}

/** The fields that leave the service, by hand: a token is not among them. */
const present = ({ clientId, token }: SecretItem) => ({
    clientId,
    tokenSet: token !== null,
    tokenSetAt: token?.tokenSetAt.toISOString() ?? null,
    tokenSetBy: token?.tokenSetBy ?? null
});

const attempt =
    (action: string): RequestHandler<{ clientId?: string }> =>
    (req, res, next) => {
        const context = contextOf(res);
        context.action = action;
        if (req.params.clientId !== undefined) context.subject = req.params.clientId;
        next();
    };

function actingCaller(res: Response): ActingCaller {
    const { caller, actor } = callerOf(res);
    return { tenantId: caller.tenantId, oauthClientId: caller.clientId, actor, requestId: contextOf(res).id };
}

/** `/v1/secrets`: which client IDs have a token, set one, remove one. No route returns a token. */
export function secretRoutes({ requireCaller, list, describe, set, remove }: Deps): Router {
    const router = Router();

    const secrets = router.route('/v1/secrets');
    secrets.get(attempt('secret.list'), requireCaller, async (req, res) => {
        const { clientId, limit, cursor } = shaped(listQuery, req.query);
        const { tenantId } = actingCaller(res);
        const page = clientId
            ? { items: await describe(tenantId, clientId), next: null }
            : await list(tenantId, { limit, cursor });
        res.json({ items: page.items.map(present), next: page.next });
    });
    secrets.all(otherMethods('GET', 'HEAD'));

    const token = router.route('/v1/secrets/:clientId/token');
    token.put(attempt('secret.set_token'), requireCaller, ...jsonBody(), async (req, res) => {
        const body = shaped(tokenBody, req.body);
        res.json(present(await set(actingCaller(res), req.params.clientId, body.token)));
    });
    token.delete(attempt('secret.remove_token'), requireCaller, async (req, res) => {
        await remove(actingCaller(res), req.params.clientId);
        res.status(204).end();
    });
    token.all(otherMethods('PUT', 'DELETE'));
    return router;
}
