import { dirname, relative, resolve } from 'node:path';

/** One import as a rule sees it: paths below the project, with forward slashes. */
export interface Import {
    /** The importing file. */
    from: string;
    /** The imported file, or the package's or built-in module's name. */
    to: string;
    /** The imported names; `default` and `*` for what brings a whole module. */
    names: string[];
    typeOnly: boolean;
}

interface ImportRule {
    /** The files that the rule binds. */
    from: RegExp;
    /** Files that may nevertheless. */
    except?: RegExp;
    forbids: (wanted: Import) => boolean;
    because: string;
}

const backend = /^backend\/src\//;
const store = /\/(store|[\w-]+-store)\.ts$/;
const speaksSql = /^backend\/(migrations\/|src\/platform\/db[\w-]*\.ts$|src\/.*\/(store|[\w-]+-store)\.ts$)/;
const whole = (names: string[]) => names.includes('default') || names.includes('*');
const anyOf = (names: string[], wanted: string[]) => whole(names) || names.some((name) => wanted.includes(name));

const ciphers = [
    'createCipheriv',
    'createDecipheriv',
    'publicEncrypt',
    'privateEncrypt',
    'publicDecrypt',
    'privateDecrypt',
    'subtle',
    'webcrypto'
];
const openers: Record<string, string[]> = {
    http: ['request', 'get', 'Agent', 'ClientRequest'],
    https: ['request', 'get', 'Agent'],
    http2: ['connect'],
    net: ['connect', 'createConnection', 'Socket'],
    tls: ['connect'],
    dgram: ['createSocket']
};
const builtin = (name: string) => name.replace(/^node:/, '');

/** The house's import rules: routes → use case → store, provider, vault. */
export const importRules: ImportRule[] = [
    {
        from: /^backend\/src\/.*\/routes\.ts$/,
        forbids: ({ to }) => store.test(to) || /^backend\/src\/(vault|providers)\//.test(to),
        because: 'a route calls a use case; stores, providers and the vault are the use case’s to call'
    },
    {
        from: /^backend\/src\/.*\/(store|[\w-]+-store)\.ts$/,
        forbids: ({ from, to, typeOnly }) =>
            backend.test(to) &&
            !typeOnly &&
            !store.test(to) &&
            !/^backend\/src\/platform\//.test(to) &&
            !(dirname(from) === dirname(to) && /\/(schema|envelope)\.ts$/.test(to)),
        because: 'a store knows the platform and other stores only'
    },
    {
        from: /^backend\/src\/platform\//,
        forbids: ({ to, typeOnly }) => backend.test(to) && !/^backend\/src\/platform\//.test(to) && !typeOnly,
        because: 'the platform knows no slice'
    },
    {
        from: /^backend\/src\/vault\//,
        forbids: ({ to, typeOnly }) => backend.test(to) && !/^backend\/src\/(vault|platform)\//.test(to) && !typeOnly,
        because: 'the vault knows no slice'
    },
    {
        from: /^backend\/src\/[\w-]+\//,
        forbids: ({ to, typeOnly }) => /^backend\/src\/(.*\/routes|app|main|enrol)\.ts$/.test(to) && !typeOnly,
        because: 'only app.ts puts routes together, and nothing calls upwards'
    },
    {
        from: backend,
        except: speaksSql,
        forbids: ({ to, names, typeOnly }) =>
            (!typeOnly && /^(kysely|pg|@electric-sql\/pglite)(\/|$)/.test(to)) ||
            (/^backend\/src\/platform\/db/.test(to) && names.includes('sql')),
        because: 'only a store and platform/db speak SQL'
    },
    {
        from: backend,
        except: /^backend\/src\/platform\/(http[\w-]*(\.ts$|\/)|db[\w-]*\.ts$)/,
        forbids: ({ to, names, typeOnly }) => {
            if (typeOnly) return false;
            return (
                /^(undici|axios|got|node-fetch|ws)$/.test(to) ||
                (builtin(to) in openers && anyOf(names, openers[builtin(to)] ?? []))
            );
        },
        because: 'only platform/http opens an outbound connection (and platform/db the one to the database)'
    },
    {
        from: backend,
        except: /^backend\/src\/vault\//,
        forbids: ({ to, names, typeOnly }) => !typeOnly && builtin(to) === 'crypto' && anyOf(names, ciphers),
        because: 'only vault/ touches ciphers (name the hash or random function that is meant)'
    },
    {
        from: backend,
        except: /^backend\/src\/config\.ts$/,
        forbids: ({ to, names }) => builtin(to) === 'process' && anyOf(names, ['env']),
        because: 'only config.ts reads the environment'
    },
    {
        from: /^backend\//,
        forbids: ({ to }) => /^(local-org\/|@strongroom\/local-org)/.test(to),
        because: 'the service does not know the local org'
    },
    {
        from: /^local-org\//,
        forbids: ({ to }) => /^(backend\/|@strongroom\/backend)/.test(to),
        because: 'the local org knows the service by its HTTP contract only'
    }
];

const isTest = (file: string) => /\.test\.ts$|^(backend|local-org)\/test\//.test(file);
const slashes = (path: string) => path.replaceAll('\\', '/');

/** The path below `root` that an import specifier in `file` means; packages keep their name. */
export const targetOf = (root: string, file: string, specifier: string) =>
    specifier.startsWith('.') ? slashes(relative(root, resolve(dirname(file), specifier))) : specifier;

/** Why the house does not allow this import, or nothing. Tests may import what they test, but never the other workspace. */
export const reasonAgainst = (wanted: Import): string | undefined =>
    importRules.find(
        ({ from, except, forbids, because }) =>
            from.test(wanted.from) &&
            !except?.test(wanted.from) &&
            (!isTest(wanted.from) || because.includes('local org')) &&
            forbids(wanted)
    )?.because;
