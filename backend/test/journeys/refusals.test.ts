import { gzipSync } from 'node:zlib';
import { type Place, newPlace } from '../support/place.ts';
import { type Service, startService } from '../support/service.ts';
import { type Call, type Reply, call } from '../support/client.ts';
import { type Org, ana, askAccessToken, idOf, newOrg, tokenPath } from '../support/org.ts';
import { auditRows, snapshot } from '../support/inspect.ts';

const planted = 'planted-token-of-refusals';
const target = 'existing';
let place: Place;
let service: Service;
let org: Org;
let powerless: Org;
let expiredToken: string;
let before: string;

beforeAll(async () => {
    place = await newPlace();
    service = await startService(place);
    org = await newOrg(place, service.url);
    powerless = await newOrg(place, service.url, 2);
    await org.setToken(target, 'planted-token-that-stays');
    expiredToken = (await askAccessToken(service.url, org.credentials)).body.access_token;
    await service.stop();
    before = await place.inspect(async (db) => {
        const { hashCredential } = await import('../../src/platform/credential.ts');
        await db
            .updateTable('oauth_artifact')
            .set({ expires_at: new Date(Date.now() - 1000) })
            .where('id_hash', '=', hashCredential(expiredToken))
            .execute();
        await db
            .updateTable('oauth_client')
            .set({ roles: '[]' })
            .where('client_id', '=', powerless.credentials.clientId)
            .execute();
        return snapshot(db);
    });
    service = await startService(place);
    org = org.at(service.url);
    powerless = powerless.at(service.url);
});
afterAll(() => place.dispose());

interface Expected {
    readonly action: string;
    readonly reason: string;
    readonly subject: string | null;
    readonly actor: string | null;
    readonly tenant_id: string | null;
    readonly client_id: string | null;
}
const recorded = new Map<string, Expected>();
const unrecorded: string[] = [];

const put = (details: Call): Promise<Reply> => org.call('PUT', tokenPath(target), details);
const json = (text: string | Buffer, headers: Record<string, string> = {}): Promise<Reply> =>
    put({ raw: text, headers: { 'content-type': 'application/json', ...headers } });
const bare = (headers: Record<string, string>, method = 'GET', path = '/v1/secrets'): Promise<Reply> =>
    call(service.url, method, path, { headers, ...(method === 'PUT' ? { json: { token: planted } } : {}) });
const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });

/** Holds the reply against the table of failures, and remembers what the audit must say of it. */
function expectRefused(reply: Reply, status: number, code: string, audit: Partial<Expected> | null): void {
    expect([reply.status, reply.body.code]).toEqual([status, code]);
    expect(reply.body.detail).toMatch(/^[A-Z].{15,}\.$/);
    expect(reply.headers['x-request-id']).toBe(reply.body.requestId);
    expect(reply.text).not.toContain(planted);
    if (audit === null) return void unrecorded.push(reply.body.requestId);
    const caller = { tenant_id: org.orgId, client_id: org.credentials.clientId, actor: ana };
    recorded.set(reply.body.requestId, {
        action: 'secret.set_token',
        subject: target,
        reason: code,
        ...caller,
        ...audit
    });
}

const nobody = { tenant_id: null, client_id: null, actor: null };
const listing = { action: 'secret.list', subject: null };
const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;

describe('a token that cannot be stored is refused', () => {
    it.each<[string, number, string, () => Promise<Reply>]>([
        ['malformed JSON', 400, 'malformed_json', () => json(`{"token": "${planted}"`)],
        ['JSON that is no object', 400, 'malformed_json', () => json(`"${planted}"`)],
        ['JSON that is no UTF-8', 400, 'malformed_json', () => json(Buffer.from([0x7b, 0xff, 0xfe, 0x7d]))],
        [
            'a body that is not what its encoding says',
            400,
            'malformed_json',
            () => json('{}', { 'content-encoding': 'gzip' })
        ],
        ['an empty body', 400, 'invalid_request', () => json('')],
        ['a list', 400, 'invalid_request', () => json(`["${planted}"]`)],
        ['deeply nested JSON', 400, 'invalid_request', () => json(`{"token": ${deep}}`)],
        ['a number as token', 400, 'invalid_request', () => put({ json: { token: 12345 } })],
        ['null as token', 400, 'invalid_request', () => put({ json: { token: null } })],
        ['an object as token', 400, 'invalid_request', () => put({ json: { token: { value: planted } } })],
        ['no token', 400, 'invalid_request', () => put({ json: { Token: planted } })],
        ['an empty token', 400, 'token_empty', () => put({ json: { token: '' } })],
        ['a token of blanks', 400, 'token_empty', () => put({ json: { token: ' \r\n\t\u00a0' } })],
        [
            'a token over 16 KB',
            400,
            'token_too_long',
            () => put({ json: { token: planted.padEnd(16 * 1024 + 1, 'x') } })
        ],
        [
            'a token over 16 KB of UTF-8',
            400,
            'token_too_long',
            () => put({ json: { token: 'ü'.repeat(8 * 1024 + 1) } })
        ],
        ['a line break inside', 400, 'token_control_characters', () => put({ json: { token: `a\n${planted}` } })],
        ['a NUL inside', 400, 'token_control_characters', () => put({ json: { token: `a\0${planted}` } })],
        ['a DEL inside', 400, 'token_control_characters', () => put({ json: { token: `a\u007f${planted}` } })],
        [
            'a line separator inside',
            400,
            'token_control_characters',
            () => put({ json: { token: `a\u2028${planted}` } })
        ],
        ['half a character inside', 400, 'token_control_characters', () => json('{"token": "a\\ud800b"}')],
        [
            'a body over 128 KB',
            413,
            'body_too_large',
            () => put({ json: { token: planted, more: 'x'.repeat(128 * 1024) } })
        ],
        [
            'a body that unpacks to over 128 KB',
            413,
            'body_too_large',
            () => json(gzipSync(JSON.stringify({ token: 'x'.repeat(300_000) })), { 'content-encoding': 'gzip' })
        ],
        ['a form', 415, 'content_type_unsupported', () => put({ form: { token: planted } })],
        ['text', 415, 'content_type_unsupported', () => json(planted, { 'content-type': 'text/plain' })],
        ['a body of no stated type', 415, 'content_type_unsupported', () => put({ raw: '{"token": "x"}' })],
        [
            'another charset',
            415,
            'content_type_unsupported',
            () => json('{"token": "x"}', { 'content-type': 'application/json; charset=latin1' })
        ],
        ['an unknown encoding', 415, 'content_type_unsupported', () => json('{}', { 'content-encoding': 'compress' })]
    ])('%s: %i %s', async (_what, status, code, ask) => {
        expectRefused(await ask(), status, code, {});
    });
});

