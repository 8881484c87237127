import type { Clock } from '../platform/clock.ts';
import { hashCredential, isCredential } from '../platform/credential.ts';
import type { Db } from '../platform/db.ts';
import { Failure } from '../platform/failures.ts';
import { salesforceId } from './salesforce-id.ts';
import { findTokenHolder } from './store.ts';

/** Who calls: the organisation, its client, and what the client may do. */
export interface Caller {
    readonly tenantId: string;
    readonly clientId: string;
    readonly roles: readonly string[];
}

/** Finds the caller by the bearer token of an Authorization header (RFC 6750 section 2.1); refuses one that is missing, unknown or expired. */
export const authenticate =
    ({ db, now }: { db: Db; now: Clock }) =>
    async (authorization: string | undefined): Promise<Caller> => {
        const token = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
        if (token === undefined) throw new Failure('access_token_missing');
        if (!isCredential('srt_', token)) throw new Failure('access_token_invalid');
        const holder = await findTokenHolder(db, hashCredential(token), new Date(now()));
        if (!holder) throw new Failure('access_token_invalid');
        return holder;
    };

/**
 * The Salesforce user that the caller acts for, as an 18-character id, from the header Strongroom-Actor.
 * Refuses a client without the role `acting-for-users`, and a header that is missing or not a user's id.
 */
export function actingUser(caller: Caller, header: string | undefined): string {
    if (!caller.roles.includes('acting-for-users')) throw new Failure('acting_not_allowed');
    if (header === undefined || header === '') throw new Failure('actor_missing');
    const actor = salesforceId(header, '005');
    if (actor === undefined) throw new Failure('actor_invalid');
    return actor;
}
