import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { isIP } from 'node:net';
import type { Request, RequestHandler } from 'express';

/** What is known of a request while it is answered; each part is filled as soon as it is established. */
export interface RequestContext {
    readonly id: string;
    /** Where the request came from, as far as trusted proxies tell. */
    readonly address: string;
    /** The audit's name for what is attempted; a refusal of such a request leaves an audit row. */
    action?: string;
    subject?: string;
    tenantId?: string;
    clientId?: string;
    actor?: string;
    /** The failure's code, once the request was refused. */
    failure?: string;
}

const contexts = new WeakMap<ServerResponse, RequestContext>();

/** The context of the request that this response answers. */
export function contextOf(res: ServerResponse): RequestContext {
    const context = contexts.get(res);
    if (!context) throw new Error('The request has no context: requestContext() must be the first handler.');
    return context;
}

// Nothing but a UUID: whatever else is sent might be a token, and ids are logged.
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Gives each request an id, the caller's own (X-Request-Id, if that is a UUID) or a new one, and answers with it. */
export const requestContext = (): RequestHandler => (req, res, next) => {
    const given = req.get('x-request-id');
    const id = given !== undefined && uuid.test(given) ? given : randomUUID();
    // a forwarded address is whatever was sent: when it is none, the connection's own counts
    const address = isIP(req.ip ?? '') ? req.ip : req.socket.remoteAddress;
    contexts.set(res, { id, address: address ?? '' });
    res.set('X-Request-Id', id);
    next();
};

/** The matched route's template, such as `/v1/secrets/:clientId/token`; never the address itself, which may hold anything. */
export const routeOf = (req: Request): string => {
    const route: unknown = req.route;
    const path = typeof route === 'object' && route !== null && 'path' in route ? String(route.path) : undefined;
    return path === undefined ? (req.baseUrl === '/oauth' ? '/oauth' : 'unmatched') : req.baseUrl + path;
};
