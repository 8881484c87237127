import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { classesIn, has, type Method, methodsOf, parseApex } from './apex-tree.ts';
import { type Problem, repository } from './check.ts';
import { lineAt } from './files.ts';
import type { Bundle } from './lwc-bundle.ts';
import type { PackageIndex } from './package-index.ts';
import type { Schema } from './schema.ts';

/** What bundles may refer to. */
export interface Surroundings {
    index: PackageIndex;
    schema: Schema;
    /** The @AuraEnabled methods of the package, by `Class.method`. */
    apex: Map<string, Method>;
}

/** Modules of the platform that the open-source base components do not contain and the local org supplies. */
const suppliedModules = new Set(['lightning/platformShowToastEvent']);
const baseComponents = join(repository, 'node_modules/lightning-base-components/src/lightning');

/** Reads which Apex methods the package opens to its components. */
export const auraEnabledMethods = (root: string, { files }: PackageIndex): Map<string, Method> => {
    const classes = files
        .filter((file) => file.endsWith('.cls'))
        .flatMap((file) => classesIn(parseApex(join(root, file)).tree));
    const open = classes.flatMap((each) =>
        methodsOf(each)
            .filter((method) => has(method, '@auraenabled') && has(method, 'static'))
            .map((method) => [`${each.id().getText()}.${method.name}`, method] as const)
    );
    return new Map(open);
};

const camelCase = (name: string) => name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
const isCacheable = (method: Method) => method.modifiers.some((each) => /^@auraenabled\(.*cacheable=true/.test(each));

const faultOfModule = (id: string, { index }: Surroundings) => {
    const [namespace = '', name = ''] = id.split('/');
    if (namespace === 'c') return index.has('bundle', name) ? undefined : `no component '${id}'`;
    if (namespace !== 'lightning' || suppliedModules.has(id) || !existsSync(baseComponents)) return undefined;
    return existsSync(join(baseComponents, name))
        ? undefined
        : `no base component '${id}' that also runs off the platform`;
};

const faultOfSchema = (id: string, { schema }: Surroundings) => {
    const [object = '', ...path] = id.split('.');
    let current = schema.get(object.toLowerCase());
    if (!current) return /__\w+$/.test(object) ? `no object '${object}'` : undefined;
    for (const name of path) {
        const target: string | undefined = current?.fields.get(name.toLowerCase());
        if (current && target === undefined) return `no field '${name}' on ${current.name}`;
        current = schema.get(target?.toLowerCase() ?? '');
    }
    return undefined;
};

/** What is wrong with one reference, by the compiler's name for its kind. */
const faultOf = (type: string, id: string, around: Surroundings): string | undefined => {
    const name = id.replace(/^c[./]/, '');
    if (type === 'apexMethod') {
        const method = id.split(/[./]/).slice(-2).join('.');
        return around.apex.has(method) ? undefined : `no static @AuraEnabled method ${method}`;
    }
    if (type === 'label') return around.index.has('label', name) ? undefined : `no custom label '${name}'`;
    if (type === 'component') return faultOfModule(camelCase(id.replace('-', '/')), around);
    if (type === 'module') return faultOfModule(id, around);
    if (type === 'resourceUrl')
        return around.index.has('staticResource', name) ? undefined : `no static resource '${name}'`;
    return type === 'schema' ? faultOfSchema(id, around) : undefined;
};

/** `@wire` on a method that is not cacheable, which fails only at run time on the platform. */
const wiredButNotCacheable = ({ folder, sources }: Bundle, { apex }: Surroundings): Problem[] =>
    Object.entries(sources).flatMap(([file, text]) =>
        [...text.matchAll(/import (\w+) from '@salesforce\/apex\/(?:\w+\.)?(\w+\.\w+)'/g)].flatMap(
            ([, local, id = '']) => {
                const method = apex.get(id);
                const wire = new RegExp(String.raw`@wire\(\s*${local ?? ''}\b`).exec(text);
                if (!wire || !method || isCacheable(method)) return [];
                const message = `@wire needs @AuraEnabled(cacheable=true) on ${id}`;
                return [{ file: `${folder}/${file}`, line: lineAt(text, wire.index), message }];
            }
        )
    );

/** Everything that a bundle names and neither the package nor the platform has. */
export const referenceProblems = (bundle: Bundle, around: Surroundings): Problem[] => {
    const references = bundle.compiled.metadata?.references ?? [];
    const problems = references.flatMap(({ type, id, file, locations }) => {
        const message = faultOf(type, id, around);
        return message ? [{ file: `${bundle.folder}/${file}`, line: locations[0]?.startLine ?? 1, message }] : [];
    });
    return [...problems, ...wiredButNotCacheable(bundle, around)];
};
