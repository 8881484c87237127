import type { RequestHandler, Response } from 'express';
import { Failure } from '../platform/failures.ts';
import { failedAttempts } from '../platform/failed-attempts.ts';
import { contextOf } from '../platform/request-context.ts';
import { type Caller, actingUser, type authenticate } from './authenticate.ts';

const callers = new WeakMap<Response, { caller: Caller; actor: string }>();

/** The authenticated caller of the request and the Salesforce user it acts for. */
export function callerOf(res: Response): { caller: Caller; actor: string } {
    const found = callers.get(res);
    if (!found) throw new Error('The route is not behind requireActingCaller().');
    return found;
}

/** Lets only a valid access token with an acting user pass. An address with over 100 wrong tokens a minute is told to wait. */
export function requireActingCaller(authenticated: ReturnType<typeof authenticate>): RequestHandler {
    const attempts = failedAttempts(100, 60);
    return async (req, res, next) => {
        const context = contextOf(res);
        const caller = await authenticated(req.get('authorization')).catch(async (error: unknown) => {
            if (error instanceof Failure && error.status === 401) await attempts.count(context.address);
            throw error;
        });
        Object.assign(context, { tenantId: caller.tenantId, clientId: caller.clientId });
        const actor = actingUser(caller, req.get('strongroom-actor'));
        Object.assign(context, { actor });
        callers.set(res, { caller, actor });
        next();
    };
}
