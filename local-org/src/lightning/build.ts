import path from 'node:path';
import { filesUnder } from '../package/files.ts';
import type { Labels } from '../package/labels.ts';
import { baseModulesUsed, packageModules } from '../package/modules.ts';
import type { Tab } from '../package/tabs.ts';
import { buildApp } from './app-bundle.ts';
import { buildVendor } from './vendor.ts';

export interface BuildInput {
    readonly root: string;
    readonly packageFolder: string;
    readonly labels: Labels;
    readonly tabs: readonly Tab[];
    /** Told when the base components have to be built, which takes a while. */
    readonly onVendorBuild: () => void;
}

/** The folders to serve: the engine with the base components, and the shell with the package's components. */
export interface Built {
    readonly vendor: string;
    readonly app: string;
}

/** Builds for the browser whatever changed since the last time. */
export const buildLightning = async (input: BuildInput): Promise<Built> => {
    const { root, packageFolder, labels, tabs } = input;
    const cache = path.join(root, '.cache/lightning');
    const lightning = path.join(root, 'local-org/lightning');
    const modules = packageModules(packageFolder);
    const sources = [...filesUnder(lightning), ...modules.flatMap((module) => filesUnder(path.dirname(module.path)))];
    const homes = [path.join(lightning, 'overrides'), path.join(root, 'node_modules/lightning-base-components/src')];
    const vendor = await buildVendor(root, cache, baseModulesUsed(sources, homes), input.onVendorBuild);
    const app = await buildApp({ root, packageFolder, modules, labels, tabs, vendor }, cache);
    return { vendor: vendor.folder, app };
};
