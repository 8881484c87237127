import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Element } from '@xmldom/xmldom';
import type { Problem } from './check.ts';
import { lineAt } from './files.ts';
import { type Kind, namespaceOf, type PackageIndex } from './package-index.ts';
import { childrenOf, textOf } from './xml.ts';

/** Elements that name another component: type, path to the element, kind of what it names. */
const references: Record<string, [path: string[], kind: Kind][]> = {
    PermissionSet: [
        [['classAccesses', 'apexClass'], 'class'],
        [['customPermissions', 'name'], 'customPermission'],
        [['tabSettings', 'tab'], 'tab'],
        [['objectPermissions', 'object'], 'object'],
        [['fieldPermissions', 'field'], 'field'],
        [['applicationVisibilities', 'application'], 'application'],
        [['customSettingAccesses', 'name'], 'object'],
        [['pageAccesses', 'apexPage'], 'page']
    ],
    CustomApplication: [
        [['tabs'], 'tab'],
        [['utilityBar'], 'flexiPage']
    ],
    CustomTab: [
        [['lwcComponent'], 'bundle'],
        [['customObject'], 'object'],
        [['flexiPage'], 'flexiPage'],
        [['page'], 'page']
    ],
    CustomField: [[['referenceTo'], 'object']],
    NamedCredential: [[['namedCredentialParameters', 'externalCredential'], 'externalCredential']]
};

/** What the platform has without the package: standard tabs, objects and their standard fields. */
const isStandard = (kind: Kind, name: string) => {
    if (kind === 'tab' || kind === 'application') return name.startsWith('standard-') || name.startsWith('standard__');
    if (kind === 'object') return !/__\w+$/.test(name);
    if (kind === 'field') return !/__\w+$/.test(name.split('.')[1] ?? '');
    return false;
};

const elementsAt = (element: Element, [first, ...rest]: string[]): Element[] => {
    const found = childrenOf(element, first);
    return rest.length ? found.flatMap((each) => elementsAt(each, rest)) : found;
};

const withoutNamespace = (name: string, namespace: string) =>
    namespace ? name.replaceAll(new RegExp(`\\b${namespace}__(?=\\w+)`, 'g'), '') : name;

/** What a metadata file names and the package does not have. A custom tab of an object is the object's own name. */
export const danglingReferences = (root: string, file: string, element: Element, index: PackageIndex): Problem[] => {
    const namespace = namespaceOf(root);
    const problems = (references[element.localName ?? ''] ?? []).flatMap(([path, kind]) =>
        elementsAt(element, path).flatMap((at) => {
            const name = withoutNamespace(at.textContent?.trim() ?? '', namespace);
            if (!name || isStandard(kind, name) || index.has(kind, name)) return [];
            return [{ file, line: at.lineNumber ?? 1, message: `the package has no ${kind} '${name}'` }];
        })
    );
    return [...problems, ...credentialAccess(file, element, index), ...unexposedTab(root, file, element, index)];
};

const credentialAccess = (file: string, element: Element, index: PackageIndex): Problem[] =>
    elementsAt(element, ['externalCredentialPrincipalAccesses', 'externalCredentialPrincipal']).flatMap((at) => {
        const [credential = ''] = (at.textContent?.trim() ?? '').split('-');
        if (index.has('externalCredential', credential.replace(/^\w+?__/, ''))) return [];
        return [{ file, line: at.lineNumber ?? 1, message: `the package has no externalCredential '${credential}'` }];
    });

const unexposedTab = (root: string, file: string, element: Element, index: PackageIndex): Problem[] => {
    const name = element.localName === 'CustomTab' ? textOf(element, 'lwcComponent') : undefined;
    const place = name && index.placeOf('bundle', name);
    if (!place) return [];
    const bundle = readFileSync(join(root, place.file), 'utf8');
    if (bundle.includes('<target>lightning__Tab</target>') && /<isExposed>true</.test(bundle)) return [];
    return [
        { file, line: 1, message: `lwc '${name}' is not exposed to lightning__Tab, so that the tab cannot show it` }
    ];
};

const source = /\.(cls|trigger|js|html|page|component|cmp|xml)$/;
const labelUse = /(?:\bLabel\.|@salesforce\/label\/\w+\.|\$Label\.)(?:\w+\.)?(\w+)/gi;
const otherUses: [pattern: RegExp, kind: Kind][] = [
    [/FeatureManagement\.checkPermission\(\s*'(\w+)'/gi, 'customPermission'],
    [/'callout:(\w+)/gi, 'namedCredential']
];

/** Labels, custom permissions and named credentials that code names and the package does not have; labels that none uses. */
export const unusedLabels = (root: string, index: PackageIndex): Problem[] => {
    const problems: Problem[] = [];
    const namespace = namespaceOf(root);
    const used = new Set<string>();
    for (const file of index.files.filter((each) => source.test(each))) {
        const text = readFileSync(join(root, file), 'utf8');
        for (const match of text.matchAll(labelUse)) used.add((match[1] ?? '').toLowerCase());
        if (!/\.(cls|trigger)$/.test(file)) continue;
        const kinds: [RegExp, Kind][] = [[/\bLabel\.(?:\w+\.)?(\w+)/g, 'label'], ...otherUses];
        for (const [pattern, kind] of kinds) {
            for (const match of text.matchAll(pattern)) {
                const name = withoutNamespace(match[1] ?? '', namespace);
                if (index.has(kind, name)) continue;
                problems.push({
                    file,
                    line: lineAt(text, match.index),
                    message: `the package has no ${kind} '${name}'`
                });
            }
        }
    }
    for (const [name, place] of index.all('label')) {
        if (!used.has(name.toLowerCase())) problems.push({ ...place, message: `label '${name}' is used nowhere` });
    }
    return problems;
};
