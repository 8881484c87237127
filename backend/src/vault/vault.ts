import { randomBytes, randomUUID } from 'node:crypto';
import type { Db, Tx } from '../platform/db.ts';
import { type Key, type Place, SealBroken, keyIdOf, open, seal } from './envelope.ts';
import { type KeyEncryptionKey, KeyError } from './key-file.ts';
import { type WrappedKey, addKeyIfNone, findActiveKey, findKey, oneKeyPerKek, pinKek } from './store.ts';

/** Seals and opens values of tenants. Ciphers, data keys and the key-encryption key stay inside. */
export interface Vault {
    /** Seals text for one place; the tenant's first value makes its data key. */
    seal: (db: Db | Tx, place: Place, text: string) => Promise<Buffer>;
    /** Opens what `seal` returned for the same place; refuses (SealBroken) anything else. */
    open: (db: Db | Tx, place: Place, sealed: Buffer) => Promise<string>;
}

const heldKeys = 1_000;

// The key-encryption key has no UUID of its own; its id is recorded beside the wrapped key.
const wrapKeyId = '00000000-0000-0000-0000-000000000000';
const wrapPlace = (key: { id: string; tenantId: string }): Place => ({
    tenant: key.tenantId,
    record: key.id,
    field: 'data-key'
});

function unwrap(kek: KeyEncryptionKey, key: WrappedKey): Key {
    if (key.kekId !== kek.id) {
        throw new KeyError(
            `Stored tokens are sealed under the key ${key.kekId}, and STRONGROOM_KEK names ${kek.id}. Start with the key file of ${key.kekId}; nothing was changed.`
        );
    }
    return open(kek.key, wrapPlace(key), key.wrapped);
}

/**
 * Refuses (KeyError, naming the key id that is needed) another key-encryption key than the database's first, and one
 * that does not open what is stored. The first start pins its key, so that two that begin at once cannot seal apart.
 */
export async function checkKek(db: Db, kek: KeyEncryptionKey): Promise<void> {
    const pinned = await pinKek(db, kek.id);
    if (pinned !== kek.id) {
        throw new KeyError(
            `This database belongs to the key ${pinned}, and the key file holds ${kek.id}. Start with the key file of ${pinned}; nothing was changed.`
        );
    }
    for (const key of await oneKeyPerKek(db)) unwrap(kek, key).fill(0);
}

/** Makes the vault of a key-encryption key. Up to a thousand tenants’ data keys are held unwrapped in memory. */
export function createVault(kek: KeyEncryptionKey): Vault {
    const opened = new Map<string, Key>();

    const hold = (wrapped: WrappedKey): Key => {
        const known = opened.get(wrapped.id);
        if (known) return known;
        const key = unwrap(kek, wrapped);
        const oldest = opened.keys().next().value;
        if (opened.size >= heldKeys && oldest !== undefined) opened.delete(oldest);
        opened.set(wrapped.id, key);
        return key;
    };

    const activeKey = async (db: Db | Tx, tenantId: string): Promise<WrappedKey> => {
        const existing = await findActiveKey(db, tenantId);
        if (existing) return existing;
        const id = randomUUID();
        const fresh = randomBytes(32);
        const wrapped = seal(kek.key, wrapKeyId, wrapPlace({ id, tenantId }), fresh);
        fresh.fill(0);
        await addKeyIfNone(db, { id, tenantId, kekId: kek.id, wrapped });
        const active = await findActiveKey(db, tenantId); // another request may have been first
        if (!active) throw new Error('The data key that was just stored is not there.');
        return active;
    };

    return {
        seal: async (db, place, text) => {
            const wrapped = await activeKey(db, place.tenant);
            const plaintext = Buffer.from(text, 'utf8');
            try {
                return seal(hold(wrapped), wrapped.id, place, plaintext);
            } finally {
                plaintext.fill(0);
            }
        },
        open: async (db, place, sealed) => {
            const wrapped = await findKey(db, place.tenant, keyIdOf(sealed));
            if (!wrapped) throw new SealBroken();
            const plaintext = open(hold(wrapped), place, sealed);
            try {
                return plaintext.toString('utf8');
            } finally {
                plaintext.fill(0);
            }
        }
    };
}
