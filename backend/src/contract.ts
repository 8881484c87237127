import { createDocument } from 'zod-openapi';
import { z } from 'zod';
import { problemReplies } from './platform/contract-parts.ts';
import { secretPaths } from './secrets/schema.ts';
import { tenantPaths } from './tenants/schema.ts';

const state = z.object({ status: z.string(), reason: z.string().optional() }).meta({ id: 'State' });
const stateReply = (description: string) => ({ description, content: { 'application/json': { schema: state } } });

/** The service's contract as an OpenAPI 3.1 document; `backend/openapi.json` is its committed copy. */
export const contract = () =>
    createDocument({
        openapi: '3.1.0',
        info: {
            title: 'Strongroom',
            version: '0.1.0',
            description:
                'Holds the tokens of contact-centre integrations sealed. No route returns a token that was set.'
        },
        security: [{ accessToken: [] }],
        components: {
            securitySchemes: {
                accessToken: {
                    type: 'oauth2',
                    flows: { clientCredentials: { tokenUrl: '/oauth/token', scopes: {} } }
                }
            }
        },
        paths: {
            ...tenantPaths,
            '/oauth/token': {
                post: {
                    operationId: 'issueAccessToken',
                    summary: 'An access token for an hour (RFC 6749 section 4.4)',
                    description: 'The client authenticates with HTTP Basic. Errors are those of RFC 6749.',
                    security: [],
                    requestBody: {
                        required: true,
                        content: {
                            'application/x-www-form-urlencoded': {
                                schema: z.object({ grant_type: z.literal('client_credentials') })
                            }
                        }
                    },
                    responses: {
                        '200': {
                            description: 'An opaque bearer token',
                            content: {
                                'application/json': {
                                    schema: z.object({
                                        access_token: z.string(),
                                        token_type: z.literal('Bearer'),
                                        expires_in: z.int()
                                    })
                                }
                            }
                        },
                        ...Object.fromEntries(
                            ['400', '401', '503'].map((status) => [
                                status,
                                {
                                    description: 'An error of RFC 6749 section 5.2',
                                    content: {
                                        'application/json': {
                                            schema: z.object({
                                                error: z.string(),
                                                error_description: z.string().optional()
                                            })
                                        }
                                    }
                                }
                            ])
                        )
                    }
                }
            },
            ...secretPaths,
            '/healthz': {
                get: {
                    operationId: 'health',
                    summary: 'The process answers',
                    security: [],
                    responses: { '200': stateReply('It does') }
                }
            },
            '/readyz': {
                get: {
                    operationId: 'readiness',
                    summary: 'The service can serve',
                    security: [],
                    responses: {
                        '200': stateReply('It can'),
                        '503': stateReply('It cannot now: `starting`, `stopping`, `database_unavailable`')
                    }
                }
            },
            '/metrics': {
                get: {
                    operationId: 'metrics',
                    summary: 'Prometheus metrics',
                    security: [],
                    responses: {
                        '200': { description: 'Text', content: { 'text/plain': { schema: z.string() } } },
                        ...problemReplies(500)
                    }
                }
            }
        }
    });
