import { recordEvent } from '../audit/store.ts';
import { addClient, disableClients } from '../clients/store.ts';
import type { Clock } from '../platform/clock.ts';
import { hashCredential, isCredential, newCredential } from '../platform/credential.ts';
import { type Db, inTransaction } from '../platform/db.ts';
import { Failure } from '../platform/failures.ts';
import { salesforceId } from './salesforce-id.ts';
import { addTenant, lockTenant, takeEnrolmentCode } from './store.ts';

export interface Enrolment {
    readonly code: string;
    readonly orgId: string;
    readonly orgName: string | null;
    readonly requestId: string;
}

/**
 * Turns a one-time code into the organisation's OAuth client; the secret is answered here and never again.
 * Refuses a wrong, used or expired code, a code bound to another organisation, and an organisation that is enrolled
 * already unless the code was made for it: then its former client is disabled. A refusal uses no code up.
 */
export const enrolOrg =
    ({ db, now }: { db: Db; now: Clock }) =>
    async (enrolment: Enrolment): Promise<{ clientId: string; clientSecret: string }> => {
        const orgId = salesforceId(enrolment.orgId, '00D');
        if (orgId === undefined) throw new Failure('org_id_invalid');
        if (!isCredential('sre_', enrolment.code)) throw new Failure('enrolment_code_invalid');
        const clientId = newCredential('src_');
        const clientSecret = newCredential('srs_');
        const at = new Date(now());
        await inTransaction(db, async (tx) => {
            const code = await takeEnrolmentCode(tx, hashCredential(enrolment.code), at);
            if (!code || (code.orgId !== null && code.orgId !== orgId)) throw new Failure('enrolment_code_invalid');
            const added = await addTenant(tx, { id: orgId, name: enrolment.orgName });
            if (!added && code.orgId === null) throw new Failure('org_already_enrolled');
            await lockTenant(tx, orgId); // two enrolments at once would each miss the other's client
            await disableClients(tx, orgId, at);
            const roles = ['acting-for-users'];
            await addClient(tx, { clientId, tenantId: orgId, roles, secretHash: hashCredential(clientSecret) });
            const action = added ? 'org.enrol' : 'org.enrol_again';
            const { requestId } = enrolment;
            await recordEvent(tx, {
                at,
                tenantId: orgId,
                clientId,
                actor: null,
                action,
                subject: orgId,
                outcome: 'done',
                reason: null,
                requestId
            });
        });
        return { clientId, clientSecret };
    };
