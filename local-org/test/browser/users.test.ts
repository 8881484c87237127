import type { Page } from 'playwright-core';
import { closedAfterwards } from './support/afterwards.ts';
import { type Screen, openScreen } from './support/chromium.ts';
import { expectAnswer, expectSeen } from './support/expectations.ts';
import { actAs, picture, setToken, tabOn } from './support/tab.ts';
import { type World, startWorld } from './support/world.ts';

let world: World;
let screen: Screen;
let page: Page;
let tab: ReturnType<typeof tabOn>;

beforeAll(async () => {
    world = closedAfterwards(await startWorld());
    screen = closedAfterwards(await openScreen({ width: 1280, height: 800 }));
    page = screen.page;
    tab = tabOn(page);
    await page.goto(world.localOrg().url);
    await setToken(page, 'larkfield-main', 'planted-token-main');
});

/** A request as the page would send it, with the cookie of whom the page acts as. */
const post = (path: string, body: unknown, headers: Record<string, string> = { 'X-Local-Org': 'page' }) =>
    screen.context.request.post(`${world.localOrg().url}${path}`, { data: body, headers });

describe('a viewer', () => {
    beforeAll(async () => actAs(page, 'viewer'));

    it('sees the list, and no way to change it', async () => {
        await expectAnswer(tab, 'larkfield-main', 'Yes');
        expect(await tab.rows.count()).toBe(9);
        expect(await page.getByRole('button', { name: /Update Token|Remove Token|^Update|^Remove/ }).count()).toBe(0);
        await picture(page, 'viewer-1280');
    });

    it('is refused by the server too', async () => {
        for (const [method, parameters] of [
            ['updateToken', { clientId: 'larkfield-main', token: 'planted-token-forged' }],
            ['removeToken', { clientId: 'larkfield-main' }]
        ] as const) {
            const reply = await post(`/apex/SecretController/${method}`, parameters);
            expect(reply.status()).toBe(500);
            expect((await reply.json()).message).toMatch(/Strongroom Admin/);
        }
        await page.reload();
        await expectAnswer(tab, 'larkfield-main', 'Yes');
    });

    it('may not set Account Keys', async () => {
        await page.goto(`${world.localOrg().url}/lightning/setup/CustomSettings/home`);
        await expectSeen(page.getByText('You cannot see this page'));
        const reply = await screen.context.request.get(`${world.localOrg().url}/setup/settings`, {
            headers: { 'X-Local-Org': 'page' }
        });
        expect(reply.status()).toBe(403);
        await page.goto(world.localOrg().url);
    });
});

describe('someone without access', () => {
    it('reads a plain explanation', async () => {
        await actAs(page, 'no access');
        await expectSeen(page.getByText('You do not have access to Secrets Management'));
        await picture(page, 'no-access-1280');
        expect(await tab.rows.count()).toBe(0);
    });

    it('gets nothing from the server either', async () => {
        for (const [method, parameters] of [
            ['SecretController/overview', {}],
            ['EffectiveSecretController/searchUsers', { term: 'maren' }]
        ] as const) {
            const reply = await post(`/apex/${method}`, parameters);
            expect(reply.status()).toBe(500);
            expect(await reply.text()).toMatch(/do not have access to the Apex class/);
        }
    });
});

describe('another site', () => {
    it('cannot call Apex: neither without the page’s header nor from another origin', async () => {
        expect((await post('/apex/SecretController/overview', {}, {})).status()).toBe(403);
        const foreign = { 'X-Local-Org': 'page', Origin: 'https://elsewhere.example' };
        expect((await post('/apex/SecretController/overview', {}, foreign)).status()).toBe(403);
    });
});

describe('Which secret applies to …?', () => {
    beforeAll(async () => actAs(page, 'admin'));

    const choose = async (name: string): Promise<void> => {
        const field = page.getByRole('combobox', { name: 'User' });
        await field.fill('');
        await field.pressSequentially(name.slice(0, 5));
        await page.getByRole('option', { name }).click();
    };

    it('names the client ID of the user’s own setting, and what it overrides', async () => {
        await choose('Rufus Tanqueray');
        await expectSeen(page.getByText('Rufus Tanqueray uses the client ID retail-north.'));
        const steps = await page.locator('c-effective-steps li').allTextContents();
        expect(steps.map((step) => step.replace(/\s+/g, ' '))).toEqual([
            expect.stringMatching(/User: Rufus Tanqueray.*retail-north.*In force/),
            expect.stringMatching(/Profile: Sales Agent.*Retail-North.*Overridden/),
            expect.stringMatching(/Organization.*larkfield-main.*Overridden/)
        ]);
        await picture(page, 'effective-1280');
    });

    it('falls back to the organization', async () => {
        await choose('Ambrose Vickerstaff');
        await expectSeen(page.getByText('Ambrose Vickerstaff uses the client ID larkfield-main.'));
        await expectSeen(page.getByText('Its API token is set.'));
    });
});

describe('the browser', () => {
    it('meets no error in its console', () => expect(screen.problems).toEqual([]));
});
