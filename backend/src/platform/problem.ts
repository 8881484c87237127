import { STATUS_CODES } from 'node:http';
import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import { asDatabaseFailure } from './db.ts';
import { Failure, type FailureCode } from './failures.ts';
import type { Log } from './log.ts';
import { type RequestContext, contextOf } from './request-context.ts';

/** The failures that Express and its body parser throw, by their `type` or status; their own messages quote the input. */
const parserFailures: Record<string, FailureCode> = {
    'entity.parse.failed': 'malformed_json',
    'entity.too.large': 'body_too_large',
    'encoding.unsupported': 'content_type_unsupported',
    'charset.unsupported': 'content_type_unsupported',
    'request.size.invalid': 'malformed_json',
    'request.aborted': 'malformed_json'
};

const asFailure = (error: unknown): Failure => {
    const known = asDatabaseFailure(error);
    if (known instanceof Failure) return known;
    if (error instanceof URIError) return new Failure('malformed_path', { cause: error });
    const { type = '', status } = error instanceof Error ? (error as { type?: string; status?: number }) : {};
    // A body that does not unpack as its encoding says has a status and no type.
    return new Failure(parserFailures[type] ?? (status === 400 ? 'malformed_json' : 'internal_error'), {
        cause: error
    });
};

/** Answers with the failure as problem+json (RFC 9457), with its stable `code`. */
function sendProblem(res: Response, failure: Failure): void {
    const { status, code, message } = failure;
    if (failure.retryAfterSeconds !== undefined) res.set('Retry-After', String(failure.retryAfterSeconds));
    if (status === 401)
        res.set('WWW-Authenticate', code === 'access_token_invalid' ? 'Bearer error="invalid_token"' : 'Bearer');
    const body = {
        type: 'about:blank',
        title: STATUS_CODES[status],
        status,
        code,
        detail: message,
        requestId: contextOf(res).id
    };
    res.status(status).type('application/problem+json').send(JSON.stringify(body));
}

/** Every error ends here: told to `onRefusal`, logged with its cause when it is ours, answered as a problem. */
export const problemHandler =
    (log: Log, onRefusal: (context: RequestContext, failure: Failure) => Promise<void>): ErrorRequestHandler =>
    async (error: unknown, _req, res, next) => {
        const failure = asFailure(error);
        const context = contextOf(res);
        context.failure = failure.code;
        if (failure.status >= 500)
            log.error(
                { err: failure.cause ?? failure, requestId: context.id, failure: failure.code },
                'request failed'
            );
        await onRefusal(context, failure);
        if (res.headersSent) return next(error);
        sendProblem(res, failure);
    };

/** The last handler of all: refuses every address that no route answers. */
export const noSuchRoute = (): RequestHandler => () => {
    throw new Failure('route_not_found');
};

/** The last handler of an address: refuses the methods that no earlier one took, naming those that are. */
export const otherMethods =
    (...allowed: string[]): RequestHandler =>
    (_req, res) => {
        res.set('Allow', allowed.join(', '));
        throw new Failure('method_not_allowed');
    };
