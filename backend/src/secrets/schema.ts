import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { problemReplies } from '../platform/contract-parts.ts';

const many = (value: unknown): unknown => (value === undefined || Array.isArray(value) ? value : [value]);

export const listQuery = z.object({
    clientId: z.preprocess(many, z.array(z.string()).max(200).optional()).meta({
        description: 'Ask for these client IDs alone (may be repeated); each is answered, with or without a token'
    }),
    limit: z.coerce.number().int().min(1).max(2000).default(1000).meta({ description: 'Items a page' }),
    cursor: z.string().max(2000).optional().meta({ description: '`next` of the page before' })
});

export const tokenBody = z
    .object({
        token: z.string().meta({
            description:
                'Blanks and line breaks around it are removed. At most 16 KB of UTF-8, without control characters inside.',
            writeOnly: true
        })
    })
    .meta({ id: 'TokenBody' });

export const secretItem = z
    .object({
        clientId: z.string().meta({ description: 'The account key of a settings record' }),
        tokenSet: z.boolean(),
        tokenSetAt: z.iso.datetime().nullable(),
        tokenSetBy: z.string().nullable().meta({ description: 'The Salesforce user id of who set it' })
    })
    .meta({ id: 'Secret' });

export const secretList = z
    .object({ items: z.array(secretItem), next: z.string().nullable() })
    .meta({ id: 'SecretList' });

const actor = z.object({
    'Strongroom-Actor': z
        .string()
        .meta({ description: 'Id of the acting Salesforce user', examples: ['0055g00000ABCDEAA5'] })
});
const path = z.object({
    clientId: z
        .string()
        .meta({ description: 'Percent-encoded once; any character is allowed, blanks around it are ignored' })
});

export const secretPaths: ZodOpenApiPathsObject = {
    '/v1/secrets': {
        get: {
            operationId: 'listSecrets',
            summary: 'Which client IDs have a token',
            requestParams: { query: listQuery, header: actor },
            responses: {
                '200': {
                    description: 'A page of secrets; no route returns a token',
                    content: { 'application/json': { schema: secretList } }
                },
                ...problemReplies(400, 401, 403, 429, 500, 503)
            }
        }
    },
    '/v1/secrets/{clientId}/token': {
        put: {
            operationId: 'setToken',
            summary: 'Store the token of a client ID in the place of the former one',
            requestParams: { path, header: actor },
            requestBody: { required: true, content: { 'application/json': { schema: tokenBody } } },
            responses: {
                '200': { description: 'Stored, and on disk', content: { 'application/json': { schema: secretItem } } },
                ...problemReplies(400, 401, 403, 413, 415, 429, 500, 503)
            }
        },
        delete: {
            operationId: 'removeToken',
            summary: 'Remove the token of a client ID for good',
            requestParams: { path, header: actor },
            responses: { '204': { description: 'Removed' }, ...problemReplies(400, 401, 403, 404, 429, 500, 503) }
        }
    }
};
