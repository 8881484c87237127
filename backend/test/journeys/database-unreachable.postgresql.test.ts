import { setTimeout as pause } from 'node:timers/promises';
import { type Place, newPlace } from '../support/place.ts';
import { type Service, startService } from '../support/service.ts';
import { type Reply, call } from '../support/client.ts';
import { type Org, askAccessToken, newOrg, runEnrol } from '../support/org.ts';
import { type Proxy, proxyTo } from '../support/proxy.ts';
import { until } from '../support/wait.ts';

describe('a database that cannot be reached', () => {
    let place: Place;
    let proxy: Proxy;
    let service: Service;
    let org: Org;

    beforeAll(async () => {
        place = await newPlace();
        proxy = await proxyTo(place.databaseUrl!);
        service = await startService(place, { DATABASE_URL: proxy.databaseUrl });
    });
    afterAll(async () => {
        await proxy.close();
        await place.dispose();
    });

    const readiness = async (): Promise<string> => {
        const { status, body } = await call(service.url, 'GET', '/readyz');
        return `${status} ${body.reason ?? body.status}`;
    };
    const ready = () => until('the service is ready', async () => (await readiness()) === '200 ready');

    function expectUnavailable(reply: Reply): void {
        expect([reply.status, reply.body.code ?? reply.body.error]).toEqual([
            503,
            reply.body.error === undefined ? 'database_unavailable' : 'temporarily_unavailable'
        ]);
        expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0);
    }

    const credentials = { clientId: `src_${'A'.repeat(43)}`, clientSecret: `srs_${'A'.repeat(43)}` };

    it('does not keep the service from starting: it is alive, not ready, and says when to try again', async () => {
        expect(await readiness()).toBe('503 starting');
        expect((await call(service.url, 'GET', '/healthz')).status).toBe(200);
        expectUnavailable(await call(service.url, 'GET', '/v1/secrets'));
        expectUnavailable(await call(service.url, 'POST', '/v1/enrolments', { json: { code: 'x', orgId: 'x' } }));
        expectUnavailable(await askAccessToken(service.url, credentials));
        const enrol = await runEnrol(place, [], { DATABASE_URL: proxy.databaseUrl });
        expect([enrol.status, enrol.stdout]).toEqual([1, '']);
        expect(enrol.stderr).toContain('The database of DATABASE_URL cannot be reached.');
        expect(service.output() + enrol.stderr).not.toContain(proxy.databaseUrl);
    });

    it('is found by itself once it is there', async () => {
        await proxy.restore();
        await ready();
        org = await newOrg(place, service.url);
        expect((await org.setToken('before', 'planted-token-of-outage')).status).toBe(200);
    });

    it('lost while changes are under way: each is answered 200 or 503, and no acknowledged one is lost', async () => {
        const answers: { clientId: string; reply: Reply }[] = [];
        let cut = false;
        const writer = async (name: string): Promise<void> => {
            for (let n = 0, refused = 0; refused < 3; n += 1) {
                const clientId = `${name}-${String(n)}`;
                const reply = await org.setToken(clientId, 'planted-token-of-outage');
                answers.push({ clientId, reply });
                if (cut && reply.status !== 200) refused += 1;
            }
        };
        const writers = Array.from({ length: 8 }, (_, n) => writer(`writer${String(n)}`));
        await until('changes are under way', () => answers.length > 30);
        cut = true;
        await proxy.cut();
        await Promise.all(writers);
        answers.filter(({ reply }) => reply.status !== 200).forEach(({ reply }) => expectUnavailable(reply));
        expect(await readiness()).toBe('503 database_unavailable');
        expect((await call(service.url, 'GET', '/healthz')).status).toBe(200);
        expectUnavailable(await org.list());
        expectUnavailable(await askAccessToken(service.url, org.credentials));
        expectUnavailable(await org.removeToken('before'));

        await proxy.restore();
        await ready();
        const { items } = (await org.list()).body;
        const kept = new Set(items.map((item: { clientId: string }) => item.clientId));
        for (const { clientId } of answers.filter(({ reply }) => reply.status === 200))
            expect(kept).toContain(clientId);
        expect(kept).toContain('before');
    });

    it('that falls silent without a word: 503, and the service recovers though its old connections stay dead', async () => {
        await Promise.all(Array.from({ length: 10 }, () => org.list()));
        proxy.freeze();
        const replies = await Promise.all([org.list(), org.setToken('silent', 'planted-token-of-outage')]);
        replies.forEach(expectUnavailable);
        await proxy.restore();
        // as a load balancer does, asked often: a dead connection must not be handed out again and again
        const asking = setInterval(() => void readiness().catch(() => undefined), 500);
        await ready();
        clearInterval(asking);
        for (let n = 0; n < 12; n += 1) {
            expect((await org.setToken('silent', 'planted-token-of-outage')).status).toBe(200);
            await pause(10);
        }
    }, 120_000);

    it('never ended the process, and its password is in no line of the log', async () => {
        expect(await service.stop()).toBe(0);
        expect(service.output()).not.toContain('postgres://');
    });
});