describe('a client ID that cannot be is refused', () => {
    it('blank or too long, on each route', async () => {
        for (const [clientId, code] of [
            [' \t ', 'client_id_blank'],
            ['x'.repeat(1025), 'client_id_too_long']
        ] as const) {
            expectRefused(await org.setToken(clientId, planted), 400, code, { subject: clientId.slice(0, 1024) });
            const removal = { action: 'secret.remove_token', subject: clientId.slice(0, 1024) };
            expectRefused(await org.removeToken(clientId), 400, code, removal);
            const asked = await org.list(`?clientId=${encodeURIComponent(clientId)}`);
            expectRefused(asked, 400, code, listing);
        }
    });

    it('malformed percent-encoding: 400 malformed_path', async () => {
        const unread = { action: 'api.request', subject: null, ...nobody };
        expectRefused(await bare({}, 'PUT', '/v1/secrets/%E0%A4%A/token'), 400, 'malformed_path', unread);
        expectRefused(await org.call('DELETE', '/v1/secrets/%/token'), 400, 'malformed_path', unread);
    });

    it('unknown, when its token is to be removed: 404 secret_not_found', async () => {
        const reply = await org.removeToken('unknown');
        expectRefused(reply, 404, 'secret_not_found', { action: 'secret.remove_token', subject: 'unknown' });
    });

    it.each([
        'limit=0',
        'limit=2001',
        'limit=abc',
        'limit=1.5',
        'limit=1&limit=2',
        'cursor=',
        'cursor=%2B%2B',
        'cursor=a&cursor=b'
    ])('a list with ?%s: 400 invalid_request', async (query) =>
        expectRefused(await org.list(`?${query}`), 400, 'invalid_request', listing)
    );

    it('a list that asks for more than 200 client IDs: 400 invalid_request', async () => {
        const many = Array.from({ length: 201 }, (_, n) => `clientId=${n}`).join('&');
        expectRefused(await org.list(`?${many}`), 400, 'invalid_request', listing);
    });
});

const routes: [method: string, path: string, action: string, subject: string | null][] = [
    ['GET', '/v1/secrets', 'secret.list', null],
    ['PUT', tokenPath(target), 'secret.set_token', target],
    ['DELETE', tokenPath(target), 'secret.remove_token', target]
];

