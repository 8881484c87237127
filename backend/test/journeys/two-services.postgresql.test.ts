import { randomBytes } from 'node:crypto';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Place, newPlace } from '../support/place.ts';
import { type Service, startRefused, startService } from '../support/service.ts';
import { type Reply, call } from '../support/client.ts';
import { type Org, idOf, newCode, newOrg } from '../support/org.ts';

describe('two services on one PostgreSQL', () => {
    let place: Place;
    let services: Service[];
    let orgs: Org[];

    beforeAll(async () => {
        place = await newPlace();
        const key = join(place.folder, 'shared.key');
        writeFileSync(key, randomBytes(32).toString('base64'), { mode: 0o600 });
        const start = (folder: string): Promise<Service> =>
            startService(place, { STRONGROOM_KEK: `file:${key}`, STRONGROOM_DATA_DIR: join(place.folder, folder) });
        services = await Promise.all([start('one'), start('two')]);
        const org = await newOrg(place, services[0]!.url);
        orgs = services.map((service) => org.at(service.url));
    });
    afterAll(() => place.dispose());

    const ids = (reply: Reply): string[] => reply.body.items.map((item: { clientId: string }) => item.clientId);

    it('start at once on an empty database: one makes the tables, both work', async () => {
        for (const service of services) {
            expect((await call(service.url, 'GET', '/readyz')).status).toBe(200);
            expect(service.log().filter((line) => line['level'] === 'error')).toEqual([]);
        }
        const runs = await place.inspect((db) =>
            db
                .withSchema('public')
                .selectFrom('kysely_migration' as 'tenant')
                .selectAll()
                .execute()
        );
        expect(runs).toHaveLength(readdirSync(join(import.meta.dirname, '../../migrations')).length);
    });

    it('the first tokens of an organisation, set through both at once, share one data key, and all open', async () => {
        const names = Array.from({ length: 20 }, (_, n) => `first-${String(n).padStart(2, '0')}`);
        const set = await Promise.all(names.map((name, n) => orgs[n % 2]!.setToken(name, `planted-token-${name}`)));
        expect(new Set(set.map((reply) => reply.status))).toEqual(new Set([200]));
        for (const org of orgs) expect(ids(await org.list())).toEqual(names);
        const keys = await place.inspect((db) => db.selectFrom('tenant_data_key').selectAll().execute());
        expect(keys).toHaveLength(1);
    });

    it('give one code, used through both at once, to one organisation', async () => {
        const code = await newCode(place);
        const replies = await Promise.all(
            Array.from({ length: 8 }, (_, n) =>
                call(services[n % 2]!.url, 'POST', '/v1/enrolments', { json: { code, orgId: idOf('00D', 400 + n) } })
            )
        );
        expect(replies.filter((reply) => reply.status === 201)).toHaveLength(1);
    });

    it('an organisation that enrols twice at once through both is enrolled once', async () => {
        const orgId = idOf('00D', 500);
        const codes = [await newCode(place), await newCode(place)];
        const replies = await Promise.all(
            codes.map((code, n) => call(services[n]!.url, 'POST', '/v1/enrolments', { json: { code, orgId } }))
        );
        expect(replies.map((reply) => reply.status).sort()).toEqual([201, 409]);
    });

    it('what one changes the other shows at once, and one goes on when the other is killed', async () => {
        await orgs[0]!.setToken('of-one', 'planted-token-of-one');
        expect(ids(await orgs[1]!.list())).toContain('of-one');
        await services[0]!.kill();
        expect((await orgs[1]!.setToken('of-two', 'planted-token-of-two')).status).toBe(200);
        expect(ids(await orgs[1]!.list())).toEqual(expect.arrayContaining(['of-one', 'of-two']));
    });
});

describe('two services that begin at once with a key each', () => {
    let place: Place;

    beforeAll(async () => {
        place = await newPlace();
    });
    afterAll(() => place.dispose());

    it('cannot seal apart: one pins its key to the database, the other refuses and names that key', async () => {
        const start = (folder: string): Promise<Service | Awaited<ReturnType<typeof startRefused>>> => {
            const settings = { STRONGROOM_DATA_DIR: join(place.folder, folder) };
            return startService(place, settings).catch(() => startRefused(place, settings));
        };
        const both = await Promise.all([start('one'), start('two')]);
        const running = both.flatMap((each) => ('url' in each ? [each] : []));
        const refused = both.flatMap((each) => ('url' in each ? [] : [each]));
        expect([running.length, refused.length]).toEqual([1, 1]);
        const pinned = running[0]?.log().find((line) => line['msg'] === 'ready')?.['keyId'];
        expect(refused[0]?.code).toBe(1);
        expect(refused[0]?.said).toContain(`This database belongs to the key ${String(pinned)}`);
    });
});

describe('an organisation that enrols again many times at once', () => {
    let place: Place;
    let services: Service[];

    beforeAll(async () => {
        place = await newPlace();
        const key = join(place.folder, 'shared.key');
        writeFileSync(key, randomBytes(32).toString('base64'), { mode: 0o600 });
        const settings = { STRONGROOM_KEK: `file:${key}` };
        services = [await startService(place, settings), await startService(place, settings)];
    });
    afterAll(() => place.dispose());

    it('has one client that works afterwards', async () => {
        const orgId = idOf('00D', 600);
        await newOrg(place, services[0]!.url, 600);
        const codes = await Promise.all(Array.from({ length: 6 }, () => newCode(place, orgId)));
        const replies = await Promise.all(
            codes.map((code, n) => call(services[n % 2]!.url, 'POST', '/v1/enrolments', { json: { code, orgId } }))
        );
        expect(replies.map((reply) => reply.status)).toEqual(Array(6).fill(201));
        const working = await place.inspect((db) =>
            db.selectFrom('oauth_client').selectAll().where('disabled_at', 'is', null).execute()
        );
        expect(working).toHaveLength(1);
    });
});
