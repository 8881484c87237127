import { type Adapter, type AdapterPayload, errors } from 'oidc-provider';
import { findClient } from '../clients/store.ts';
import type { Clock } from '../platform/clock.ts';
import { type Db, isUnreachable } from '../platform/db.ts';
import { consumeArtifact, findArtifact, removeArtifact, removeGrant, saveArtifact } from './store.ts';

interface Deps {
    readonly db: Db;
    readonly now: Clock;
}

/** The library wants a secret in the metadata. Ours are hashes: this one is never compared (see `provider.ts`). */
const noSecret = 'not-a-secret';

/** A database that cannot be reached is said as such (503), not as an error of the server's own. */
async function answering<T>(work: Promise<T>): Promise<T> {
    try {
        return await work;
    } catch (error) {
        if (!isUnreachable(error)) throw error;
        const unavailable = new errors.OIDCProviderError(503, 'temporarily_unavailable', { cause: error });
        unavailable.expose = true;
        throw unavailable;
    }
}

/** Clients are read from `clients/`, and changed there alone. */
const clientAdapter = ({ db, now }: Deps): Partial<Adapter> => ({
    find: async (id) => {
        const client = await answering(findClient(db, id, new Date(now())));
        return (
            client && {
                client_id: client.clientId,
                client_secret: noSecret,
                grant_types: ['client_credentials'],
                redirect_uris: [],
                response_types: [],
                token_endpoint_auth_method: 'client_secret_basic',
                tenantId: client.tenantId,
                secretHashes: client.secretHashes.map((hash) => hash.toString('base64'))
            }
        );
    }
});

/** An opaque token's `jti` is the token itself: it is taken off before a payload is stored, and put back when found. */
const artifactAdapter = ({ db, now }: Deps, kind: string): Adapter => ({
    upsert: async (id, { jti: _jti, ...payload }, expiresInSeconds) => {
        const expiresAt = expiresInSeconds ? new Date(now() + expiresInSeconds * 1000) : null;
        const clientId = payload.clientId ?? null;
        const grantId = payload.grantId ?? null;
        await answering(saveArtifact(db, { kind, id, payload, clientId, grantId, expiresAt }, new Date(now())));
    },
    find: async (id) => {
        const found = await answering(findArtifact(db, kind, id, new Date(now())));
        if (!found) return undefined;
        const consumed = found.consumedAt ? { consumed: Math.floor(found.consumedAt.getTime() / 1000) } : {};
        const payload: AdapterPayload = { ...found.payload, ...consumed, jti: id };
        return payload;
    },
    consume: async (id) => {
        const first = await answering(consumeArtifact(db, kind, id, new Date(now())));
        if (!first) throw new errors.InvalidGrant('already used');
    },
    destroy: (id) => answering(removeArtifact(db, kind, id)),
    revokeByGrantId: (grantId) => answering(removeGrant(db, grantId)),
    findByUid: async () => undefined, // no sessions: only the client credentials grant is served
    findByUserCode: async () => undefined // no device flow
});

/** oidc-provider's storage on our tables: everything by hash, single use decided by one UPDATE. */
export const createAdapter =
    (deps: Deps) =>
    (kind: string): Adapter =>
        kind === 'Client' ? { ...artifactAdapter(deps, kind), ...clientAdapter(deps) } : artifactAdapter(deps, kind);
