import type { Page } from 'playwright-core';
import { closedAfterwards } from './support/afterwards.ts';
import { type Screen, openScreen } from './support/chromium.ts';
import { exportWithoutKeys } from './support/exports.ts';
import { expectSeen } from './support/expectations.ts';
import { picture, tabOn } from './support/tab.ts';
import { type World, startWorld } from './support/world.ts';

let world: World;
let screen: Screen;
let page: Page;

beforeAll(async () => {
    world = closedAfterwards(await startWorld(exportWithoutKeys()));
    screen = closedAfterwards(await openScreen({ width: 1280, height: 800 }));
    page = screen.page;
});

describe('an org without an Account Key', () => {
    it('says that one must be set first, and leads to where', async () => {
        await page.goto(world.localOrg().url);
        await expectSeen(page.getByText('Set an Account Key first'));
        await picture(page, 'empty-1280');
        const opened = screen.context.waitForEvent('page');
        await page.locator('c-secrets-management a[href^="/lightning/setup/CustomSettings/"]').click();
        const setup = await opened;
        await expectSeen(setup.getByRole('heading', { name: 'Contact Center Settings' }));
        await picture(setup, 'setup-1280');
        await setup.getByRole('textbox', { name: 'Account Key', exact: true }).fill('first-client');
        await setup.getByRole('button', { name: 'Save' }).click();
        await expectSeen(setup.locator('lightning-toast', { hasText: 'The Account Key is saved' }));
        await setup.close();
    });

    it('lists the key once it is set', async () => {
        await page.getByRole('button', { name: 'Refresh' }).click();
        await expectSeen(tabOn(page).row('first-client').getByText('Organization'));
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
            await expectSeen(page.locator('shell-settings-table').getByText(key));
        }
    });

    it('keeps the keys through a restart, beside the export', async () => {
        await world.restartLocalOrg();
        await page.goto(world.localOrg().url);
        await expectSeen(tabOn(page).row('sales-client').getByText('Profile: Sales Agent'));
        await expectSeen(tabOn(page).row('signe-client').getByText('User: Signe Ulvestad'));
        expect(await tabOn(page).rows.count()).toBe(3);
    });

    it('meets no error in the browser’s console', () => expect(screen.problems).toEqual([]));
});
