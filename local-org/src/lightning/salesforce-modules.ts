import path from 'node:path';
import type { Plugin } from 'rollup';
import type { Labels } from '../package/labels.ts';
import type { Tab } from '../package/tabs.ts';

export interface SalesforceModules {
    /** Folder of the modules that run in the browser beside the components. */
    readonly browser: string;
    /** Folder of what the open-source base components know of locales. */
    readonly locale: string;
    /** The reader's time zone, in the place of that package's. */
    readonly timeZone: string;
    readonly labels: Labels;
    readonly tabs: readonly Tab[];
}

const mark = '\0salesforce:';

type Answer = (whole: string, first: string, second: string) => string;

/** Answers the `@salesforce/…` modules that an org makes, and `local-org/tabs`. Refuses a label that the package lacks. */
export const salesforceModules = ({ browser, locale, timeZone, labels, tabs }: SalesforceModules): Plugin => {
    const file = (name: string): string => JSON.stringify(path.join(browser, name));
    const answers: [RegExp, Answer][] = [
        [/^@salesforce\/apex$/, () => `export { refreshApex, getSObjectValue } from ${file('apex.js')};`],
        [
            /^@salesforce\/apex\/(?:strongroom\.)?(\w+)\.(\w+)$/,
            (_all, name, method) => apexModule(file('apex.js'), name, method)
        ],
        [/^@salesforce\/label\/c\.(\w+)$/, (_all, name) => constant(labels(name))],
        [/^@salesforce\/user\/(Id|isGuest)$/, (_all, name) => `export { ${name} as default } from ${file('user.js')};`],
        [/^local-org\/tabs$/, () => tabsModule(tabs)]
    ];
    const answerTo = (id: string): string | undefined => {
        for (const [pattern, answer] of answers) {
            const found = pattern.exec(id);
            if (found) return answer(found[0], found[1] ?? '', found[2] ?? '');
        }
        return undefined;
    };
    return {
        name: 'salesforce-modules',
        resolveId: (id, importer) => {
            if (id === '@salesforce/i18n/timeZone') return timeZone;
            if (/^@salesforce\/(i18n|client)\//.test(id)) return path.join(locale, `${id.replaceAll('/', '-')}.js`);
            try {
                return answerTo(id) === undefined ? null : mark + id;
            } catch (error) {
                const reason = error instanceof Error ? error.message : String(error);
                throw new Error(`${importer?.split('?')[0] ?? id}: ${reason}`, { cause: error });
            }
        },
        load: (id) => (id.startsWith(mark) ? (answerTo(id.slice(mark.length)) ?? null) : null)
    };
};

const constant = (value: string): string => `export default ${JSON.stringify(value)};`;

const apexModule = (apex: string, className: string, method: string): string =>
    `import { apexMethod } from ${apex}; export default apexMethod(${JSON.stringify(className)}, ${JSON.stringify(method)});`;

const tabsModule = (tabs: readonly Tab[]): string => {
    const imports = tabs.map(({ component }, index) => `import Tab${index} from 'c/${component}';`);
    const items = tabs.map(
        ({ apiName, label }, index) =>
            `{ apiName: ${JSON.stringify(apiName)}, label: ${JSON.stringify(label)}, component: Tab${index} }`
    );
    return `${imports.join('\n')}\nexport default [${items.join(', ')}];`;
};
