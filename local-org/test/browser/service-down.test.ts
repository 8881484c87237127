import type { Page } from 'playwright-core';
import { closedAfterwards } from './support/afterwards.ts';
import { type Screen, openScreen } from './support/chromium.ts';
import { expectSeen } from './support/expectations.ts';
import { keptIn, picture, tabOn } from './support/tab.ts';
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
});

describe('while the service is down', () => {
    it('the tab says so, and works again after Try again', async () => {
        await world.stopService();
        await page.goto(world.localOrg().url);
        const failure = page.locator('c-failure-panel');
        await expectSeen(failure);
        await picture(page, 'failing-1280');
        await failure.getByRole('button', { name: 'Try again' }).click();
        await expectSeen(failure);
        await world.startService();
        await failure.getByRole('button', { name: 'Try again' }).click();
        await expectSeen(tab.row('larkfield-main'));
        expect(await failure.count()).toBe(0);
    });

    it('the dialog says so, keeps what was typed in the field alone, and saves it once the service is back', async () => {
        await tab.updateButton('larkfield-main').click();
        await tab.field.fill('planted-token-patient');
        await world.stopService('SIGKILL');
        await tab.save.click();
        await expectSeen(tab.dialog.locator('[data-id=failure]'));
        await picture(page, 'dialog-failing-1280');
        expect(await tab.field.inputValue()).toBe('planted-token-patient');
        expect(await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])')).toBe('[{},{}]');
        await world.startService();
        await tab.save.click();
        await expectSeen(tab.toast('The token of larkfield-main is saved.'));
        expect(await keptIn(page)).not.toContain('planted-token');
    });

    it('the local org’s own output names no token', () => {
        expect(world.localOrg().output()).not.toContain('planted-token');
    });
});
