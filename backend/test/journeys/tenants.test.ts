import { type Place, newPlace } from '../support/place.ts';
import { type Service, startService } from '../support/service.ts';
import { type Org, ana, newOrg } from '../support/org.ts';
import { auditRows } from '../support/inspect.ts';

let place: Place;
let service: Service;
let acme: Org;
let other: Org;

beforeAll(async () => {
    place = await newPlace();
    service = await startService(place);
    acme = await newOrg(place, service.url, 1);
    other = await newOrg(place, service.url, 2);
    await acme.setToken('shared-name', 'planted-token-of-acme');
    await acme.setToken('only-acme', 'planted-token-of-acme');
});
afterAll(() => place.dispose());

describe('an access token of another organisation', () => {
    it('sees nothing: not in the list, not when it asks by name, not with a cursor of the other’s', async () => {
        expect((await other.list()).body).toEqual({ items: [], next: null });
        expect((await other.list('?clientId=only-acme')).body.items).toEqual([
            { clientId: 'only-acme', tokenSet: false, tokenSetAt: null, tokenSetBy: null }
        ]);
        const { next } = (await acme.list('?limit=1')).body;
        expect((await other.list(`?cursor=${next}`)).body).toEqual({ items: [], next: null });
    });

    it('removes nothing', async () => {
        const refused = await other.removeToken('only-acme');
        expect([refused.status, refused.body.code]).toEqual([404, 'secret_not_found']);
        expect((await acme.list()).body.items).toHaveLength(2);
    });

    it('sets only its own secret of that name', async () => {
        const acmes = (await acme.list()).body;
        const set = await other.setToken('shared-name', 'planted-token-of-other');
        expect(set.status).toBe(200);
        expect((await acme.list()).body).toEqual(acmes);
        expect((await other.list()).body.items).toEqual([set.body]);
        expect((await other.removeToken('shared-name')).status).toBe(204);
        expect((await acme.list()).body).toEqual(acmes);
    });
});

describe('the audit', () => {
    it('has one row for each change, in order, under the organisation that made it, and no place for a value', async () => {
        await service.stop();
        const rows = await place.inspect(auditRows);
        const changes = rows
            .filter((row) => row.action.startsWith('secret.'))
            .map((row) => [row.tenant_id, row.actor, row.action, row.subject, row.outcome, row.reason]);
        expect(changes).toEqual([
            [acme.orgId, ana, 'secret.set_token', 'shared-name', 'done', null],
            [acme.orgId, ana, 'secret.set_token', 'only-acme', 'done', null],
            [other.orgId, ana, 'secret.remove_token', 'only-acme', 'refused', 'secret_not_found'],
            [other.orgId, ana, 'secret.set_token', 'shared-name', 'done', null],
            [other.orgId, ana, 'secret.remove_token', 'shared-name', 'done', null]
        ]);
        const others = rows
            .filter((row) => !row.action.startsWith('secret.'))
            .map((row) => `${row.action} ${row.outcome}`);
        const enrolled = ['enrolment_code.issue done', 'org.enrol done', 'access_token.issue done'];
        expect(others).toEqual([...enrolled, ...enrolled]);
        expect(Object.keys(rows[0]!).sort()).toEqual(
            [
                'action',
                'actor',
                'at',
                'client_id',
                'id',
                'outcome',
                'reason',
                'request_id',
                'subject',
                'tenant_id'
            ].sort()
        );
        for (const row of rows) expect(JSON.stringify(row)).not.toMatch(/planted-token|sr[est]_/);
    });

    it('and the change are one transaction: what cannot be recorded is not done', async () => {
        const { sql } = await import('kysely');
        const refuse = sql`ALTER TABLE audit_event ADD CONSTRAINT refuse CHECK (outcome <> 'done') NOT VALID`;
        await place.inspect((db) => refuse.execute(db));
        service = await startService(place);
        const org = acme.at(service.url);
        const before = (await org.list()).body;
        for (const attempt of [
            () => org.setToken('unrecorded', 'planted-token-of-acme'),
            () => org.setToken('only-acme', 'planted-token-of-acme-new'),
            () => org.removeToken('only-acme')
        ]) {
            const reply = await attempt();
            expect([reply.status, reply.body.code]).toEqual([500, 'internal_error']);
        }
        expect((await org.list()).body).toEqual(before);
        expect(service.output()).not.toContain('planted-token');
    });
    it('says nothing of a change that failed when it was to be committed', async () => {
        await service.stop();
        const { sql } = await import('kysely');
        const before = await place.inspect(async (db) => {
            await sql`ALTER TABLE audit_event DROP CONSTRAINT refuse`.execute(db);
            await sql`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused'; END $$`.execute(
                db
            );
            await sql`CREATE CONSTRAINT TRIGGER refuse AFTER INSERT OR UPDATE ON secret
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse()`.execute(db);
            return (await auditRows(db)).filter((row) => row.outcome === 'done').length;
        });
        service = await startService(place);
        const org = acme.at(service.url);
        for (const clientId of ['uncommitted', 'only-acme']) {
            expect((await org.setToken(clientId, 'planted-token-of-acme')).status).toBe(500);
        }
        await service.stop();
        const rows = await place.inspect(auditRows);
        expect(rows.filter((row) => row.outcome === 'done')).toHaveLength(before);
        const refused = rows.filter((row) => row.reason === 'internal_error').map((row) => row.subject);
        expect(refused).toEqual(expect.arrayContaining(['uncommitted', 'only-acme']));
    });
});
