import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { matching } from './files.ts';
import { childrenOf, parseXml } from './xml.ts';

/** What a Salesforce package holds, by kind and name, without opening more than the labels. */
export interface PackageIndex {
    /** Every file of the package, as paths below the project. */
    files: string[];
    /** Whether the package has that component; `Note__c.Body__c` names a field. */
    has(kind: Kind, name: string): boolean;
    /** Where that component stands, if the package has it. */
    placeOf(kind: Kind, name: string): Place | undefined;
    /** Every component of a kind, with its place. */
    all(kind: Kind): [name: string, place: Place][];
    /** Components that stand in two places, which a deployment refuses. */
    twice: { kind: Kind; name: string; place: Place }[];
}

/** A file and a line in it. */
export interface Place {
    file: string;
    line: number;
}

const suffixes = {
    class: '.cls',
    trigger: '.trigger',
    tab: '.tab-meta.xml',
    application: '.app-meta.xml',
    permissionSet: '.permissionset-meta.xml',
    customPermission: '.customPermission-meta.xml',
    object: '.object-meta.xml',
    field: '.field-meta.xml',
    namedCredential: '.namedCredential-meta.xml',
    externalCredential: '.externalCredential-meta.xml',
    staticResource: '.resource-meta.xml',
    page: '.page',
    flexiPage: '.flexipage-meta.xml'
} as const;

/** The kinds of component that others refer to by name. */
export type Kind = keyof typeof suffixes | 'bundle' | 'label';

/** The folders of the project that are Salesforce packages. */
export const packageFolders = (root: string): string[] => {
    const file = join(root, 'sfdx-project.json');
    if (!existsSync(file)) return ['force-app'];
    const project = JSON.parse(readFileSync(file, 'utf8')) as { packageDirectories?: { path: string }[] };
    return (project.packageDirectories ?? []).map(({ path }) => path);
};

/** The package's own namespace, or nothing. */
export const namespaceOf = (root: string): string => {
    const file = join(root, 'sfdx-project.json');
    return existsSync(file) ? ((JSON.parse(readFileSync(file, 'utf8')) as { namespace?: string }).namespace ?? '') : '';
};

const isBundleFile = (file: string) => /\/lwc\/([^/]+)\/\1\.(js|ts|html)$/.test(file);

/** The component that a file declares, if it declares one that others may name. */
const componentOf = (file: string): [Kind, string] | undefined => {
    if (/\/lwc\/([^/]+)\/\1\.js-meta\.xml$/.test(file)) return ['bundle', basename(dirname(file))];
    const kind = (Object.keys(suffixes) as (keyof typeof suffixes)[]).find((each) => file.endsWith(suffixes[each]));
    if (!kind) return undefined;
    const name = decodeURIComponent(basename(file, suffixes[kind]));
    return [kind, kind === 'field' ? `${basename(dirname(dirname(file)))}.${name}` : name];
};

const labelsIn = (root: string, file: string): [string, Place][] => {
    const { document } = parseXml(readFileSync(join(root, file), 'utf8'));
    return childrenOf(document, 'labels').flatMap((label) => {
        const [at] = childrenOf(label, 'fullName');
        const name = at?.textContent?.trim();
        return name ? [[name, { file, line: at?.lineNumber ?? 1 }] as [string, Place]] : [];
    });
};

/** Reads which components the project's packages hold. Names are found whatever their case, as on the platform. */
export const indexPackage = (root: string): PackageIndex => {
    const files = packageFolders(root).flatMap((folder) => matching(root, `${folder}/**`));
    const known = new Map<string, { kind: Kind; name: string; place: Place }>();
    const twice: PackageIndex['twice'] = [];
    const key = (kind: Kind, name: string) => `${kind} ${name.toLowerCase()}`;
    const add = (kind: Kind, name: string, place: Place) => {
        if (known.has(key(kind, name))) twice.push({ kind, name, place });
        else known.set(key(kind, name), { kind, name, place });
    };
    for (const file of files) {
        const component = componentOf(file);
        if (component) add(...component, { file, line: 1 });
        if (file.endsWith('.labels-meta.xml'))
            for (const [name, place] of labelsIn(root, file)) add('label', name, place);
    }
    return {
        files,
        twice,
        has: (kind, name) => known.has(key(kind, name)),
        placeOf: (kind, name) => known.get(key(kind, name))?.place,
        all: (kind) => [...known.values()].filter((each) => each.kind === kind).map(({ name, place }) => [name, place])
    };
};

/** The folders of the package's Lightning web components, those without their metadata file included. */
export const bundleFolders = ({ files }: PackageIndex): string[] => [
    ...new Set(files.filter((file) => isBundleFile(file) || file.endsWith('.js-meta.xml')).map((file) => dirname(file)))
];
