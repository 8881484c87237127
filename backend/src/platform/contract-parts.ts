import { STATUS_CODES } from 'node:http';
import { z } from 'zod';
import type { ZodOpenApiResponsesObject } from 'zod-openapi';
import { type FailureCode, failures } from './failures.ts';

const codes = Object.keys(failures) as [FailureCode, ...FailureCode[]]; // keys of a literal object are its codes

/** How every refusal looks (RFC 9457). */
export const problem = z
    .object({
        type: z.string(),
        title: z.string(),
        status: z.int(),
        code: z.enum(codes).meta({ description: 'Stable; act on this' }),
        detail: z.string().meta({ description: 'A sentence for people: what is wrong and what to do' }),
        requestId: z.string().meta({ description: 'Names the request in the log' })
    })
    .meta({ id: 'Problem' });

/** The replies of these statuses, as problem+json, with the codes each may carry. */
export function problemReplies(...statuses: number[]): ZodOpenApiResponsesObject {
    const describe = (status: number): string => {
        const own = codes.filter((code) => failures[code].status === status);
        return `${STATUS_CODES[status] ?? ''}: ${own.map((code) => `\`${code}\``).join(', ')}`;
    };
    const content = { 'application/problem+json': { schema: problem } };
    return Object.fromEntries(statuses.map((status) => [String(status), { description: describe(status), content }]));
}
