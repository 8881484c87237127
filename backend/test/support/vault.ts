import { type Db } from '../../src/platform/db.ts';
import { loadKek } from '../../src/vault/load-kek.ts';
import { type Vault, createVault } from '../../src/vault/vault.ts';
import { type Place, configOf } from './place.ts';

/** The vault of a place, with the key of its own data folder. */
export const vaultOf = async (place: Place, db: Db): Promise<Vault> =>
    createVault(await loadKek(configOf(place.dataDir, place.databaseUrl), db, () => undefined));

export interface StoredSecret {
    readonly tenantId: string;
    readonly clientId: string;
    readonly token: string;
    readonly tokenSetAt: string;
}

/** Every secret of the place with its token, opened. The service must be stopped. */
export const openSecrets = (place: Place): Promise<StoredSecret[]> =>
    place.inspect(async (db) => {
        const vault = await vaultOf(place, db);
        const rows = await db.selectFrom('secret').selectAll().orderBy('client_id').execute();
        const opened: StoredSecret[] = [];
        for (const row of rows) {
            const clientId = row.client_id.toString('utf8');
            const sealedFor = { tenant: row.tenant_id, record: `secret:${clientId}`, field: 'token' };
            opened.push({
                tenantId: row.tenant_id,
                clientId,
                token: await vault.open(db, sealedFor, row.sealed_token),
                tokenSetAt: row.token_set_at.toISOString()
            });
        }
        return opened;
    });
