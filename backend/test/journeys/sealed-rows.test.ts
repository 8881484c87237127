import { randomUUID } from 'node:crypto';
import { SealBroken } from '../../src/vault/envelope.ts';
import { type Place, newPlace } from '../support/place.ts';
import { type Service, startService } from '../support/service.ts';
import { type Org, newOrg } from '../support/org.ts';
import { openSecrets, vaultOf } from '../support/vault.ts';

let place: Place;
let service: Service;
let acme: Org;
let other: Org;

beforeAll(async () => {
    place = await newPlace();
    service = await startService(place);
    acme = await newOrg(place, service.url, 1);
    other = await newOrg(place, service.url, 2);
    await acme.setToken('one', 'planted-token-one');
    await acme.setToken('two', ' planted-token-two\n');
    await other.setToken('one', 'planted-token-other');
    await service.stop();
});
afterAll(() => place.dispose());

describe('a stored token', () => {
    it('opens in its own row, without the blanks that were around it', async () => {
        const opened = await openSecrets(place);
        expect(opened.map(({ tenantId, clientId, token }) => `${tenantId} ${clientId} ${token}`).sort()).toEqual(
            [
                `${acme.orgId} one planted-token-one`,
                `${acme.orgId} two planted-token-two`,
                `${other.orgId} one planted-token-other`
            ].sort()
        );
    });

    it('does not open in another client ID’s row, in another organisation’s, or as another field', async () => {
        await place.inspect(async (db) => {
            const vault = await vaultOf(place, db);
            const rows = await db.selectFrom('secret').selectAll().where('tenant_id', '=', acme.orgId).execute();
            const { sealed_token: sealed } = rows.find((row) => row.client_id.toString() === 'one')!;
            const own = { tenant: acme.orgId, record: 'secret:one', field: 'token' };
            expect(await vault.open(db, own, sealed)).toBe('planted-token-one');
            for (const elsewhere of [
                { ...own, record: 'secret:two' },
                { ...own, tenant: other.orgId },
                { ...own, field: 'refresh' }
            ]) {
                await expect(vault.open(db, elsewhere, sealed)).rejects.toThrow(SealBroken);
            }
        });
    });

    it('is sealed under a data key of its organisation, one each, that is itself wrapped', async () => {
        const keys = await place.inspect((db) => db.selectFrom('tenant_data_key').selectAll().execute());
        expect(keys.map((key) => key.tenant_id).sort()).toEqual([acme.orgId, other.orgId].sort());
        expect(new Set(keys.map((key) => key.kek_id)).size).toBe(1);
        for (const key of keys) expect(key.wrapped).toHaveLength(1 + 16 + 12 + 32 + 16);
    });

    it('does not open under a data key that was moved to its organisation from another', async () => {
        await place.inspect(async (db) => {
            const keys = await db.selectFrom('tenant_data_key').selectAll().execute();
            const stolen = keys.find((key) => key.tenant_id === other.orgId)!;
            const row = await db
                .selectFrom('secret')
                .selectAll()
                .where('tenant_id', '=', other.orgId)
                .executeTakeFirstOrThrow();
            await db
                .updateTable('tenant_data_key')
                .set({ tenant_id: acme.orgId, retired_at: new Date() })
                .where('id', '=', stolen.id)
                .execute();
            const asAcme = { tenant: acme.orgId, record: 'secret:one', field: 'token' };
            const opening = vaultOf(place, db).then((vault) => vault.open(db, asAcme, row.sealed_token));
            await expect(opening).rejects.toThrow(SealBroken);
            await db
                .updateTable('tenant_data_key')
                .set({ tenant_id: other.orgId, retired_at: null })
                .where('id', '=', stolen.id)
                .execute();
        });
    });

    it('gets one data key when the first tokens of an organisation are sealed at once', async () => {
        const orgId = `made-up-${randomUUID()}`;
        await place.inspect(async (db) => {
            await db.insertInto('tenant').values({ id: orgId, name: null }).execute();
            const vaults = [await vaultOf(place, db), await vaultOf(place, db)];
            const at = (n: number) => ({ tenant: orgId, record: `secret:${String(n)}`, field: 'token' });
            const sealed = await Promise.all(
                Array.from({ length: 12 }, (_, n) => vaults[n % 2]!.seal(db, at(n), `planted-token-${String(n)}`))
            );
            const keys = await db.selectFrom('tenant_data_key').selectAll().where('tenant_id', '=', orgId).execute();
            expect(keys).toHaveLength(1);
            for (const [n, one] of sealed.entries()) {
                expect(await vaults[(n + 1) % 2]!.open(db, at(n), one)).toBe(`planted-token-${String(n)}`);
            }
        });
    });
});
