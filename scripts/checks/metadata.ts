import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Element } from '@xmldom/xmldom';
import { count, type Check, type Problem, runAlone } from './check.ts';
import { danglingReferences, unusedLabels } from './metadata-references.ts';
import { readMetadataTypes } from './metadata-types.ts';
import { bundleFolders, indexPackage, type PackageIndex } from './package-index.ts';
import { parseXml, textOf } from './xml.ts';

const namespace = 'http://soap.sforce.com/2006/04/metadata';
/** The Apex type checker and the platform of this package know API versions up to this one. */
const newestApiVersion = 65;

const headProblems = (file: string, root: Element): string[] => {
    const problems: string[] = [];
    const name = decodeURIComponent(basename(file).replace(/\.[^.]+-meta\.xml$/, ''));
    const fullName = textOf(root, 'fullName');
    const apiVersion = Number(textOf(root, 'apiVersion') ?? newestApiVersion);
    if (root.namespaceURI !== namespace)
        problems.push(`the namespace is '${root.namespaceURI ?? ''}', not '${namespace}'`);
    if (fullName !== undefined && fullName !== name)
        problems.push(`fullName '${fullName}' is not the file's name '${name}'`);
    if (apiVersion > newestApiVersion) problems.push(`apiVersion ${apiVersion} is newer than ${newestApiVersion}`);
    return problems;
};

const missingFiles = (index: PackageIndex): Problem[] => {
    const files = new Set(index.files);
    const sources = index.files.filter((file) => /\.(cls|trigger|page|component|resource)$/.test(file));
    const bundles = bundleFolders(index).map((folder) => `${folder}/${basename(folder)}.js`);
    return [...sources, ...bundles]
        .filter((file) => !files.has(`${file}-meta.xml`))
        .map((file) => ({ file, line: 1, message: `${basename(file)}-meta.xml is missing` }));
};

/** Every metadata file is what the Metadata API accepts, and names only what the package has. */
export const metadata: Check = async (root) => {
    const index = indexPackage(root);
    const validate = readMetadataTypes();
    const files = index.files.filter((file) => file.endsWith('-meta.xml'));
    const problems = missingFiles(index);
    for (const file of files) {
        const { document, error } = parseXml(readFileSync(join(root, file), 'utf8'));
        if (error) problems.push({ file, line: error.line, message: `not XML: ${error.message}` });
        if (!document) continue;
        problems.push(
            ...headProblems(file, document).map((message) => ({ file, line: document.lineNumber ?? 1, message }))
        );
        const report = (at: Element, message: string) => problems.push({ file, line: at.lineNumber ?? 1, message });
        validate(document, report);
        problems.push(...danglingReferences(root, file, document, index));
    }
    for (const { kind, name, place } of index.twice) {
        problems.push({ ...place, message: `a second ${kind} '${name}' in one package` });
    }
    problems.push(...unusedLabels(root, index));
    return { problems, summary: `${count(files.length, 'metadata file')}, ${count(problems.length, 'problem')}` };
};

await runAlone(import.meta, 'Checks metadata XML against the Metadata API and what it refers to.', metadata);
