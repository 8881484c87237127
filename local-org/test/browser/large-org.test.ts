import { rmSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { type Screen, openScreen } from './support/chromium.ts';
import { largeExport } from './support/exports.ts';
import { picture, tabOn } from './support/tab.ts';
import { type World, startWorld } from './support/world.ts';

let folder: string;
let world: World;
let screen: Screen;
let page: Page;
let tab: ReturnType<typeof tabOn>;

beforeAll(async () => {
    folder = largeExport(2_000, 20_000);
    world = await startWorld(folder);
    screen = await openScreen({ width: 1280, height: 800 });
    page = screen.page;
    tab = tabOn(page);
});

afterAll(async () => {
    await screen?.close();
    await world?.close();
    rmSync(folder, { recursive: true });
});

describe('2,000 client IDs over 20,000 settings records', () => {
    it('are on the screen within seconds, the first ones only', async () => {
        await page.goto(world.localOrg().url);
        await tab.row('client-0000').waitFor();
        const began = Date.now();
        await page.reload();
        await tab.row('client-0000').waitFor();
        expect(Date.now() - began).toBeLessThan(5_000);
        await page.getByText('2,000 of 2,000', { exact: true }).waitFor();
        expect(await tab.rows.count()).toBeLessThan(200);
        await picture(page, 'large-1280');
    });

    it('load further rows as one scrolls', async () => {
        const before = await tab.rows.count();
        await tab.rows.last().scrollIntoViewIfNeeded();
        await tab.rows.nth(before).waitFor();
        await tab.rows.last().scrollIntoViewIfNeeded();
        await tab.rows.nth(before + 50).waitFor();
    });

    it('are found and sorted quickly, wherever they stand', async () => {
        const began = Date.now();
        await tab.search.fill('client-1987');
        await tab.rows.nth(1).waitFor({ state: 'detached' });
        await tab.row('client-1987').waitFor();
        expect(Date.now() - began).toBeLessThan(2_000);
        await tab.search.fill('');
        await tab.rows.nth(1).waitFor();
        await page.locator('c-secret-table thead').getByText('Client ID', { exact: true }).first().click();
        await tab.rows.first().and(tab.row('client-1999')).waitFor();
    });

    it('show all places of one of them on demand', async () => {
        await tab.search.fill('client-0000');
        await tab.row('client-0000').getByRole('button', { name: /more/ }).click();
        await tab.dialog.getByText('10 of 10 locations').waitFor();
        await page.keyboard.press('Escape');
    });

    it('meet no error in the browser’s console', () => expect(screen.problems).toEqual([]));
});
