import express, { type RequestHandler } from 'express';
import type { ZodType } from 'zod';
import { Failure } from './failures.ts';

const bodyLimitBytes = 128 * 1024;

/** Reads a JSON body of at most 128 KB. Refuses any other content type, also on a body that says none. */
export const jsonBody = (): RequestHandler[] => [
    (req, _res, next) => {
        if (req.is('application/json') === false || !req.get('content-type'))
            throw new Failure('content_type_unsupported');
        next();
    },
    express.json({ limit: bodyLimitBytes })
];

/** The value in the schema's shape; refuses any other (`invalid_request`). The cause names fields, never their values. */
export function shaped<T>(schema: ZodType<T>, value: unknown): T {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    const fields = parsed.error.issues.map((issue) => issue.path.join('.') || 'body');
    throw new Failure('invalid_request', { cause: new Error(`not in shape: ${fields.join(', ')}`) });
}
