import { recordEvent } from '../audit/store.ts';
import { type Db, inTransaction } from '../platform/db.ts';
import { hashCredential } from '../platform/credential.ts';

/** What the authorization server keeps of something it issued. Its id is stored as a hash only. */
export interface Artifact {
    readonly kind: string;
    readonly id: string;
    readonly payload: Record<string, unknown>;
    readonly clientId: string | null;
    readonly grantId: string | null;
    readonly expiresAt: Date | null;
}

/** Stores the artifact, or its new state; an access token with its audit row. */
export async function saveArtifact(db: Db, artifact: Artifact, now: Date): Promise<void> {
    const state = { payload: JSON.stringify(artifact.payload), expires_at: artifact.expiresAt };
    await inTransaction(db, async (tx) => {
        await tx
            .insertInto('oauth_artifact')
            .values({
                kind: artifact.kind,
                id_hash: hashCredential(artifact.id),
                client_id: artifact.clientId,
                grant_id: artifact.grantId,
                consumed_at: null,
                ...state
            })
            .onConflict((conflict) => conflict.columns(['kind', 'id_hash']).doUpdateSet(state))
            .execute();
        if (artifact.kind !== 'ClientCredentials' || artifact.clientId === null) return;
        const client = await tx
            .selectFrom('oauth_client')
            .select('tenant_id')
            .where('client_id', '=', artifact.clientId)
            .executeTakeFirst();
        await recordEvent(tx, {
            at: now,
            tenantId: client?.tenant_id ?? null,
            clientId: artifact.clientId,
            actor: null,
            action: 'access_token.issue',
            subject: null,
            outcome: 'done',
            reason: null,
            requestId: null
        });
    });
}

/** A live artifact of a live client. The tokens of a client that was disabled are gone with it. */
export async function findArtifact(
    db: Db,
    kind: string,
    id: string,
    now: Date
): Promise<{ payload: Record<string, unknown>; consumedAt: Date | null } | undefined> {
    const found = await db
        .selectFrom('oauth_artifact')
        .leftJoin('oauth_client', 'oauth_client.client_id', 'oauth_artifact.client_id')
        .select(['oauth_artifact.payload', 'oauth_artifact.consumed_at'])
        .where('oauth_artifact.kind', '=', kind)
        .where('oauth_artifact.id_hash', '=', hashCredential(id))
        .where((where) =>
            where.or([where('oauth_artifact.expires_at', 'is', null), where('oauth_artifact.expires_at', '>', now)])
        )
        .where((where) =>
            where.or([
                where('oauth_artifact.client_id', 'is', null),
                where.and([
                    where('oauth_client.client_id', 'is not', null),
                    where('oauth_client.disabled_at', 'is', null)
                ])
            ])
        )
        .executeTakeFirst();
    return found && { payload: found.payload, consumedAt: found.consumed_at };
}

/** Marks a single-use artifact used; false when it was used before. One UPDATE, so that of two racers one loses. */
export async function consumeArtifact(db: Db, kind: string, id: string, now: Date): Promise<boolean> {
    const result = await db
        .updateTable('oauth_artifact')
        .set({ consumed_at: now })
        .where('kind', '=', kind)
        .where('id_hash', '=', hashCredential(id))
        .where('consumed_at', 'is', null)
        .executeTakeFirst();
    return result.numUpdatedRows > 0n;
}

/** Removes one artifact. */
export async function removeArtifact(db: Db, kind: string, id: string): Promise<void> {
    await db.deleteFrom('oauth_artifact').where('kind', '=', kind).where('id_hash', '=', hashCredential(id)).execute();
}

/** Removes everything of one grant. */
export async function removeGrant(db: Db, grantId: string): Promise<void> {
    await db.deleteFrom('oauth_artifact').where('grant_id', '=', grantId).execute();
}

/** Removes what expired before `before`. Returns how many rows. */
export async function removeExpiredArtifacts(db: Db, before: Date): Promise<number> {
    const result = await db.deleteFrom('oauth_artifact').where('expires_at', '<', before).executeTakeFirst();
    return Number(result.numDeletedRows);
}
