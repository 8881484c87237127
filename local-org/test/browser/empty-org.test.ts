import { rmSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { type Screen, openScreen } from './support/chromium.ts';
import { exportWithoutKeys } from './support/exports.ts';
import { picture, tabOn } from './support/tab.ts';
import { type World, startWorld } from './support/world.ts';

let folder: string;
let world: World;
let screen: Screen;
let page: Page;

beforeAll(async () => {
    folder = exportWithoutKeys();
    world = await startWorld(folder);
    screen = await openScreen({ width: 1280, height: 800 });
    page = screen.page;
});

afterAll(async () => {
    await screen?.close();
    await world?.close();
    rmSync(folder, { recursive: true });
});

describe('an org without an Account Key', () => {
    it('says that one must be set first, and leads to where', async () => {
        await page.goto(world.localOrg().url);
        await page.getByText('Set an Account Key first').waitFor();
        await picture(page, 'empty-1280');
        const opened = screen.context.waitForEvent('page');
        await page.locator('c-secrets-management a[href^="/lightning/setup/CustomSettings/"]').click();
        const setup = await opened;
        await setup.getByRole('heading', { name: 'Contact Center Settings' }).waitFor();
        await picture(setup, 'setup-1280');
        await setup.getByRole('textbox', { name: 'Account Key', exact: true }).fill('first-client');
        await setup.getByRole('button', { name: 'Save' }).click();
        await setup.locator('lightning-toast', { hasText: 'The Account Key is saved' }).waitFor();
        await setup.close();
    });

    it('lists the key once it is set', async () => {
        await page.getByRole('button', { name: 'Refresh' }).click();
        await tabOn(page).row('first-client').getByText('Organization').waitFor();
    });

    it('takes keys for profiles and users', async () => {
        await page.goto(`${world.localOrg().url}/lightning/setup/CustomSettings/home`);
        for (const [level, owner, key] of [
            ['Profile', 'Sales Agent', 'sales-client'],
            ['User', 'Signe Ulvestad (signe.ulvestad@larkfield-mutual.example)', 'signe-client']
        ] as const) {
            await page.getByRole('combobox', { name: 'Location' }).click();
            await page.getByRole('option', { name: level, exact: true }).click();
            await page.getByRole('combobox', { name: level }).click();
            await page.getByRole('option', { name: owner }).click();
            await page.getByRole('textbox', { name: 'Account Key', exact: true }).fill(key);
            await page.getByRole('button', { name: 'Save' }).click();
            await page.locator('shell-settings-table').getByText(key).waitFor();
        }
    });

    it('keeps the keys through a restart, beside the export', async () => {
        await world.restartLocalOrg();
        await page.goto(world.localOrg().url);
        await tabOn(page).row('sales-client').getByText('Profile: Sales Agent').waitFor();
        await tabOn(page).row('signe-client').getByText('User: Signe Ulvestad').waitFor();
        expect(await tabOn(page).rows.count()).toBe(3);
    });

    it('meets no error in the browser’s console', () => expect(screen.problems).toEqual([]));
});
