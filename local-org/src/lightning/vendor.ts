import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'rollup';
import { filesUnder } from '../package/files.ts';
import { cached, hashOf } from './cache.ts';

/** Where the browser finds the bundle, and which module is which file of it. */
export interface Vendor {
    readonly folder: string;
    readonly urls: Readonly<Record<string, string>>;
}

const engine = ['lwc', '@lwc/synthetic-shadow'];
const gatesClosed = ['@salesforce/gate/bc.260.enableComboboxElementInternals']; // no ElementInternals under synthetic shadow

/**
 * The LWC engine and the base components named, built once and kept until the lock file, the list or this build changes.
 * `overrides` is the folder of the modules that the open-source package lacks or does otherwise than an org.
 */
export const buildVendor = async (
    root: string,
    cache: string,
    baseModules: readonly string[],
    onBuild: () => void
): Promise<Vendor> => {
    const overrides = path.join(root, 'local-org/lightning/overrides');
    const names = [...engine, ...baseModules];
    const sources = [path.join(root, 'package-lock.json'), import.meta.filename, ...filesUnder(overrides)];
    const key = hashOf(sources, ...names);
    const folder = await cached(cache, 'base', key, async (target) => {
        onBuild();
        await bundle(root, overrides, names, target);
    });
    return { folder, urls: Object.fromEntries(names.map((name) => [name, `/base-${key}/${fileOf(name)}`])) };
};

const fileOf = (name: string): string => `${name.replace('@', '')}.js`;

const bundle = async (root: string, overrides: string, names: string[], target: string): Promise<void> => {
    const [{ rollup }, { default: lwc }, { nodeResolve }] = await Promise.all([
        import('rollup'),
        import('@lwc/rollup-plugin'),
        import('@rollup/plugin-node-resolve')
    ]);
    const build = await rollup({
        input: Object.fromEntries(names.map((name) => [fileOf(name).slice(0, -3), name])),
        preserveEntrySignatures: 'strict',
        treeshake: false,
        onwarn: (warning) => {
            if (warning.code === 'UNRESOLVED_IMPORT') throw new Error(warning.message);
        },
        plugins: [
            overriding(root, overrides),
            lwc({
                rootDir: path.join(root, 'local-org'),
                modules: [{ npm: 'lightning-base-components' }],
                enableDynamicComponents: true
            }),
            nodeResolve()
        ]
    });
    await build.write({ dir: target, format: 'esm', chunkFileNames: 'shared/[name]-[hash].js' });
    await build.close();
};

/** Puts the local org's own modules in front of the package's. */
const overriding = (root: string, overrides: string): Plugin => ({
    name: 'local-org-overrides',
    async resolveId(id, importer) {
        if (id.endsWith('.lbc.native.css')) return path.join(overrides, 'no-styles.js'); // for native shadow only
        if (id === '@salesforce/i18n/timeZone') return path.join(overrides, 'time-zone.js');
        if (gatesClosed.includes(id)) return path.join(overrides, 'closed-gate.js');
        if (id === './fetch' && importer?.endsWith('/primitiveIcon.js'))
            return path.join(overrides, 'no-icon-library.js');
        const override = path.join(overrides, id, `${path.basename(id)}.js`);
        if (id.startsWith('lightning/') && existsSync(override)) return override;
        // what the package keeps to itself is found only from inside it
        const inside = path.join(root, 'node_modules/lightning-base-components/package.json');
        if (id.startsWith('open/')) return this.resolve(id.replace('open/', 'lightning/'), inside, { skipSelf: true });
        const ours = importer === undefined || importer.startsWith(overrides);
        return ours && !id.startsWith('.') ? this.resolve(id, inside, { skipSelf: true }) : null;
    },
    transform: (code) => ({
        code: code.replaceAll('import.meta.env.SSR', 'false').replaceAll('process.env.NODE_ENV', '"production"'),
        map: null
    })
});
