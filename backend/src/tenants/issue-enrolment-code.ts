import type { Clock } from '../platform/clock.ts';
import { hashCredential, newCredential } from '../platform/credential.ts';
import type { Db } from '../platform/db.ts';
import { Failure } from '../platform/failures.ts';
import { recordEvent } from '../audit/store.ts';
import { salesforceId } from './salesforce-id.ts';
import { addEnrolmentCode, removeExpiredCodes } from './store.ts';

const codeLifetimeMs = 15 * 60_000;
const keepExpiredMs = 24 * 60 * 60_000;

/**
 * Makes a one-time enrolment code, valid for 15 minutes; only its hash is stored. `orgId` (15 or 18 characters)
 * binds it to one organisation and lets that organisation replace its client. Refuses a malformed `orgId`.
 */
export const issueEnrolmentCode =
    ({ db, now }: { db: Db; now: Clock }) =>
    async (orgId?: string): Promise<string> => {
        const bound = orgId === undefined ? null : salesforceId(orgId, '00D');
        if (bound === undefined) throw new Failure('org_id_invalid');
        const code = newCredential('sre_');
        await removeExpiredCodes(db, new Date(now() - keepExpiredMs));
        await addEnrolmentCode(db, {
            hash: hashCredential(code),
            orgId: bound,
            expiresAt: new Date(now() + codeLifetimeMs)
        });
        await recordEvent(db, {
            at: new Date(now()),
            tenantId: null,
            clientId: null,
            actor: 'operator',
            action: 'enrolment_code.issue',
            subject: bound,
            outcome: 'done',
            reason: null,
            requestId: null
        });
        return code;
    };
