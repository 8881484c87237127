import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type BrowserContext, type Page, chromium } from 'playwright-core';

const installed = [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe'
];

const flags = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'
];

/** A Chromium to test with: the one of `CHROMIUM`, an installed one, or the one inside `@sparticuz/chromium`. */
export const findChromium = async (): Promise<string> => {
    const found = [process.env.CHROMIUM, ...installed].find((file) => file && existsSync(file));
    if (found) return found;
    const { default: packaged } = await import('@sparticuz/chromium');
    return packaged.executablePath();
};

export interface Screen {
    readonly context: BrowserContext;
    readonly page: Page;
    /** Whatever the pages wrote to their consoles as errors, or threw. */
    readonly problems: string[];
    readonly close: () => Promise<void>;
}

/** A new browser with a user-data folder of its own, that reaches nothing but this computer. */
export const openScreen = async (size: { width: number; height: number }): Promise<Screen> => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'strongroom-browser-'));
    const context = await chromium.launchPersistentContext(folder, {
        executablePath: await findChromium(),
        args: flags,
        headless: true,
        viewport: size,
        timezoneId: 'Europe/Berlin'
    });
    context.setDefaultTimeout(15_000);
    const page = context.pages()[0] ?? (await context.newPage());
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
        const refusal = message.location().url.includes('/apex/'); // the tests judge what Apex answers
        if (message.type() === 'error' && !refusal) problems.push(message.text());
    });
    return {
        ...{ context, page, problems },
        close: async () => {
            await context.close();
            rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
        }
    };
};
