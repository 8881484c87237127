import { noPostgres, postgresBinaries, startCluster } from '../postgres-cluster.ts';
import { apexPart } from './apex-part.ts';
import { checkPart } from './check-part.ts';
import { jestPart, type Preparation } from './jest-part.ts';
import type { Part } from './part.ts';

/** A database for the journeys: the one that the environment names, else a throw-away cluster where that is possible. */
const postgres = async (): Promise<Preparation> => {
    const named = process.env['STRONGROOM_TEST_POSTGRES_URL'];
    if (!named && !postgresBinaries()) return { skipped: noPostgres };
    const cluster = named ? { url: named, stop: undefined } : await startCluster();
    const environment = { STRONGROOM_TEST_DATABASE: 'postgresql', STRONGROOM_TEST_POSTGRES_URL: cluster.url };
    return { environment, ...(cluster.stop && { finish: cluster.stop }) };
};

const embedded = async (): Promise<Preparation> => ({ environment: { STRONGROOM_TEST_DATABASE: 'embedded' } });

const quickChecks: Part[] = [
    checkPart('format', 'formatting, Apex included'),
    checkPart('lint', 'ESLint: Salesforce, TypeScript and the house’s import rules'),
    checkPart('types', 'tsc'),
    checkPart('metadata', 'metadata XML against the Metadata API, and what it refers to'),
    checkPart('lwc', 'every component through the platform’s compiler'),
    checkPart('apex-types', 'Apex against the standard library and the package’s schema'),
    checkPart('apex-rules', 'names in SOQL, and annotations'),
    checkPart('house', 'doc comments, nothing unfinished, no machine’s own names')
];

const tests: Part[] = [
    apexPart,
    jestPart({ name: 'unit', about: 'service, local org, Apex interpreter and scripts', project: 'unit' }),
    jestPart({ name: 'jest-lwc', about: 'Lightning web components', project: 'lwc' }),
    jestPart({ name: 'planted', about: 'each check finds planted mistakes', project: 'checks' }),
    jestPart({
        name: 'journeys-embedded',
        about: 'stories over HTTP, on the embedded database',
        project: 'journeys',
        oneByOne: true,
        prepare: embedded
    }),
    jestPart({
        name: 'journeys-postgresql',
        about: 'the same stories on PostgreSQL',
        project: 'journeys',
        oneByOne: true,
        prepare: postgres
    }),
    jestPart({ name: 'faults', about: 'kills, wrong keys, lost databases', project: 'faults', oneByOne: true }),
    jestPart({ name: 'browser', about: 'the tab in a real browser', project: 'browser', oneByOne: true })
];

const scan = checkPart('scan', 'Salesforce Code Analyzer, Graph Engine included');

/** Everything that `npm test` runs, in its order: what is fast and often wrong comes first. */
export const parts: Part[] = [...quickChecks, ...tests, scan];

/** Names for several parts at once. */
export const groups: Record<string, string[]> = {
    check: [...quickChecks, scan].map(({ name }) => name),
    journeys: ['journeys-embedded', 'journeys-postgresql']
};

/** The parts of those names in their order, all without a name. Refuses a name that is neither a part nor a group. */
export const partsNamed = (names: string[]): Part[] => {
    const unknown = names.find((name) => !(name in groups) && !parts.some((part) => part.name === name));
    if (unknown !== undefined) {
        const known = [...parts.map(({ name }) => name), ...Object.keys(groups)].join(', ');
        throw new Error(`There is no part '${unknown}'. The parts are: ${known}.`);
    }
    const wanted = new Set(names.flatMap((name) => groups[name] ?? [name]));
    return parts.filter(({ name }) => wanted.size === 0 || wanted.has(name));
};
