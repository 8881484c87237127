import type { Locator } from 'playwright-core';
import type { tabOn } from './tab.ts';

/** Waits until someone at the screen can see it; fails when that does not happen. */
export const expectSeen = (what: Locator): Promise<void> => what.waitFor();

/** Waits until it is no longer in the page. */
export const expectGone = (what: Locator): Promise<void> => what.waitFor({ state: 'detached' });

/** Waits until the row of a client ID says that its token is set, or is not. */
export const expectAnswer = (tab: ReturnType<typeof tabOn>, clientId: string, answer: 'Yes' | 'No'): Promise<void> =>
    expectSeen(tab.row(clientId).locator('[data-id=answer]').getByText(answer, { exact: true }));
