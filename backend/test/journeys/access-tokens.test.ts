import { type Place, newPlace } from '../support/place.ts';
import { type Service, startService } from '../support/service.ts';
import { type Call, type Reply, call } from '../support/client.ts';
import { type Org, askAccessToken, basic, newOrg } from '../support/org.ts';

let place: Place;
let service: Service;
let org: Org;

beforeAll(async () => {
    place = await newPlace();
    service = await startService(place);
    org = await newOrg(place, service.url);
});
afterAll(() => place.dispose());

const ask = (details: Call): Promise<Reply> => call(service.url, 'POST', '/oauth/token', details);
const outcome = (reply: Reply): string => `${reply.status} ${reply.body.error ?? reply.body.code ?? ''}`.trim();

describe('POST /oauth/token', () => {
    it('gives a client an opaque token of an hour, which no cache may keep', async () => {
        const reply = await askAccessToken(service.url, org.credentials);
        expect(reply.status).toBe(200);
        expect(reply.body).toEqual({
            access_token: expect.stringMatching(/^srt_[\w-]{43}$/),
            token_type: 'Bearer',
            expires_in: 3600
        });
        expect(reply.headers['cache-control']).toContain('no-store');
    });

    it('gives a new token each time, and the former one goes on working', async () => {
        const again = await askAccessToken(service.url, org.credentials);
        expect(again.body.access_token).not.toBe(org.token);
        expect((await org.list()).status).toBe(200);
    });

    it('refuses a wrong secret, an unknown client and no authentication, and says which scheme it wants', async () => {
        const { clientId, clientSecret } = org.credentials;
        const form = { grant_type: 'client_credentials' };
        const wrong = [
            { clientId, clientSecret: `${clientSecret.slice(0, -1)}${clientSecret.endsWith('A') ? 'B' : 'A'}` },
            { clientId, clientSecret: 'not-a-secret' },
            { clientId: `src_${'A'.repeat(43)}`, clientSecret }
        ];
        for (const credentials of wrong) {
            const reply = await ask({ headers: { authorization: basic(credentials) }, form });
            expect(outcome(reply)).toBe('401 invalid_client');
            expect(reply.headers['www-authenticate']).toMatch(/^Basic/);
        }
        expect((await ask({ form })).body.error).toBe('invalid_request');
    });

    it('refuses a client secret in the body: HTTP Basic alone is taken', async () => {
        const { clientId, clientSecret } = org.credentials;
        const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
        expect(outcome(await ask({ form }))).toBe('401 invalid_client');
    });

    it.each([
        [
            'authorization_code',
            { code: 'x', code_verifier: 'x'.repeat(43), redirect_uri: 'https://example.com' },
            'invalid_request'
        ],
        ['refresh_token', { refresh_token: 'x' }, 'unsupported_grant_type'],
        ['password', { username: 'x', password: 'x' }, 'unsupported_grant_type'],
        ['urn:ietf:params:oauth:grant-type:jwt-bearer', { assertion: 'x' }, 'unsupported_grant_type'],
        ['urn:ietf:params:oauth:grant-type:device_code', { device_code: 'x' }, 'unsupported_grant_type'],
        ['urn:ietf:params:oauth:grant-type:token-exchange', { subject_token: 'x' }, 'unsupported_grant_type'],
        ['', {}, 'invalid_request']
    ])('refuses the grant %s', async (grant, more, expected) => {
        const authorization = basic(org.credentials);
        const reply = await ask({
            headers: { authorization },
            form: { grant_type: grant, ...more }
        });
        expect(outcome(reply)).toBe(`400 ${expected}`);
    });

    it('refuses any scope, since none is offered, and another resource', async () => {
        const headers = { authorization: basic(org.credentials) };
        const form = { grant_type: 'client_credentials' };
        expect(outcome(await ask({ headers, form: { ...form, scope: 'admin' } }))).toBe('400 invalid_scope');
        const elsewhere = await ask({ headers, form: { ...form, resource: 'https://example.com/' } });
        expect(outcome(elsewhere)).toBe('400 invalid_target');
    });

    it('refuses a body that is no form, and one beyond its limit, with a documented answer', async () => {
        const authorization = basic(org.credentials);
        const json = await ask({ headers: { authorization }, json: { grant_type: 'client_credentials' } });
        expect(outcome(json)).toBe('400 invalid_request');
        const large = await ask({ headers: { authorization }, form: { grant_type: 'x'.repeat(200_000) } });
        expect(outcome(large)).toBe('400 invalid_request');
    });

    it('lets no page of another origin read the reply', async () => {
        const headers = { authorization: basic(org.credentials), origin: 'https://example.com' };
        for (const grant of ['client_credentials', 'password']) {
            const reply = await ask({ headers, form: { grant_type: grant } });
            expect(reply.headers['access-control-allow-origin']).toBeUndefined();
        }
    });

    it('answers an error as JSON, also to a caller that accepts HTML', async () => {
        const headers = { authorization: basic(org.credentials), accept: 'text/html' };
        expect(outcome(await ask({ headers, form: { grant_type: 'password' } }))).toBe('400 unsupported_grant_type');
    });

    it.each([
        '/oauth/auth',
        '/oauth/jwks',
        '/oauth/token/',
        '/oauth/.well-known/openid-configuration',
        '/oauth/introspect',
        '/oauth/revoke',
        '/oauth/reg',
        '/oauth/me',
        '/oauth/no-such',
        '/oauth'
    ])('serves nothing else: %s is refused', async (path) => {
        const reply = await call(service.url, 'GET', path);
        expect([reply.status, reply.body.code]).toEqual([404, 'route_not_found']);
    });

    it('names POST as the one method of the token address', async () => {
        const reply = await call(service.url, 'GET', '/oauth/token');
        expect([reply.status, reply.body.code, reply.headers['allow']]).toEqual([405, 'method_not_allowed', 'POST']);
    });
});

