import type { Locator, Page } from 'playwright-core';
import { closedAfterwards } from './support/afterwards.ts';
import { type Screen, openScreen } from './support/chromium.ts';
import { exportWithoutKeys } from './support/exports.ts';
import { expectSeen } from './support/expectations.ts';
import { actAs, picture, setToken, tabOn } from './support/tab.ts';
import { type World, startWorld } from './support/world.ts';

let world: World;
let screen: Screen;
let page: Page;
let tab: ReturnType<typeof tabOn>;

beforeAll(async () => {
    world = closedAfterwards(await startWorld());
    screen = closedAfterwards(await openScreen({ width: 360, height: 740 }));
    page = screen.page;
    tab = tabOn(page);
});

/** Waits until the button has the focus. */
const focusBackOn = async (button: Locator): Promise<void> => {
    for (let i = 0; i < 100; i += 1) {
        if (await button.evaluate((element) => element.matches(':focus'))) return;
        await page.waitForTimeout(50);
    }
};

/** Nothing of the page lies to the right of the screen. */
const expectNoOverflow = async (): Promise<void> => {
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
};

describe('on a screen of 360 pixels', () => {
    it('the list fits', async () => {
        await page.goto(world.localOrg().url);
        await expectSeen(tab.row('larkfield-main'));
        await expectNoOverflow();
        await picture(page, 'list-360');
    });

    it('the dialog, the toast and the confirmation fit', async () => {
        await tab.updateButton('claims-hotline').click();
        await expectSeen(tab.field);
        await expectNoOverflow();
        await picture(page, 'dialog-360');
        await tab.cancel.click();
        await setToken(page, 'claims-hotline', 'planted-token-claims');
        await expectSeen(tab.toast('is saved.'));
        await expectNoOverflow();
        await picture(page, 'toast-360');
        await tab.removeButton('claims-hotline').click();
        await expectSeen(tab.confirm);
        await expectNoOverflow();
        await picture(page, 'confirm-360');
        await tab.question.getByRole('button', { name: 'Cancel' }).last().click();
        // closing gives the focus back to the button: what is typed before that goes astray
        await tab.question.waitFor({ state: 'hidden' });
        await focusBackOn(tab.removeButton('claims-hotline'));
    });

    it('the secret in force fits', async () => {
        await page.getByRole('combobox', { name: 'User' }).pressSequentially('rufus');
        await page.getByRole('option', { name: 'Rufus Tanqueray' }).click();
        await page.getByText('uses the client ID retail-north').scrollIntoViewIfNeeded();
        await expectNoOverflow();
        await picture(page, 'effective-360');
    });

    it('Setup fits', async () => {
        await page.goto(`${world.localOrg().url}/lightning/setup/CustomSettings/home`);
        await expectSeen(page.locator('shell-settings-table').getByText('wx-inbound-01'));
        await expectNoOverflow();
        await picture(page, 'setup-360');
        await page.locator('shell-settings-table tbody tr').nth(6).scrollIntoViewIfNeeded();
        await picture(page, 'settings-360');
    });

    it('what a viewer and someone without access see fits', async () => {
        await page.goto(world.localOrg().url);
        for (const kind of ['viewer', 'no access'] as const) {
            await actAs(page, kind);
            await expectSeen(page.locator('c-secrets-management h2').first());
            await expectNoOverflow();
            await picture(page, `${kind.replace(' ', '-')}-360`);
        }
        await actAs(page, 'admin');
    });

    it('a failure fits', async () => {
        await world.stopService();
        await page.reload();
        await expectSeen(page.locator('c-failure-panel'));
        await expectNoOverflow();
        await picture(page, 'failing-360');
        await world.startService();
    });
});

describe('an empty org on a screen of 360 pixels', () => {
    it('fits', async () => {
        const empty = closedAfterwards(await startWorld(exportWithoutKeys()));
        await page.goto(empty.localOrg().url);
        await expectSeen(page.getByText('Set an Account Key first'));
        await expectNoOverflow();
        await picture(page, 'empty-360');
    });
});
