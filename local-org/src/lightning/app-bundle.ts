import path from 'node:path';
import type { RollupLog } from 'rollup';
import { filesUnder } from '../package/files.ts';
import { type Labels, labelFiles } from '../package/labels.ts';
import type { Module } from '../package/modules.ts';
import type { Tab } from '../package/tabs.ts';
import { cached, hashOf } from './cache.ts';
import { salesforceModules } from './salesforce-modules.ts';
import type { Vendor } from './vendor.ts';

/** A component that the LWC compiler refuses or warns of. */
export class BuildError extends Error {}

export interface AppSources {
    readonly root: string;
    /** Folder of the package. */
    readonly packageFolder: string;
    readonly modules: readonly Module[];
    readonly labels: Labels;
    readonly tabs: readonly Tab[];
    readonly vendor: Vendor;
}

/**
 * The shell and the package's own components as one module, built anew when one of their sources changed.
 * Refuses whatever the LWC compiler warns of, naming file and line.
 */
export const buildApp = (sources: AppSources, cache: string): Promise<string> => {
    const lightning = path.join(sources.root, 'local-org/lightning');
    const files = [
        ...filesUnder(lightning),
        ...filesUnder(import.meta.dirname),
        ...sources.modules.flatMap((module) => filesUnder(path.dirname(module.path))),
        ...labelFiles(sources.packageFolder)
    ];
    const key = hashOf(files, JSON.stringify(sources.tabs), JSON.stringify(sources.vendor.urls));
    return cached(cache, 'app', key, (folder) =>
        bundle(sources, lightning, folder).catch((error: unknown) => {
            throw asBuildError(error);
        })
    );
};

const bundle = async (sources: AppSources, lightning: string, folder: string): Promise<void> => {
    const [{ rollup }, { default: lwc }] = await Promise.all([import('rollup'), import('@lwc/rollup-plugin')]);
    const build = await rollup({
        input: path.join(lightning, 'browser/start.js'),
        external: (id) => Object.hasOwn(sources.vendor.urls, id),
        onwarn: refuse,
        plugins: [
            salesforceModules({
                browser: path.join(lightning, 'browser'),
                locale: path.join(sources.root, 'node_modules/lightning-base-components/scopedImports'),
                timeZone: path.join(lightning, 'overrides/time-zone.js'),
                labels: sources.labels,
                tabs: sources.tabs
            }),
            lwc({
                rootDir: path.join(lightning, 'lwc'),
                modules: sources.modules.map(({ name, path: file }) => ({ name: `c/${name}`, path: file })),
                enableDynamicComponents: true
            })
        ]
    });
    await build.write({
        file: path.join(folder, 'app.js'),
        format: 'esm',
        sourcemap: true,
        paths: { ...sources.vendor.urls }
    });
    await build.close();
};

const refuse = ({ message, loc, id }: RollupLog): never => {
    throw new BuildError(
        loc?.file ? `${loc.file}:${loc.line}:${loc.column} ${message}` : `${id ? `${id}: ` : ''}${message}`
    );
};

/** A compiler's error as one line that names its file and place. */
const asBuildError = (error: unknown): unknown => {
    if (!(error instanceof Error) || error instanceof BuildError) return error;
    const { id, location } = error as { id?: string; location?: { line?: number; column?: number } };
    const place = location?.line === undefined ? '' : `:${location.line}:${location.column}`;
    return new BuildError(id === undefined ? error.message : `${id.split('?')[0]}${place} ${error.message}`, {
        cause: error
    });
};
