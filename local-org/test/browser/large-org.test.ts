import type { Page } from 'playwright-core';
import { closedAfterwards } from './support/afterwards.ts';
import { type Screen, openScreen } from './support/chromium.ts';
import { largeExport } from './support/exports.ts';
import { expectGone, expectSeen } from './support/expectations.ts';
import { picture, tabOn } from './support/tab.ts';
import { type World, startWorld } from './support/world.ts';

let world: World;
let screen: Screen;
let page: Page;
let tab: ReturnType<typeof tabOn>;

beforeAll(async () => {
    world = closedAfterwards(await startWorld(largeExport(2_000, 20_000)));
    screen = closedAfterwards(await openScreen({ width: 1280, height: 800 }));
    page = screen.page;
    tab = tabOn(page);
});

describe('2,000 client IDs over 20,000 settings records', () => {
    it('are on the screen within seconds, the first ones only', async () => {
        await page.goto(world.localOrg().url);
        await expectSeen(tab.row('client-0000'));
        const began = Date.now();
        await page.reload();
        await expectSeen(tab.row('client-0000'));
        expect(Date.now() - began).toBeLessThan(5_000);
        await expectSeen(page.getByText('2,000 of 2,000', { exact: true }));
        expect(await tab.rows.count()).toBeLessThan(200);
        await picture(page, 'large-1280');
    });

    it('load further rows as one scrolls', async () => {
        const before = await tab.rows.count();
        await tab.rows.last().scrollIntoViewIfNeeded();
        await expectSeen(tab.rows.nth(before));
        await tab.rows.last().scrollIntoViewIfNeeded();
        await expectSeen(tab.rows.nth(before + 50));
    });

    it('are found and sorted quickly, wherever they stand', async () => {
        const began = Date.now();
        await tab.search.fill('client-1987');
        await expectGone(tab.rows.nth(1));
        await expectSeen(tab.row('client-1987'));
        expect(Date.now() - began).toBeLessThan(2_000);
        await tab.search.fill('');
        await expectSeen(tab.rows.nth(1));
        await page.locator('c-secret-table thead').getByText('Client ID', { exact: true }).first().click();
        await expectSeen(tab.rows.first().and(tab.row('client-1999')));
    });

    it('show all places of one of them on demand', async () => {
        await tab.search.fill('client-0000');
        await tab.row('client-0000').getByRole('button', { name: /more/ }).click();
        await expectSeen(tab.dialog.getByText('10 of 10 locations'));
        await page.keyboard.press('Escape');
    });

    it('meet no error in the browser’s console', () => expect(screen.problems).toEqual([]));
});
