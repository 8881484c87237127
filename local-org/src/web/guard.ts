import type { RequestHandler } from 'express';

const loopback = /^(127\.[\d.]+|localhost|\[::1\])(:\d+)?$/i;

const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'", // LWC writes style elements, as in an org
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'"
].join('; ');

/** The headers of every reply. */
export const securityHeaders: RequestHandler = (_request, response, next) => {
    response.set({
        'Content-Security-Policy': policy,
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Resource-Policy': 'same-origin',
        'Referrer-Policy': 'same-origin',
        'X-Content-Type-Options': 'nosniff'
    });
    next();
};

/** Refuses a request that reached the loopback under another name (DNS rebinding). */
export const ownHostOnly: RequestHandler = (request, response, next) => {
    if (loopback.test(request.headers.host ?? '')) {
        next();
        return;
    }
    response.status(421).json({ message: 'Open the local org by the address that npm start prints.' });
};

/** Refuses whatever does not come from the page itself: another origin can neither set the header nor name this one. */
export const ownPageOnly: RequestHandler = (request, response, next) => {
    const { origin, host } = request.headers;
    const sameOrigin = origin === undefined || origin === `${request.protocol}://${host}`;
    if (!sameOrigin || request.headers['x-local-org'] !== 'page') {
        response.status(403).json({ message: 'Only the pages of the local org may call this.' });
        return;
    }
    response.set('Cache-Control', 'no-store');
    next();
};
