import type { Page } from 'playwright-core';
import { closedAfterwards } from './support/afterwards.ts';
import { type Screen, openScreen } from './support/chromium.ts';
import { expectAnswer, expectGone, expectSeen } from './support/expectations.ts';
import { keptIn, picture, setToken, tabOn } from './support/tab.ts';
import { type World, startWorld } from './support/world.ts';

let world: World;
let screen: Screen;
let page: Page;
let tab: ReturnType<typeof tabOn>;

beforeAll(async () => {
    world = closedAfterwards(await startWorld());
    screen = closedAfterwards(await openScreen({ width: 1280, height: 800 }));
    await screen.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    page = screen.page;
    tab = tabOn(page);
});

beforeEach(async () => {
    await page.goto(world.localOrg().url);
    await expectSeen(tab.row('larkfield-main'));
});

const paste = async (text: string): Promise<void> => {
    await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
    await tab.field.focus();
    await page.keyboard.press('ControlOrMeta+V');
};

const focused = () => page.locator(':focus');

describe('the list', () => {
    it('shows each client ID once, exactly as written, with every place that uses it', async () => {
        expect(await tab.rows.count()).toBe(9);
        const places = {
            'retail-north': ['User: Rufus Tanqueray'],
            'Retail-North': ['Profile: Sales Agent'],
            'claims-hotline': ['Profile: Claims Handler', 'User: Osric Penhallow'],
            'larkfield-main': ['Organization'],
            'larkfield-admin-console': ['Profile: System Administrator']
        };
        for (const [clientId, locations] of Object.entries(places)) {
            expect(await tab.row(clientId).locator('c-secret-locations li').allTextContents()).toEqual(locations);
        }
        await picture(page, 'list-1280');
    });

    it('opens all locations of a client ID that many use', async () => {
        await tab.row('wx-outbound-campaigns').getByRole('button', { name: /more/ }).click();
        await expectSeen(tab.dialog.getByText('User: Wilhelmina Eastaugh'));
        await picture(page, 'locations-1280');
        await page.keyboard.press('Escape');
        await expectGone(tab.dialog);
    });

    it('draws real icons in real styles', async () => {
        const icon = page.locator('c-secrets-management header lightning-icon svg use').first();
        expect(await icon.getAttribute('href')).toBe('/assets/icons/standard-sprite/svg/symbols.svg#password');
        expect((await icon.boundingBox())?.width).toBeGreaterThan(5);
    });
});

