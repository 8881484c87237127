import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { type Place, engine, newPlace } from '../support/place.ts';
import { type Service, startService } from '../support/service.ts';
import { type Call, type Reply, call, replies } from '../support/client.ts';
import { type Org, ana, basic, idOf, newOrg, runEnrol, tokenPath } from '../support/org.ts';
import { databaseAsText, filesBelow, formsOf, tracesIn } from '../support/traces.ts';

const mark = `m${randomBytes(12).toString('hex')}`;
const forms = formsOf(mark);
const planted = `planted-token-${mark}`;
/** Not a token: proof that the search finds what is there. */
const findable = `client${randomBytes(8).toString('hex')}`;
let place: Place;
let service: Service;
let org: Org;
let answered: Reply[];
let enrolSaid: string;

const statuses = new Set<number>();
const expectStatus = async (status: number, reply: Promise<Reply>): Promise<void> => {
    statuses.add(status);
    expect((await reply).status).toBe(status);
};
const put = (details: Call): Promise<Reply> => org.call('PUT', tokenPath(findable), details);
const raw = (text: string | Buffer, headers: Record<string, string> = {}): Promise<Reply> =>
    put({ raw: text, headers: { 'content-type': 'application/json', ...headers } });
const anyone = (method: string, path: string, details: Call = {}): Promise<Reply> =>
    call(service.url, method, path, details);

async function plantInChanges(): Promise<void> {
    await expectStatus(200, org.setToken(findable, planted));
    await expectStatus(200, org.setToken(findable, ` \r\n${planted}"\\/é\t `));
    await expectStatus(200, org.setToken('removed', planted.padEnd(16 * 1024, 'x')));
    await expectStatus(204, org.call('DELETE', tokenPath('removed'), { json: { token: planted } }));
    await expectStatus(400, org.setToken(findable, planted.padEnd(16 * 1024 + 1, 'x')));
    await expectStatus(400, org.setToken(findable, `${planted}\n${planted}`));
    await expectStatus(400, org.setToken(findable, { value: [planted] }));
    await expectStatus(400, put({ json: { [planted]: planted } }));
    await expectStatus(400, raw(`{"token": "${planted}`));
    await expectStatus(400, raw(planted));
    await expectStatus(400, raw(`{"token": "\\u${planted}"}`));
    await expectStatus(400, raw(planted, { 'content-encoding': 'gzip' }));
    await expectStatus(200, raw(gzipSync(JSON.stringify({ token: planted })), { 'content-encoding': 'gzip' }));
    await expectStatus(413, put({ json: { token: planted.repeat(5000) } }));
    await expectStatus(415, raw(planted, { 'content-type': 'text/plain' }));
    await expectStatus(415, raw(planted, { 'content-type': `application/x-${planted}` }));
    await expectStatus(415, raw(planted, { 'content-type': `application/json; charset=${planted}` }));
    await expectStatus(415, raw(planted, { 'content-encoding': planted }));
    await expectStatus(404, org.removeToken('unknown'));
    await expectStatus(405, org.call('POST', '/v1/secrets', { json: { token: planted } }));
}

async function plantInHeaders(): Promise<void> {
    for (const [method, path] of [
        ['GET', '/v1/secrets'],
        ['PUT', tokenPath(findable)],
        ['DELETE', tokenPath('unknown')]
    ] as const) {
        const details = (headers: Record<string, string>): Call => ({
            headers,
            ...(method === 'PUT' ? { json: { token: planted } } : {})
        });
        for (const authorization of [
            `Bearer ${planted}`,
            planted,
            `Basic ${planted}`,
            `Bearer srt_${planted}`,
            `Bearer ${mark} ${mark}`
        ]) {
            await expectStatus(401, anyone(method, path, details({ authorization })));
        }
        await expectStatus(400, org.call(method, path, details({ 'strongroom-actor': planted })));
    }
    const everywhere = Object.fromEntries(
        [
            'x-request-id',
            'user-agent',
            'referer',
            'cookie',
            'origin',
            'x-forwarded-for',
            'x-forwarded-host',
            'x-forwarded-proto',
            'accept',
            'x-api-key',
            'if-none-match',
            'host',
            'traceparent'
        ].map((name) => [name, planted])
    );
    await expectStatus(200, org.call('GET', '/v1/secrets', { headers: everywhere }));
    await expectStatus(404, org.call('GET', '/v1/nowhere', { headers: everywhere }));
    await expectStatus(200, org.call('PUT', tokenPath(findable), { headers: everywhere, json: { token: planted } }));
    await expectStatus(
        401,
        anyone('POST', '/oauth/token', {
            headers: { ...everywhere, authorization: basic({ clientId: 'x', clientSecret: planted }) },
            form: { grant_type: 'client_credentials' }
        })
    );
    for (const path of ['/healthz', '/readyz', '/metrics', '/docs', '/openapi.json']) {
        await expectStatus(200, anyone('GET', `${path}?token=${planted}`, { headers: everywhere }));
    }
}

