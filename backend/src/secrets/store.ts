import type { Db, Tx } from '../platform/db.ts';

/** What anyone may see of a secret. */
export interface SecretStatus {
    readonly clientId: string;
    readonly tokenSetAt: Date;
    /** The Salesforce user id of who set it. */
    readonly tokenSetBy: string;
}

const columns = ['client_id', 'token_set_at', 'token_set_by'] as const;

const toStatus = (row: { client_id: Buffer; token_set_at: Date; token_set_by: string }): SecretStatus => ({
    clientId: row.client_id.toString('utf8'),
    tokenSetAt: row.token_set_at,
    tokenSetBy: row.token_set_by
});

/** The tenant's secrets in the order of their client IDs' bytes, after `after`, at most `limit`. */
export async function listPage(
    db: Db,
    tenantId: string,
    after: string | undefined,
    limit: number
): Promise<SecretStatus[]> {
    let query = db
        .selectFrom('secret')
        .select(columns)
        .where('tenant_id', '=', tenantId)
        .orderBy('client_id')
        .limit(limit);
    if (after !== undefined) query = query.where('client_id', '>', Buffer.from(after));
    return (await query.execute()).map(toStatus);
}

/** Those of the named secrets that the tenant has. */
export async function findByClientIds(db: Db, tenantId: string, clientIds: readonly string[]): Promise<SecretStatus[]> {
    const ids = clientIds.map((clientId) => Buffer.from(clientId));
    const rows = await db
        .selectFrom('secret')
        .select(columns)
        .where('tenant_id', '=', tenantId)
        .where('client_id', 'in', ids)
        .execute();
    return rows.map(toStatus);
}

/** Stores the sealed token in the place of the former one. */
export async function putSealedToken(tx: Tx, tenantId: string, status: SecretStatus, sealed: Buffer): Promise<void> {
    const token = { sealed_token: sealed, token_set_at: status.tokenSetAt, token_set_by: status.tokenSetBy };
    await tx
        .insertInto('secret')
        .values({ tenant_id: tenantId, client_id: Buffer.from(status.clientId), ...token })
        .onConflict((conflict) => conflict.columns(['tenant_id', 'client_id']).doUpdateSet(token))
        .execute();
}

/** Removes the secret and its token; false when there was none. */
export async function removeSecret(tx: Tx, tenantId: string, clientId: string): Promise<boolean> {
    const result = await tx
        .deleteFrom('secret')
        .where('tenant_id', '=', tenantId)
        .where('client_id', '=', Buffer.from(clientId))
        .executeTakeFirst();
    return result.numDeletedRows > 0n;
}