describe('updating a token', () => {
    it('says so in a toast and turns the flag without a reload', async () => {
        await page.evaluate('globalThis.notReloaded = true');
        await tab.updateButton('wx-inbound-01').click();
        await expectSeen(tab.dialog.getByText('wx-inbound-01'));
        await picture(page, 'dialog-1280');
        await tab.field.fill('planted-token-inbound');
        await tab.save.click();
        await expectSeen(tab.toast('The token of wx-inbound-01 is saved.'));
        await expectAnswer(tab, 'wx-inbound-01', 'Yes');
        await expectSeen(tab.row('wx-inbound-01').getByText('by Maren Aldous'));
        await picture(page, 'toast-1280');
        expect(await page.evaluate('globalThis.notReloaded')).toBe(true);
    });

    it('keeps the token through a restart of the service and of the local org', async () => {
        await setToken(page, 'wx-supervisors', 'planted-token-supervisors');
        await world.stopService();
        await world.startService();
        await world.restartLocalOrg();
        await page.goto(world.localOrg().url);
        await expectAnswer(tab, 'wx-supervisors', 'Yes');
    });

    it('never fills the password field again', async () => {
        await setToken(page, 'larkfield-main', 'planted-token-main');
        await tab.updateButton('larkfield-main').click();
        expect(await tab.field.inputValue()).toBe('');
        await tab.cancel.click();
    });

    it('says when blanks and line breaks around a pasted token are removed', async () => {
        await tab.updateButton('claims-hotline').click();
        await paste('\n  planted-token-claims \r\n');
        await expectSeen(tab.dialog.getByText('Blanks and line breaks around the token were removed.'));
        expect(await tab.field.inputValue()).toBe('planted-token-claims');
        await picture(page, 'dialog-trimmed-1280');
        await tab.save.click();
        await expectSeen(tab.toast('The token of claims-hotline is saved.'));
    });

    it('refuses in the field what cannot be a token', async () => {
        await tab.updateButton('retail-north').click();
        await tab.save.click();
        await expectSeen(tab.dialog.getByText('Enter a token.'));
        await picture(page, 'dialog-refusal-1280');
        await tab.field.fill('x'.repeat(16_385));
        await tab.save.click();
        await expectSeen(tab.dialog.getByText('This is longer than 16 KB'));
        await tab.field.fill('');
        await paste('planted-token-first\nplanted-token-second');
        await expectSeen(tab.dialog.getByText('There is a line break'));
        await tab.cancel.click();
        await expectAnswer(tab, 'retail-north', 'No');
    });

    it('leaves nothing of the token in the page once the dialog is closed', async () => {
        await tab.updateButton('retail-north').click();
        await tab.field.fill('planted-token-abandoned');
        expect(await keptIn(page)).toContain('planted-token-abandoned');
        await page.keyboard.press('Escape');
        await expectGone(tab.dialog);
        expect(await keptIn(page)).not.toContain('planted-token');
        await setToken(page, 'retail-north', 'planted-token-kept');
        expect(await keptIn(page)).not.toContain('planted-token');
    });

    it('works with the keyboard alone, and gives the focus back', async () => {
        await tab.search.focus();
        await page.keyboard.press('Tab'); // into the table: the first cell of the first row
        for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'Enter', 'Enter']) {
            await page.keyboard.press(key); // Enter goes into the cell, then presses its button
            await page.waitForTimeout(150);
        }
        await expectSeen(tab.dialog.getByText('claims-hotline'));
        await page.keyboard.press('Tab'); // from the heading, where a dialog of Lightning starts
        await expectSeen(tab.field.and(focused()));
        await page.keyboard.type('planted-token-typed');
        await page.keyboard.press('Enter');
        await expectSeen(tab.toast('The token of claims-hotline is saved.'));
        await expectGone(tab.dialog);
        await expectSeen(tab.updateButton('claims-hotline').and(focused()));
    });
});

describe('removing a token', () => {
    const partner = 'partner desk / tier 2';

    it('asks first, and does nothing when one changes one’s mind', async () => {
        await setToken(page, partner, 'planted-token-partner');
        await tab.removeButton(partner).click();
        await expectSeen(tab.question.getByText('User: Zelda Wintringham'));
        await picture(page, 'confirm-1280');
        await tab.question.getByRole('button', { name: 'Cancel' }).last().click();
        await expectGone(tab.question);
        await expectAnswer(tab, partner, 'Yes');
    });

    it('removes it after the confirmation', async () => {
        await tab.removeButton(partner).click();
        await tab.confirm.click();
        await expectSeen(tab.toast(`The token of ${partner} is removed.`));
        await expectAnswer(tab, partner, 'No');
    });

    it('keeps a token whose setting vanished, says that no setting uses it, and lets it be removed', async () => {
        await setToken(page, partner, 'planted-token-orphan');
        await page.goto(`${world.localOrg().url}/lightning/setup/CustomSettings/home`);
        await picture(page, 'settings-1280');
        await page.locator('button[title="Clear the Account Key of User: Zelda Wintringham"]').click();
        await expectSeen(tab.toast('is cleared'));
        await page.goto(world.localOrg().url);
        await expectSeen(tab.row(partner).getByText('Not used by any setting'));
        await picture(page, 'orphan-1280');
        await tab.removeButton(partner).click();
        await tab.confirm.click();
        await expectSeen(tab.toast('is removed.'));
        await expectGone(tab.row(partner));
    });
});

describe('search and sort', () => {
    it('finds by client ID and by location, and says when nothing matches', async () => {
        await tab.search.fill('greta');
        await expectGone(tab.rows.nth(1));
        await expectSeen(tab.row('wx-outbound-campaigns'));
        await tab.search.fill('nothing-like-this');
        await expectSeen(page.getByText('Nothing matches your search'));
        await picture(page, 'no-hits-1280');
    });

    it('sorts by a column, the other way round at the second click', async () => {
        await page.locator('c-secret-table thead').getByText('Client ID', { exact: true }).first().click();
        await expectSeen(tab.rows.first().and(tab.row('wx-supervisors')));
    });
});

describe('the browser', () => {
    it('meets no error in the browser’s console', () => {
        expect(screen.problems).toEqual([]);
    });
});