async function plantInAddresses(): Promise<void> {
    await expectStatus(200, org.list(`?token=${planted}&limit=5`));
    await expectStatus(400, org.list(`?limit=${planted}`));
    await expectStatus(400, org.list(`?cursor=${planted}.`));
    await expectStatus(400, org.list(`?limit=${encodeURIComponent(`${planted}"<é>`)}`));
    await expectStatus(200, org.list(`?cursor=${Buffer.from(planted).toString('base64url')}`));
    await expectStatus(404, org.call('GET', `/v1/${planted}`));
    await expectStatus(404, org.call('POST', `/v1/secrets/x/${planted}`, { json: { token: planted } }));
    await expectStatus(400, org.call('PUT', `/v1/secrets/%zz${planted}/token`, { json: { token: planted } }));
    await expectStatus(404, anyone('GET', `/${planted}`));
    await expectStatus(404, anyone('GET', `/oauth/${planted}`));
    await expectStatus(404, anyone('GET', `/docs/assets/${planted}`));
    await expectStatus(404, anyone('GET', `/docs/assets/%00${planted}`));
}

async function plantInOauthAndEnrolment(): Promise<void> {
    const { clientId } = org.credentials;
    const form = { grant_type: 'client_credentials' };
    const ask = (headers: Record<string, string>, fields: Record<string, string>): Promise<Reply> =>
        anyone('POST', '/oauth/token', { headers, form: fields });
    const authorization = basic(org.credentials);
    await expectStatus(401, ask({ authorization: basic({ clientId, clientSecret: planted }) }, form));
    await expectStatus(401, ask({ authorization: basic({ clientId: planted, clientSecret: planted }) }, form));
    await expectStatus(400, ask({ authorization: `Basic ${planted}` }, form));
    await expectStatus(401, ask({}, { ...form, client_id: clientId, client_secret: planted }));
    for (const field of ['grant_type', 'scope', 'resource', 'client_id']) {
        await expectStatus(400, ask({ authorization }, { ...form, [field]: planted }));
    }
    for (const field of ['client_assertion', 'client_assertion_type', 'dpop_jkt', 'assertion']) {
        await expectStatus(200, ask({ authorization }, { ...form, [field]: planted }));
    }
    await expectStatus(400, ask({ authorization }, { grant_type: 'password', password: planted, state: planted }));
    await expectStatus(200, ask({ authorization }, { ...form, token: planted, state: planted }));
    await expectStatus(400, anyone('POST', '/oauth/token', { headers: { authorization }, json: { token: planted } }));
    const orgId = idOf('00D', 60);
    for (const [status, json] of [
        [401, { code: planted, orgId }],
        [401, { code: `sre_${mark.padEnd(43, 'x')}`, orgId }],
        [400, { code: planted.repeat(10), orgId }],
        [400, { code: 'x', orgId: mark.slice(0, 18) }],
        [400, { code: [planted], orgId }],
        [400, { code: 'x', orgId, orgName: `\0${planted}` }]
    ] as const) {
        await expectStatus(status, anyone('POST', '/v1/enrolments', { json }));
    }
    await expectStatus(
        400,
        anyone('POST', '/v1/enrolments', {
            raw: `{"code":"${planted}`,
            headers: { 'content-type': 'application/json' }
        })
    );
}

beforeAll(async () => {
    place = await newPlace();
    service = await startService(place, { LOG_LEVEL: 'trace' });
    org = await newOrg(place, service.url);
    await plantInChanges();
    await plantInHeaders();
    await plantInAddresses();
    await plantInOauthAndEnrolment();
    const { stdout, stderr } = await runEnrol(place, ['--org', planted]);
    enrolSaid = stdout + stderr;
    await expectStatus(200, org.list());
    await expectStatus(200, anyone('GET', '/metrics'));
    await expectStatus(200, anyone('GET', '/readyz'));
    answered = [...replies];
    await service.stop();
});
afterAll(() => place.dispose());

describe(`a token with a mark, planted on every route (${engine})`, () => {
    it('is found by the search in any form, so that finding nothing means something', () => {
        const hidden = [
            planted,
            encodeURIComponent(planted),
            JSON.stringify({ planted }),
            Buffer.from(planted).toString('hex'),
            ...['', 'a', 'ab'].flatMap((before) =>
                (['base64', 'base64url'] as const).map((form) => Buffer.from(`${before}${planted}`).toString(form))
            ),
            Buffer.from(planted, 'utf16le')
        ];
        for (const text of hidden) expect(tracesIn(text, forms)).not.toEqual([]);
    });

    it('reached every kind of answer', () => {
        expect([...statuses].sort()).toEqual([200, 204, 400, 401, 404, 405, 413, 415]);
        expect(answered.length).toBeGreaterThan(80);
    });

    it('is in no reply, neither body nor header', () => {
        const found = answered.filter((reply) => tracesIn(JSON.stringify(reply), forms).length > 0);
        expect(found).toEqual([]);
        expect(answered.some((reply) => reply.text.includes(findable))).toBe(true);
    });

    it('is in no line that the service or the enrol command wrote, at the most talkative level', () => {
        expect(service.log().filter((line) => line['msg'] === 'request').length).toBeGreaterThan(70);
        expect(service.log().filter((line) => line['level'] === 'error')).toEqual([]);
        expect(tracesIn(service.output() + enrolSaid, forms)).toEqual([]);
        expect(service.output()).toContain(ana);
    });

    it('is in no row of any table, the audit included', async () => {
        const text = await place.inspect(databaseAsText);
        expect(tracesIn(text, forms)).toEqual([]);
        expect(tracesIn(text, formsOf(findable))).not.toEqual([]);
    });

    it('is in no byte of any file of the data folder', () => {
        const found: string[] = [];
        let seen = false;
        let files = 0;
        for (const { path, bytes } of filesBelow(place.dataDir)) {
            files += 1;
            if (tracesIn(bytes, forms).length > 0) found.push(path);
            seen ||= tracesIn(bytes, formsOf(findable)).length > 0;
        }
        // the embedded database lies in there, and the search would have found what may be found
        expect([files > 500, seen]).toEqual([engine === 'embedded', engine === 'embedded']);
        expect(found).toEqual([]);
    });
});
