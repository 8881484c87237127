import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import type { Problem } from './check.ts';

/** What the platform's compiler says of a bundle; its own declarations name types that the package does not bring. */
export interface Compiled {
    diagnostics: { filename?: string; location?: { line: number }; message: string }[];
    metadata?: {
        references: Reference[];
        classMembers?: { name: string; decorator?: string }[];
        templateDependencies?: TemplateFile[];
    };
}

/** Something outside the bundle that a bundle's file names. */
export interface Reference {
    type: string;
    id: string;
    file: string;
    locations: { startLine: number }[];
}

/** A template and the components that it uses; `ast` is the compiler's tree as JSON. */
export interface TemplateFile {
    fileName: string;
    ast?: string;
    componentReferences: { tagName: string; locations: { startLine: number }[]; properties?: object[] }[];
}

const { compile } = createRequire(import.meta.url)('@lwc/sfdc-lwc-compiler') as {
    compile: (request: object) => Promise<Compiled>;
};

/** A Lightning web component as it stands in the package. */
export interface Bundle {
    name: string;
    folder: string;
    /** The sources that the platform compiles, by file name. */
    sources: Record<string, string>;
    compiled: Compiled;
}

const apiVersionOf = (path: string) => {
    const version = /<apiVersion>([\d.]+)</.exec(readFileSync(path, 'utf8'))?.[1];
    return Number(version ?? 65);
};

/** Compiles a bundle with the compiler that the platform itself uses. */
export const compileBundle = async (root: string, folder: string): Promise<Bundle> => {
    const name = basename(folder);
    const entries = readdirSync(join(root, folder), { withFileTypes: true });
    const names = entries
        .filter((entry) => entry.isFile() && /\.(js|ts|html|css)$/.test(entry.name))
        .map((entry) => entry.name);
    const sources = Object.fromEntries(names.map((file) => [file, readFileSync(join(root, folder, file), 'utf8')]));
    const hasMetadata = entries.some((entry) => entry.name === `${name}.js-meta.xml`);
    const apiVersion = hasMetadata ? apiVersionOf(join(root, folder, `${name}.js-meta.xml`)) : 65;
    const compiled = await compile({
        bundle: { namespace: 'c', name, type: 'platform', files: sources },
        outputConfigs: [{ minify: false, apiVersion, env: { NODE_ENV: 'production' } }]
    });
    return { name, folder, sources, compiled };
};

/** Errors and warnings of the compiler. */
export const compilerProblems = ({ folder, name, compiled }: Bundle): Problem[] =>
    compiled.diagnostics.map(({ filename, location, message }) => ({
        file: `${folder}/${filename ?? `${name}.js`}`,
        line: location?.line ?? 1,
        message: message.split('\n')[0] ?? message
    }));
