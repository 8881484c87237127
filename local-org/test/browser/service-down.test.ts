import type { Page } from 'playwright-core';
import { type Screen, openScreen } from './support/chromium.ts';
import { keptIn, picture, tabOn } from './support/tab.ts';
import { type World, startWorld } from './support/world.ts';

let world: World;
let screen: Screen;
let page: Page;
let tab: ReturnType<typeof tabOn>;

beforeAll(async () => {
    world = await startWorld();
    screen = await openScreen({ width: 1280, height: 800 });
    page = screen.page;
    tab = tabOn(page);
});

afterAll(async () => {
    await screen?.close();
    await world?.close();
});

describe('while the service is down', () => {
    it('the tab says so, and works again after Try again', async () => {
        await world.stopService();
        await page.goto(world.localOrg().url);
        const failure = page.locator('c-failure-panel');
        await failure.waitFor();
        await picture(page, 'failing-1280');
        await failure.getByRole('button', { name: 'Try again' }).click();
        await failure.waitFor();
        await world.startService();
        await failure.getByRole('button', { name: 'Try again' }).click();
        await tab.row('larkfield-main').waitFor();
        expect(await failure.count()).toBe(0);
    });

    it('the dialog says so, keeps what was typed in the field alone, and saves it once the service is back', async () => {
        await tab.updateButton('larkfield-main').click();
        await tab.field.fill('planted-token-patient');
        await world.stopService('SIGKILL');
        await tab.save.click();
        await tab.dialog.locator('[data-id=failure]').waitFor();
        await picture(page, 'dialog-failing-1280');
        expect(await tab.field.inputValue()).toBe('planted-token-patient');
        expect(await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])')).toBe('[{},{}]');
        await world.startService();
        await tab.save.click();
        await tab.toast('The token of larkfield-main is saved.').waitFor();
        expect(await keptIn(page)).not.toContain('planted-token');
    });

    it('the local org’s own output names no token', () => {
        expect(world.localOrg().output()).not.toContain('planted-token');
    });
});
