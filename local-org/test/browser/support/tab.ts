import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';

/** The *Secrets Management* tab as someone at the screen finds things on it. */
export const tabOn = (page: Page) => {
    /** A row of the table, or on a narrow screen a card. */
    const row = (clientId: string): Locator => {
        const heading = page.getByRole('heading', { name: clientId, exact: true });
        const card = page.locator('c-secret-cards li').filter({ has: heading });
        return page.locator(`tr[data-row-key-value="${clientId}"]`).or(card);
    };
    const dialog = page.locator('section[role=dialog]');
    const question = page.locator('section[role=alertdialog]');
    return {
        ...{ row, dialog, question },
        rows: page.locator('c-secret-table tbody tr'),
        search: page.getByRole('searchbox', { name: 'Search client IDs and locations' }),
        toast: (text: string): Locator => page.locator('lightning-toast', { hasText: text }),
        updateButton: (clientId: string): Locator => row(clientId).getByRole('button', { name: /^Update/ }),
        removeButton: (clientId: string): Locator => row(clientId).getByRole('button', { name: /^Remove/ }),
        field: dialog.locator('input[type=password]'),
        save: dialog.getByRole('button', { name: 'Save' }),
        cancel: dialog.getByRole('button', { name: 'Cancel', exact: true }),
        confirm: question.getByRole('button', { name: 'OK' })
    };
};

/** Switches to another of the shell's users. */
export const actAs = async (page: Page, kind: 'admin' | 'viewer' | 'no access'): Promise<void> => {
    await page.locator('shell-header lightning-button-menu button').click();
    const reloaded = page.waitForEvent('load');
    await page.locator('shell-header lightning-menu-item', { hasText: `(${kind})` }).click();
    await reloaded;
};

/** Sets a token through the dialog and waits until it is closed. */
export const setToken = async (page: Page, clientId: string, token: string): Promise<void> => {
    const tab = tabOn(page);
    await tab.updateButton(clientId).click();
    await tab.field.fill(token);
    await tab.save.click();
    await tab.dialog.waitFor({ state: 'detached' });
};

/** Keeps a picture of the page in the folder that `SHOTS` names, for people to look at. */
export const picture = async (page: Page, name: string): Promise<void> => {
    const folder = process.env['SHOTS'];
    if (!folder) return;
    mkdirSync(folder, { recursive: true });
    await page.waitForTimeout(700); // animations of dialogs and toasts
    await page.screenshot({ path: path.join(folder, `${name}.png`) });
};

/**
 * Everything that a page keeps in the browser, as one text: markup, field values and both storages. Asked from outside
 * the page's own world, where the components' shadow roots hide nothing.
 */
export const keptIn = async (page: Page): Promise<string> => {
    const fields = await page.locator('input, textarea').all();
    const values = await Promise.all(fields.map((field) => field.inputValue()));
    const stores = await page.evaluate('JSON.stringify([localStorage, sessionStorage])');
    return [await page.content(), ...values, stores].join('\n');
};
