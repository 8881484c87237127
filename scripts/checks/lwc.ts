import { count, type Check, runAlone } from './check.ts';
import { type Bundle, compileBundle, compilerProblems } from './lwc-bundle.ts';
import { auraEnabledMethods, referenceProblems } from './lwc-references.ts';
import { templateProblems } from './lwc-templates.ts';
import { bundleFolders, indexPackage } from './package-index.ts';
import { readSchema } from './schema.ts';

/** Every Lightning web component compiles with the platform's own compiler, and what it names exists. */
export const lwc: Check = async (root) => {
    const index = indexPackage(root);
    const around = { index, schema: readSchema(root, index), apex: auraEnabledMethods(root, index) };
    const folders = bundleFolders(index);
    const bundles: Bundle[] = [];
    for (const folder of folders) bundles.push(await compileBundle(root, folder));
    const problems = bundles.flatMap((bundle) => [
        ...compilerProblems(bundle),
        ...referenceProblems(bundle, around),
        ...templateProblems(bundle, bundles)
    ]);
    return { problems, summary: `${count(folders.length, 'bundle')}, ${count(problems.length, 'problem')}` };
};

await runAlone(import.meta, 'Compiles every Lightning web component and checks what it refers to.', lwc);
