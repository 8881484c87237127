import { randomUUID } from 'node:crypto';
import type { Db, Tx } from '../platform/db.ts';

/** A client of our own authorization server. */
export interface OauthClient {
    readonly clientId: string;
    readonly tenantId: string;
    readonly roles: readonly string[];
    /** Hashes of the secrets that are valid now. */
    readonly secretHashes: readonly Buffer[];
}

/** A client that is not disabled, with the secrets that are valid at `now`. */
export async function findClient(db: Db, clientId: string, now: Date): Promise<OauthClient | undefined> {
    const client = await db
        .selectFrom('oauth_client')
        .select(['client_id', 'tenant_id', 'roles'])
        .where('client_id', '=', clientId)
        .where('disabled_at', 'is', null)
        .executeTakeFirst();
    if (!client) return undefined;
    const secrets = await db
        .selectFrom('oauth_client_secret')
        .select('secret_hash')
        .where('client_id', '=', clientId)
        .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now)]))
        .execute();
    return {
        clientId: client.client_id,
        tenantId: client.tenant_id,
        roles: client.roles,
        secretHashes: secrets.map((secret) => secret.secret_hash)
    };
}

/** Adds a client with its first secret. */
export async function addClient(
    tx: Tx,
    client: { clientId: string; tenantId: string; roles: readonly string[]; secretHash: Buffer }
): Promise<void> {
    await tx
        .insertInto('oauth_client')
        .values({
            client_id: client.clientId,
            tenant_id: client.tenantId,
            roles: JSON.stringify(client.roles),
            disabled_at: null
        })
        .execute();
    await tx
        .insertInto('oauth_client_secret')
        .values({ id: randomUUID(), client_id: client.clientId, secret_hash: client.secretHash, expires_at: null })
        .execute();
}

/** Disables every client of the tenant; their access tokens are refused from then on. Returns how many. */
export async function disableClients(tx: Tx, tenantId: string, now: Date): Promise<number> {
    const result = await tx
        .updateTable('oauth_client')
        .set({ disabled_at: now })
        .where('tenant_id', '=', tenantId)
        .where('disabled_at', 'is', null)
        .executeTakeFirst();
    return Number(result.numUpdatedRows);
}
