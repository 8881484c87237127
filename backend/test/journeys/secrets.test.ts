import { type Place, newPlace } from '../support/place.ts';
import { type Service, startService } from '../support/service.ts';
import { replies } from '../support/client.ts';
import { type Org, ana, ben, newOrg } from '../support/org.ts';

const token = 'planted-token-of-secrets-journey';
let place: Place;
let service: Service;
let org: Org;

beforeAll(async () => {
    place = await newPlace();
    service = await startService(place);
    org = await newOrg(place, service.url);
});
afterAll(() => place.dispose());

const clientIds = (reply: { body: { items: { clientId: string }[] } }): string[] =>
    reply.body.items.map((item) => item.clientId);

describe('secrets of an organisation', () => {
    it('says of a token that was set: set, when, and by whom', async () => {
        const before = Date.now();
        const reply = await org.setToken('client-one', token);
        expect(reply.status).toBe(200);
        expect(reply.body).toEqual({
            clientId: 'client-one',
            tokenSet: true,
            tokenSetAt: expect.any(String),
            tokenSetBy: ana
        });
        const at = Date.parse(reply.body.tokenSetAt);
        expect(at).toBeGreaterThanOrEqual(before);
        expect(at).toBeLessThanOrEqual(Date.now());
        expect((await org.list()).body).toEqual({ items: [reply.body], next: null });
    });

    it('replaces a token: one secret stays, with the new time and user', async () => {
        const first = await org.setToken('client-one', token);
        const second = await org.as(ben).setToken('client-one', `${token}-second`);
        expect(second.body.tokenSetBy).toBe(ben);
        expect(Date.parse(second.body.tokenSetAt)).toBeGreaterThanOrEqual(Date.parse(first.body.tokenSetAt));
        expect((await org.list()).body.items).toEqual([second.body]);
    });

    it('takes a token at the limit of 16 KB, and removes blanks and line breaks around a pasted one', async () => {
        const longest = await org.setToken('client-longest', ` \r\n\t${'ü'.repeat(8 * 1024)}\n `);
        expect(longest.status).toBe(200);
        expect((await org.removeToken('client-longest')).status).toBe(204);
    });

    it('removes a token: the secret is gone, and removing it again is refused', async () => {
        await org.setToken('client-gone', token);
        const removed = await org.removeToken('client-gone');
        expect([removed.status, removed.text]).toEqual([204, '']);
        expect(clientIds(await org.list())).not.toContain('client-gone');
        const again = await org.removeToken('client-gone');
        expect([again.status, again.body.code]).toEqual([404, 'secret_not_found']);
    });

    it('answers each client ID that is asked for, in that order, with or without a token', async () => {
        const reply = await org.list('?clientId=no-token&clientId=client-one&clientId=%20client-one%20');
        expect(reply.body.next).toBeNull();
        expect(reply.body.items).toEqual([
            { clientId: 'no-token', tokenSet: false, tokenSetAt: null, tokenSetBy: null },
            { clientId: 'client-one', tokenSet: true, tokenSetAt: expect.any(String), tokenSetBy: ben }
        ]);
    });

    it('pages through 25 secrets without losing or repeating one, in any page size', async () => {
        const names = Array.from({ length: 25 }, (_, n) => `page-${String(n).padStart(2, '0')}`);
        for (const name of names) await org.setToken(name, token);
        for (const limit of [1, 7, 25, 26, 2000]) {
            const seen: string[] = [];
            let pages = 0;
            let cursor: string | null = '';
            while (cursor !== null) {
                const reply = await org.list(`?limit=${limit}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
                expect(reply.body.items.length).toBeLessThanOrEqual(limit);
                seen.push(...clientIds(reply));
                pages += 1;
                cursor = reply.body.next;
            }
            expect(seen).toEqual(['client-one', ...names]);
            expect(pages).toBe(Math.ceil(26 / limit)); // the last page says that it is the last
        }
    });

    it('keeps all of it over a restart', async () => {
        const before = (await org.list()).body;
        expect(before.items).toHaveLength(26);
        expect(await service.stop()).toBe(0);
        service = await startService(place);
        org = org.at(service.url);
        expect((await org.list()).body).toEqual(before);
    });

    it('never answered a token, in no reply of this journey', () => {
        expect(replies.length).toBeGreaterThan(60);
        for (const reply of replies) expect(JSON.stringify(reply)).not.toContain(token);
    });
});