describe.each(routes)('a caller who may not is refused: %s %s', (method, path, action, subject) => {
    const to = (headers: Record<string, string>): Promise<Reply> => bare(headers, method, path);

    it('no access token, or another kind of credential: 401 access_token_missing', async () => {
        const audit = { action, ...nobody, subject: null }; // a stranger's words are not kept
        for (const headers of [
            {},
            { authorization: '' },
            { authorization: 'Basic YTpi' },
            { authorization: org.token }
        ]) {
            const reply = await to({ 'strongroom-actor': ana, ...headers });
            expectRefused(reply, 401, 'access_token_missing', audit);
            expect(reply.headers['www-authenticate']).toBe('Bearer');
        }
    });

    it('a garbage, unknown or expired access token, or a client’s own secret: 401 access_token_invalid', async () => {
        const audit = { action, ...nobody, subject: null }; // a stranger's words are not kept
        const { clientSecret } = org.credentials;
        for (const token of ['x', planted, `srt_${'A'.repeat(43)}`, `${org.token}A`, expiredToken, clientSecret]) {
            const reply = await to({ ...bearer(token), 'strongroom-actor': ana });
            expectRefused(reply, 401, 'access_token_invalid', audit);
            expect(reply.headers['www-authenticate']).toBe('Bearer error="invalid_token"');
        }
    });

    it('no acting user: 400 actor_missing', async () => {
        expectRefused(await to(bearer(org.token)), 400, 'actor_missing', { action, subject, actor: null });
    });

    it('an acting user that is none: 400 actor_invalid', async () => {
        const id = ana.slice(0, 15);
        for (const actor of ['ana', org.orgId, `${id}AAA`, id.slice(0, 14), `${id}A`, `${ana}, ${ana}`, planted]) {
            const reply = await to({ ...bearer(org.token), 'strongroom-actor': actor });
            expectRefused(reply, 400, 'actor_invalid', { action, subject, actor: null });
        }
    });

    it('a client without the role acting-for-users: 403 acting_not_allowed', async () => {
        const reply = await to({ ...bearer(powerless.token), 'strongroom-actor': ana });
        const client = { tenant_id: powerless.orgId, client_id: powerless.credentials.clientId, actor: null };
        expectRefused(reply, 403, 'acting_not_allowed', { action, subject, ...client });
    });
});

describe('an address or method that is not served is refused', () => {
    it.each([
        ['POST', '/v1/secrets', 'GET, HEAD'],
        ['GET', tokenPath(target), 'PUT, DELETE'],
        ['PATCH', tokenPath(target), 'PUT, DELETE'],
        ['GET', '/v1/enrolments', 'POST']
    ])('%s %s: 405 method_not_allowed, naming the methods that are', async (method, path, allowed) => {
        const reply = await org.call(method, path);
        expect(reply.headers['allow']).toBe(allowed);
        expectRefused(reply, 405, 'method_not_allowed', { action: 'api.request', subject: null, ...nobody });
    });

    it('no such address under /v1: 404 route_not_found, recorded', async () => {
        for (const path of ['/v1', '/v1/secrets/existing', '/v1/secrets//token', '/v1/tokens/existing', '/v1/%00']) {
            const reply = await org.call('GET', path);
            expectRefused(reply, 404, 'route_not_found', { action: 'api.request', subject: null, ...nobody });
        }
    });

    it('no such address elsewhere: 404 route_not_found, not recorded', async () => {
        for (const path of ['/', '/admin', '/.env', '/docs/assets/../../package.json', '//v1/secrets']) {
            expectRefused(await call(service.url, 'GET', path), 404, 'route_not_found', null);
        }
    });
});

describe('enrolments that are refused are recorded', () => {
    it('with the organisation that was named, and never the code', async () => {
        const orgId = idOf('00D', 50);
        const wrong = { code: `sre_${'A'.repeat(43)}`, orgId };
        const reply = await call(service.url, 'POST', '/v1/enrolments', { json: wrong });
        expectRefused(reply, 401, 'enrolment_code_invalid', { action: 'org.enrol', subject: orgId, ...nobody });
        const malformed = await call(service.url, 'POST', '/v1/enrolments', { json: { ...wrong, orgId: 'acme' } });
        expectRefused(malformed, 400, 'org_id_invalid', { action: 'org.enrol', subject: null, ...nobody });
        const broken = await call(service.url, 'POST', '/v1/enrolments', {
            raw: `{"code": "${planted}"`,
            headers: { 'content-type': 'application/json' }
        });
        expectRefused(broken, 400, 'malformed_json', { action: 'org.enrol', subject: null, ...nobody });
    });
});

describe('an acting user', () => {
    it('may be named by 15 characters; the full id is kept', async () => {
        const reply = await org.call('GET', '/v1/secrets', { headers: { 'strongroom-actor': ana.slice(0, 15) } });
        expect(reply.status).toBe(200);
    });
});

describe('after all these refusals', () => {
    it('nothing in the database has changed, and each has its one audit row: who, what, when, why', async () => {
        const until = new Date();
        await service.stop();
        const { after, audit } = await place.inspect(async (db) => ({
            after: await snapshot(db),
            audit: await auditRows(db)
        }));
        expect(after).toBe(before);

        const rows = audit.filter((row) => row.outcome === 'refused');
        expect(recorded.size).toBeGreaterThan(80);
        expect(rows).toHaveLength(recorded.size);
        for (const { id, at, outcome, request_id, ...row } of rows) {
            expect(row).toEqual(recorded.get(request_id ?? ''));
            expect([typeof id, outcome]).toEqual(['string', 'refused']);
            expect(at.getTime()).toBeLessThanOrEqual(until.getTime());
        }
        expect(rows.filter((row) => unrecorded.includes(row.request_id ?? ''))).toEqual([]);
        expect(JSON.stringify(audit)).not.toContain('planted-token');
    });

    it('no value of a refused request stands in the log', () => {
        expect(service.log().filter((line) => line['msg'] === 'request').length).toBeGreaterThan(80);
        expect(service.output()).not.toContain('planted-token');
        expect(service.log().filter((line) => line['level'] === 'error')).toEqual([]);
    });
});
