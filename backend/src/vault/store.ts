import type { Db, Tx } from '../platform/db.ts';

/** A tenant's data key as it lies in the database. */
export interface WrappedKey {
    readonly id: string;
    readonly tenantId: string;
    readonly kekId: string;
    readonly wrapped: Buffer;
}

const columns = ['id', 'tenant_id as tenantId', 'kek_id as kekId', 'wrapped'] as const;

/** The tenant's key for new values, if it has one yet. */
export const findActiveKey = (db: Db | Tx, tenantId: string): Promise<WrappedKey | undefined> =>
    db
        .selectFrom('tenant_data_key')
        .select(columns)
        .where('tenant_id', '=', tenantId)
        .where('retired_at', 'is', null)
        .executeTakeFirst();

/** A key of this tenant by id, retired ones included. */
export const findKey = (db: Db | Tx, tenantId: string, id: string): Promise<WrappedKey | undefined> =>
    db
        .selectFrom('tenant_data_key')
        .select(columns)
        .where('id', '=', id)
        .where('tenant_id', '=', tenantId)
        .executeTakeFirst();

/** Adds the key unless the tenant got one in the meantime. */
export async function addKeyIfNone(db: Db | Tx, key: WrappedKey): Promise<void> {
    await db
        .insertInto('tenant_data_key')
        .values({ id: key.id, tenant_id: key.tenantId, kek_id: key.kekId, wrapped: key.wrapped, retired_at: null })
        .onConflict((conflict) => conflict.column('tenant_id').where('retired_at', 'is', null).doNothing())
        .execute();
}

/** One wrapped key for each key-encryption key in use: what a start needs to check that it holds them. */
export const oneKeyPerKek = (db: Db): Promise<WrappedKey[]> =>
    db.selectFrom('tenant_data_key').distinctOn('kek_id').select(columns).orderBy('kek_id').orderBy('id').execute();

/** Pins the key as the database's own unless another is pinned already; answers the id of the one that is. */
export async function pinKek(db: Db, id: string): Promise<string> {
    await db
        .insertInto('key_encryption_key')
        .values({ id })
        .onConflict((conflict) => conflict.column('the_only').doNothing())
        .execute();
    return (await db.selectFrom('key_encryption_key').select('id').executeTakeFirstOrThrow()).id;
}

/** The id of the key that the first start pinned. */
export const findPinnedKek = async (db: Db): Promise<string | undefined> =>
    (await db.selectFrom('key_encryption_key').select('id').executeTakeFirst())?.id;
