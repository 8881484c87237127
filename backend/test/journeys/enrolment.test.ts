import { type Place, newPlace } from '../support/place.ts';
import { type Service, startService } from '../support/service.ts';
import { type Reply, call } from '../support/client.ts';
import { askAccessToken, enrol, idOf, newCode, newOrg, runEnrol } from '../support/org.ts';

const codeForm = /^sre_[\w-]{43}$/;
let place: Place;
let service: Service;

beforeAll(async () => {
    place = await newPlace();
    service = await startService(place);
});
afterAll(() => place.dispose());

// Each test calls from an address of its own, as a proxy on this machine would name it: failures count by address.
let addresses = 0;
const nextAddress = (): string => `192.0.2.${++addresses}`;

const ask = (code: string, orgId: string, from = nextAddress()): Promise<Reply> =>
    call(service.url, 'POST', '/v1/enrolments', {
        headers: { 'x-forwarded-for': from },
        json: { code, orgId }
    });
const outcome = (reply: Reply): string => `${reply.status} ${reply.body.code ?? ''}`.trim();
const wrongCode = (last = 'A'): string => `sre_${'A'.repeat(42)}${last}`;

describe('enrolment', () => {
    it('turns a code into the organisation’s client and secret, each with its own prefix', async () => {
        const reply = await ask(await newCode(place), idOf('00D', 10));
        expect(outcome(reply)).toBe('201');
        expect(reply.body).toEqual({
            clientId: expect.stringMatching(/^src_[\w-]{43}$/),
            clientSecret: expect.stringMatching(/^srs_[\w-]{43}$/)
        });
        expect(reply.headers['cache-control']).toBe('no-store');
    });

    it('takes the 15-character form of an organisation’s id as the same organisation', async () => {
        const orgId = idOf('00D', 11);
        expect(outcome(await ask(await newCode(place), orgId.slice(0, 15)))).toBe('201');
        expect(outcome(await ask(await newCode(place), orgId))).toBe('409 org_already_enrolled');
    });

    it('accepts a code once', async () => {
        const code = await newCode(place);
        expect(outcome(await ask(code, idOf('00D', 12)))).toBe('201');
        expect(outcome(await ask(code, idOf('00D', 13)))).toBe('401 enrolment_code_invalid');
    });

    it('gives exactly one of ten that use one code at once a client', async () => {
        const code = await newCode(place);
        const replies = await Promise.all(Array.from({ length: 10 }, (_, n) => ask(code, idOf('00D', 100 + n))));
        const outcomes = replies.map(outcome).sort();
        expect(outcomes).toEqual(['201', ...Array.from({ length: 9 }, () => '401 enrolment_code_invalid')]);
    });

    it('refuses an enrolled organisation a code made for anyone, which then still works for another', async () => {
        const orgId = idOf('00D', 14);
        const credentials = await enrol(place, service.url, orgId);
        const code = await newCode(place);
        expect(outcome(await ask(code, orgId))).toBe('409 org_already_enrolled');
        expect((await askAccessToken(service.url, credentials)).status).toBe(200);
        expect(outcome(await ask(code, idOf('00D', 15)))).toBe('201');
    });

    it('accepts a code made for an organisation from that one alone', async () => {
        const orgId = idOf('00D', 16);
        const code = await newCode(place, orgId);
        expect(outcome(await ask(code, idOf('00D', 17)))).toBe('401 enrolment_code_invalid');
        expect(outcome(await ask(code, orgId))).toBe('201');
    });

    it('enrols again with a code made for it: the former client and its access tokens end at once, secrets stay', async () => {
        const org = await newOrg(place, service.url, 18);
        await org.setToken('kept', 'planted-token-kept');
        const renewed = await enrol(place, service.url, org.orgId);
        expect(renewed.clientId).not.toBe(org.credentials.clientId);
        expect(outcome(await org.list())).toBe('401 access_token_invalid');
        expect(outcome(await org.setToken('kept', 'planted-token-late'))).toBe('401 access_token_invalid');
        const refused = await askAccessToken(service.url, org.credentials);
        expect([refused.status, refused.body.error]).toEqual([401, 'invalid_client']);
        const issued = await askAccessToken(service.url, renewed);
        const { body } = await org.call('GET', '/v1/secrets', {
            headers: { authorization: `Bearer ${issued.body.access_token}` }
        });
        expect(body.items.map((item: { clientId: string }) => item.clientId)).toEqual(['kept']);
    });

    it('blocks an address after ten wrong codes, for a right code too, says how long, and no other address', async () => {
        const address = nextAddress();
        for (let n = 0; n < 10; n += 1) {
            expect(outcome(await ask(wrongCode(String(n)), idOf('00D', 19), address))).toBe(
                '401 enrolment_code_invalid'
            );
        }
        const code = await newCode(place);
        for (const tried of [wrongCode(), code]) {
            const blocked = await ask(tried, idOf('00D', 19), address);
            expect(outcome(blocked)).toBe('429 too_many_attempts');
            const wait = Number(blocked.headers['retry-after']);
            expect(wait).toBeGreaterThan(0);
            expect(wait).toBeLessThanOrEqual(15 * 60);
        }
        expect(outcome(await ask(code, idOf('00D', 19)))).toBe('201');
    });

    it('refuses what is malformed, each with its code, and uses no enrolment code up', async () => {
        const code = await newCode(place);
        const orgId = idOf('00D', 20);
        const wrong: [what: string, json: object, expected: string][] = [
            ['a code of another kind', { code: `srt_${'A'.repeat(43)}` }, '401 enrolment_code_invalid'],
            ['an empty code', { code: '' }, '401 enrolment_code_invalid'],
            ['a code of a wrong type', { code: 7 }, '400 invalid_request'],
            ['no code', { code: undefined }, '400 invalid_request'],
            ['the id of a user', { orgId: idOf('005', 1) }, '400 org_id_invalid'],
            ['an id with a wrong checksum', { orgId: `${orgId.slice(0, 15)}AAA` }, '400 org_id_invalid'],
            ['no id', { orgId: undefined }, '400 invalid_request'],
            ['a name with a NUL', { orgName: 'Ac\0me' }, '400 invalid_request'],
            ['a name that is not text', { orgName: ['Acme'] }, '400 invalid_request']
        ];
        const from = nextAddress();
        for (const [what, part, expected] of wrong) {
            const json = { code, orgId, ...part };
            const reply = await call(service.url, 'POST', '/v1/enrolments', {
                headers: { 'x-forwarded-for': from },
                json
            });
            expect([what, outcome(reply)]).toEqual([what, expected]);
        }
        expect(outcome(await ask(code, orgId))).toBe('201');
    });
});

