import { Router } from 'express';
import { failedAttempts } from '../platform/failed-attempts.ts';
import { Failure } from '../platform/failures.ts';
import { otherMethods } from '../platform/problem.ts';
import { contextOf } from '../platform/request-context.ts';
import { jsonBody, shaped } from '../platform/validate.ts';
import type { enrolOrg } from './enrol-org.ts';
import { salesforceId } from './salesforce-id.ts';
import { enrolmentRequest } from './schema.ts';

/** `POST /v1/enrolments`. Ten failed codes from one address block it for 15 minutes, a right code included. */
export function enrolmentRoutes({ enrol }: { enrol: ReturnType<typeof enrolOrg> }): Router {
    const attempts = failedAttempts(10, 15 * 60);
    const router = Router();
    const route = router.route('/v1/enrolments');
    route.post(async (_req, res, next) => {
        contextOf(res).action = 'org.enrol';
        await attempts.refuseTheBlocked(contextOf(res).address);
        next();
    });
    route.post(...jsonBody(), async (req, res) => {
        const { code, orgId, orgName } = shaped(enrolmentRequest, req.body);
        const context = contextOf(res);
        const org = salesforceId(orgId, '00D');
        if (org !== undefined) context.subject = org;
        const request = { code: code.trim(), orgId, orgName: orgName ?? null, requestId: context.id };
        const client = await enrol(request).catch(async (error: unknown) => {
            if (error instanceof Failure && error.code === 'enrolment_code_invalid')
                await attempts.count(context.address);
            throw error;
        });
        res.status(201).json(client);
    });
    route.all(otherMethods('POST'));
    return router;
}
