import type { Db, Tx } from '../platform/db.ts';

/** Stores a code by its hash; `orgId` null for one that any new organisation may use. */
export async function addEnrolmentCode(
    db: Db,
    code: { hash: Buffer; orgId: string | null; expiresAt: Date }
): Promise<void> {
    await db
        .insertInto('enrolment_code')
        .values({ code_hash: code.hash, org_id: code.orgId, expires_at: code.expiresAt, used_at: null })
        .execute();
}

/** Marks the code used and tells which organisation it is bound to; undefined when it is unknown, used or expired. */
export async function takeEnrolmentCode(
    tx: Tx,
    hash: Buffer,
    now: Date
): Promise<{ orgId: string | null } | undefined> {
    const taken = await tx
        .updateTable('enrolment_code')
        .set({ used_at: now })
        .where('code_hash', '=', hash)
        .where('used_at', 'is', null)
        .where('expires_at', '>', now)
        .returning('org_id')
        .executeTakeFirst();
    return taken && { orgId: taken.org_id };
}

/** Adds the tenant; false when it is there already. */
export async function addTenant(tx: Tx, tenant: { id: string; name: string | null }): Promise<boolean> {
    const added = await tx
        .insertInto('tenant')
        .values(tenant)
        .onConflict((conflict) => conflict.column('id').doNothing())
        .returning('id')
        .executeTakeFirst();
    return added !== undefined;
}

/** Makes others that change this tenant wait until the transaction ends. */
export const lockTenant = async (tx: Tx, id: string): Promise<void> =>
    void (await tx.selectFrom('tenant').select('id').where('id', '=', id).forUpdate().execute());

/** Removes codes that expired before `now`. */
export const removeExpiredCodes = async (db: Db, now: Date): Promise<void> =>
    void (await db.deleteFrom('enrolment_code').where('expires_at', '<', now).execute());

/** Who holds a live access token: the client, its tenant and its roles. */
export async function findTokenHolder(
    db: Db,
    tokenHash: Buffer,
    now: Date
): Promise<{ clientId: string; tenantId: string; roles: string[] } | undefined> {
    const holder = await db
        .selectFrom('oauth_artifact')
        .innerJoin('oauth_client', 'oauth_client.client_id', 'oauth_artifact.client_id')
        .select(['oauth_client.client_id', 'oauth_client.tenant_id', 'oauth_client.roles'])
        .where('oauth_artifact.kind', '=', 'ClientCredentials')
        .where('oauth_artifact.id_hash', '=', tokenHash)
        .where('oauth_artifact.expires_at', '>', now)
        .where('oauth_client.disabled_at', 'is', null)
        .executeTakeFirst();
    return holder && { clientId: holder.client_id, tenantId: holder.tenant_id, roles: holder.roles };
}
