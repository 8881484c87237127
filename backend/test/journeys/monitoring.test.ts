import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Place, newPlace } from '../support/place.ts';
import { type Service, startService } from '../support/service.ts';
import { call } from '../support/client.ts';
import { type Org, newOrg } from '../support/org.ts';

let place: Place;
let service: Service;
let org: Org;

beforeAll(async () => {
    place = await newPlace();
    service = await startService(place);
    org = await newOrg(place, service.url);
});
afterAll(() => place.dispose());

const get = (path: string, headers: Record<string, string> = {}) => call(service.url, 'GET', path, { headers });

describe('for operators', () => {
    it('/healthz and /readyz answer without an access token', async () => {
        expect((await get('/healthz')).body).toEqual({ status: 'ok' });
        expect((await get('/readyz')).body).toEqual({ status: 'ready' });
    });

    it('/metrics counts requests by route template and refusals by code, and names no organisation or secret', async () => {
        await org.setToken('metrics-client', 'planted-token-of-metrics');
        await org.removeToken('metrics-unknown');
        const { text } = await get('/metrics');
        expect(text).toMatch(
            /duration_seconds_count\{[^}]*route="\/v1\/secrets\/:clientId\/token"[^}]*status="200"[^}]*\} 1/
        );
        expect(text).toMatch(/strongroom_refusals_total\{code="secret_not_found"\} 1/);
        expect(text).toContain('route="/oauth/token"');
        for (const private_ of ['metrics-', 'planted', org.orgId, org.credentials.clientId]) {
            expect(text).not.toContain(private_);
        }
    });

    it('the log has one line a request, with its id, route, status, organisation, client and user', async () => {
        const reply = await org.list();
        const id = reply.headers['x-request-id'];
        const lines = service.log().filter((line) => line['requestId'] === id);
        expect(lines).toEqual([
            expect.objectContaining({
                msg: 'request',
                method: 'GET',
                route: '/v1/secrets',
                status: 200,
                tenantId: org.orgId,
                clientId: org.credentials.clientId
            })
        ]);
    });
});

describe('X-Request-Id', () => {
    const own = '9f8c4a50-1c9e-4b6f-8e3d-3a2b1c0d9e8f';

    it('is the caller’s own when that is a UUID', async () => {
        expect((await get('/healthz', { 'x-request-id': own })).headers['x-request-id']).toBe(own);
    });

    it('is a new one for anything else, which might be a secret', async () => {
        for (const given of ['planted-token-as-id', `srt_${'A'.repeat(43)}`, 'x'.repeat(65), `${own}0`, '{"a":1}']) {
            const { headers } = await get('/healthz', { 'x-request-id': given });
            expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
            expect(headers['x-request-id']).not.toBe(given);
        }
    });
});

describe('for developers', () => {
    it('/openapi.json is the committed contract', async () => {
        const committed = JSON.parse(readFileSync(join(import.meta.dirname, '../../openapi.json'), 'utf8'));
        expect((await get('/openapi.json')).body).toEqual(committed);
    });

    it('/docs shows it with scripts and styles of its own, which the security policy allows', async () => {
        const page = await get('/docs');
        expect(page.headers['content-type']).toContain('text/html');
        expect(page.headers['content-security-policy']).toContain("script-src 'self'");
        const parts = [...page.text.matchAll(/(?:href|src)="([^"]+)"/g)].map((match) => match[1]!);
        expect(parts.length).toBeGreaterThanOrEqual(3);
        for (const part of parts) {
            expect(part).toMatch(/^\/docs\//);
            expect((await get(part)).status).toBe(200);
        }
    });
});
