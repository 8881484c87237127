import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { problemReplies } from '../platform/contract-parts.ts';

export const enrolmentRequest = z
    .object({
        code: z.string().max(200).meta({ description: 'The one-time code that `npm run enrol` printed' }),
        orgId: z
            .string()
            .max(18)
            .meta({
                description: 'The Salesforce organisation, 15 or 18 characters',
                examples: ['00D5g000004ABCDEA2']
            }),
        orgName: z
            .string()
            .max(255)
            .regex(/^\P{Cc}*$/u)
            .optional()
            .meta({ description: 'How the organisation is called, for people; no control characters' })
    })
    .meta({ id: 'EnrolmentRequest' });

export const enrolmentReply = z
    .object({
        clientId: z.string(),
        clientSecret: z.string().meta({ description: 'Shown in this reply and never again' })
    })
    .meta({ id: 'Enrolment' });

export const tenantPaths: ZodOpenApiPathsObject = {
    '/v1/enrolments': {
        post: {
            operationId: 'enrol',
            summary: 'Turn a one-time code into the organisation’s OAuth client',
            description:
                'An organisation that is enrolled already can enrol again only with a code made for it; its former client stops working then. An address with ten wrong codes waits up to 15 minutes.',
            security: [],
            requestBody: { required: true, content: { 'application/json': { schema: enrolmentRequest } } },
            responses: {
                '201': { description: 'Enrolled', content: { 'application/json': { schema: enrolmentReply } } },
                ...problemReplies(400, 401, 409, 413, 415, 429, 500, 503)
            }
        }
    }
};