describe('an access token', () => {
    it('is taken with any case of the word Bearer, and from the header alone', async () => {
        expect(
            (await org.call('GET', '/v1/secrets', { headers: { authorization: `bEARER ${org.token}` } })).status
        ).toBe(200);
        const query = await call(service.url, 'GET', `/v1/secrets?access_token=${org.token}`, {
            headers: { 'strongroom-actor': org.orgId }
        });
        expect(outcome(query)).toBe('401 access_token_missing');
        expect(query.headers['www-authenticate']).toBe('Bearer');
    });

    it('is refused once it has expired, and once its client is disabled; other tokens go on', async () => {
        const expired = (await askAccessToken(service.url, org.credentials)).body.access_token as string;
        const disabled = await newOrg(place, service.url, 2);
        await service.stop();
        await place.inspect(async (db) => {
            const { hashCredential } = await import('../../src/platform/credential.ts');
            await db
                .updateTable('oauth_artifact')
                .set({ expires_at: new Date(Date.now() - 1000) })
                .where('id_hash', '=', hashCredential(expired))
                .execute();
            await db
                .updateTable('oauth_client')
                .set({ disabled_at: new Date() })
                .where('client_id', '=', disabled.credentials.clientId)
                .execute();
        });
        service = await startService(place);
        org = org.at(service.url);
        const asExpired = await org.call('GET', '/v1/secrets', { headers: { authorization: `Bearer ${expired}` } });
        expect(outcome(asExpired)).toBe('401 access_token_invalid');
        expect(asExpired.headers['www-authenticate']).toBe('Bearer error="invalid_token"');
        expect(outcome(await disabled.at(service.url).list())).toBe('401 access_token_invalid');
        expect(outcome(await askAccessToken(service.url, disabled.credentials))).toBe('401 invalid_client');
        expect((await org.list()).status).toBe(200);
    });

    it('leaves an audit row for each one issued and each refusal, with the client and never the token', async () => {
        await service.stop();
        const rows = await place.inspect((db) =>
            db.selectFrom('audit_event').selectAll().where('action', '=', 'access_token.issue').orderBy('at').execute()
        );
        const issued = rows.filter((row) => row.outcome === 'done');
        expect(issued.length).toBeGreaterThanOrEqual(5);
        for (const row of issued) expect(row.client_id).toMatch(/^src_/);
        const reasons = new Set(rows.filter((row) => row.outcome === 'refused').map((row) => row.reason));
        expect([...reasons].sort()).toEqual([
            'invalid_client',
            'invalid_request',
            'invalid_scope',
            'invalid_target',
            'unsupported_grant_type'
        ]);
        const anyRequest = expect.stringMatching(/^[\w-]{36}$/);
        for (const row of rows.filter(({ outcome }) => outcome === 'refused'))
            expect(row.request_id).toEqual(anyRequest);
        const refused = rows.find((row) => row.reason === 'invalid_scope');
        expect([refused?.client_id, refused?.tenant_id]).toEqual([org.credentials.clientId, org.orgId]);
        expect(JSON.stringify(rows)).not.toMatch(/sr[st]_/);
    });
});