describe('npm run enrol', () => {
    it('prints the code alone on the last line of stdout, beside a running service', async () => {
        const { status, stdout, stderr } = await runEnrol(place);
        expect(status).toBe(0);
        expect(stdout.endsWith('\n')).toBe(true);
        expect(stdout.trimEnd().split('\n').at(-1)).toMatch(codeForm);
        expect(stderr).not.toMatch(/sre_/);
    });

    it('refuses to bind a code to what is no organisation', async () => {
        const { status, stdout, stderr } = await runEnrol(place, ['--org', 'acme']);
        expect([status, stdout]).toEqual([1, '']);
        expect(stderr).toContain('No code was made. Name a Salesforce organisation by its id');
    });

    it('works without a service and without its key; a code is good for 15 minutes, then refused', async () => {
        await service.stop();
        const { status, stdout } = await runEnrol(place, [], { NODE_ENV: 'production' });
        expect(status).toBe(0);
        const before = Date.now();
        const stale = await newCode(place);
        const made = await place.inspect(async (db) => {
            const codes = await db.selectFrom('enrolment_code').selectAll().where('used_at', 'is', null).execute();
            const newest = codes.reduce((a, b) => (a.expires_at > b.expires_at ? a : b));
            await db
                .updateTable('enrolment_code')
                .set({ expires_at: new Date(Date.now() - 1000) })
                .where('code_hash', '=', newest.code_hash)
                .execute();
            return newest;
        });
        const lifetimeMs = made.expires_at.getTime() - before;
        expect(lifetimeMs).toBeGreaterThanOrEqual(15 * 60_000);
        expect(lifetimeMs).toBeLessThan(16 * 60_000);
        service = await startService(place);
        expect(outcome(await ask(stdout.trim(), idOf('00D', 30)))).toBe('201');
        expect(outcome(await ask(stale, idOf('00D', 31)))).toBe('401 enrolment_code_invalid');
    });

    it('leaves no code, secret or access token in the database: hashes alone', async () => {
        const open = await newCode(place);
        const org = await newOrg(place, service.url, 32);
        await service.stop();
        const rows = await place.inspect(async (db) => [
            await db.selectFrom('enrolment_code').selectAll().execute(),
            await db.selectFrom('oauth_client').selectAll().execute(),
            await db.selectFrom('oauth_client_secret').selectAll().execute(),
            await db.selectFrom('oauth_artifact').selectAll().execute(),
            await db.selectFrom('audit_event').selectAll().execute()
        ]);
        const text = JSON.stringify(rows, (_key, value: unknown) =>
            value instanceof Object && 'data' in value ? Buffer.from(value.data as number[]).toString('latin1') : value
        );
        expect(text).toContain(org.credentials.clientId);
        for (const secret of [open, org.credentials.clientSecret, org.token]) {
            expect(text).not.toContain(secret);
            expect(text).not.toContain(secret.slice(4));
        }
        expect(text).not.toMatch(/sr[est]_/);
        const hashes = rows[0]!.map((row) => ('code_hash' in row ? row.code_hash.length : 0));
        expect(new Set(hashes)).toEqual(new Set([32]));
        service = await startService(place);
    });
});
