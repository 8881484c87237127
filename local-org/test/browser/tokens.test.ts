import type { Page } from 'playwright-core';
import { type Screen, openScreen } from './support/chromium.ts';
import { keptIn, picture, setToken, tabOn } from './support/tab.ts';
import { type World, startWorld } from './support/world.ts';

let world: World;
let screen: Screen;
let page: Page;
let tab: ReturnType<typeof tabOn>;

beforeAll(async () => {
    world = await startWorld();
    screen = await openScreen({ width: 1280, height: 800 });
    await screen.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    page = screen.page;
    tab = tabOn(page);
});

afterAll(async () => {
    await screen?.close();
    await world?.close();
});

beforeEach(async () => {
    await page.goto(world.localOrg().url);
    await tab.row('larkfield-main').waitFor();
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
        await tab.dialog.getByText('User: Wilhelmina Eastaugh').waitFor();
        await picture(page, 'locations-1280');
        await page.keyboard.press('Escape');
        await tab.dialog.waitFor({ state: 'detached' });
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
        await tab.dialog.getByText('wx-inbound-01').waitFor();
        await picture(page, 'dialog-1280');
        await tab.field.fill('planted-token-inbound');
        await tab.save.click();
        await tab.toast('The token of wx-inbound-01 is saved.').waitFor();
        await tab.shows('wx-inbound-01', 'Yes');
        await tab.row('wx-inbound-01').getByText('by Maren Aldous').waitFor();
        await picture(page, 'toast-1280');
        expect(await page.evaluate('globalThis.notReloaded')).toBe(true);
    });

    it('keeps the token through a restart of the service and of the local org', async () => {
        await setToken(page, 'wx-supervisors', 'planted-token-supervisors');
        await world.stopService();
        await world.startService();
        await world.restartLocalOrg();
        await page.goto(world.localOrg().url);
        await tab.shows('wx-supervisors', 'Yes');
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
        await tab.dialog.getByText('Blanks and line breaks around the token were removed.').waitFor();
        expect(await tab.field.inputValue()).toBe('planted-token-claims');
        await picture(page, 'dialog-trimmed-1280');
        await tab.save.click();
        await tab.toast('The token of claims-hotline is saved.').waitFor();
    });

    it('refuses in the field what cannot be a token', async () => {
        await tab.updateButton('retail-north').click();
        await tab.save.click();
        await tab.dialog.getByText('Enter a token.').waitFor();
        await picture(page, 'dialog-refusal-1280');
        await tab.field.fill('x'.repeat(16_385));
        await tab.save.click();
        await tab.dialog.getByText('This is longer than 16 KB').waitFor();
        await tab.field.fill('');
        await paste('planted-token-first\nplanted-token-second');
        await tab.dialog.getByText('There is a line break').waitFor();
        await tab.cancel.click();
        await tab.shows('retail-north', 'No');
    });

    it('leaves nothing of the token in the page once the dialog is closed', async () => {
        await tab.updateButton('retail-north').click();
        await tab.field.fill('planted-token-abandoned');
        expect(await keptIn(page)).toContain('planted-token-abandoned');
        await page.keyboard.press('Escape');
        await tab.dialog.waitFor({ state: 'detached' });
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
        await tab.dialog.getByText('claims-hotline').waitFor();
        await page.keyboard.press('Tab'); // from the heading, where a dialog of Lightning starts
        await tab.field.and(focused()).waitFor();
        await page.keyboard.type('planted-token-typed');
        await page.keyboard.press('Enter');
        await tab.toast('The token of claims-hotline is saved.').waitFor();
        await tab.dialog.waitFor({ state: 'detached' });
        await tab.updateButton('claims-hotline').and(focused()).waitFor();
    });
});

describe('removing a token', () => {
    const partner = 'partner desk / tier 2';

    it('asks first, and does nothing when one changes one’s mind', async () => {
        await setToken(page, partner, 'planted-token-partner');
        await tab.removeButton(partner).click();
        await tab.question.getByText('User: Zelda Wintringham').waitFor();
        await picture(page, 'confirm-1280');
        await tab.question.getByRole('button', { name: 'Cancel' }).last().click();
        await tab.question.waitFor({ state: 'detached' });
        await tab.shows(partner, 'Yes');
    });

    it('removes it after the confirmation', async () => {
        await tab.removeButton(partner).click();
        await tab.confirm.click();
        await tab.toast(`The token of ${partner} is removed.`).waitFor();
        await tab.shows(partner, 'No');
    });

    it('keeps a token whose setting vanished, says that no setting uses it, and lets it be removed', async () => {
        await setToken(page, partner, 'planted-token-orphan');
        await page.goto(`${world.localOrg().url}/lightning/setup/CustomSettings/home`);
        await picture(page, 'settings-1280');
        await page.locator('button[title="Clear the Account Key of User: Zelda Wintringham"]').click();
        await tab.toast('is cleared').waitFor();
        await page.goto(world.localOrg().url);
        await tab.row(partner).getByText('Not used by any setting').waitFor();
        await picture(page, 'orphan-1280');
        await tab.removeButton(partner).click();
        await tab.confirm.click();
        await tab.toast('is removed.').waitFor();
        await tab.row(partner).waitFor({ state: 'detached' });
    });
});

describe('search and sort', () => {
    it('finds by client ID and by location, and says when nothing matches', async () => {
        await tab.search.fill('greta');
        await tab.rows.nth(1).waitFor({ state: 'detached' });
        await tab.row('wx-outbound-campaigns').waitFor();
        await tab.search.fill('nothing-like-this');
        await page.getByText('Nothing matches your search').waitFor();
        await picture(page, 'no-hits-1280');
    });

    it('sorts by a column, the other way round at the second click', async () => {
        await page.locator('c-secret-table thead').getByText('Client ID', { exact: true }).first().click();
        await tab.rows.first().and(tab.row('wx-supervisors')).waitFor();
    });
});

describe('the browser', () => {
    it('meets no error in the browser’s console', () => {
        expect(screen.problems).toEqual([]);
    });
});
