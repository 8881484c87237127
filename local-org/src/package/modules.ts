import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { filesUnder } from './files.ts';

/** A component of the package: its name in `c/…` and its main file. */
export interface Module {
    readonly name: string;
    readonly path: string;
}

/** Every module below a folder of `lwc` folders. Refuses two of one name. */
export const packageModules = (folder: string): Module[] => {
    const modules = filesUnder(folder)
        .filter((file) => isMainFile(file))
        .map((file) => ({ name: path.basename(file, '.js'), path: file }));
    const names = new Set<string>();
    for (const { name, path: file } of modules) {
        if (names.has(name)) throw new Error(`${file}: another component is called ${name} too.`);
        names.add(name);
    }
    return modules;
};

const isMainFile = (file: string): boolean => {
    const [name, parent] = [path.basename(path.dirname(file)), path.basename(path.dirname(path.dirname(file)))];
    return parent === 'lwc' && path.basename(file) === `${name}.js`;
};

const imported = /(?:from\s+|import\s+|import\()['"](lightning\/\w+)['"]/g;
const used = /<lightning-([a-z0-9-]+)/g;

/**
 * The `lightning/…` modules that these files use. Refuses one that exists in none of the folders, naming the file.
 * `folders` are those that hold `lightning/<name>/<name>.js`.
 */
export const baseModulesUsed = (files: readonly string[], folders: readonly string[]): string[] => {
    const found = new Map<string, string>();
    for (const file of files) {
        const pattern = file.endsWith('.html') ? used : file.endsWith('.js') ? imported : undefined;
        if (!pattern) continue;
        for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(pattern)) {
            found.set(pattern === used ? `lightning/${camelCase(name)}` : name, file);
        }
    }
    for (const [name, file] of found) {
        if (!folders.some((folder) => existsSync(path.join(folder, name, `${path.basename(name)}.js`)))) {
            throw new Error(`${file}: ${name} is not among the base components that work outside an org.`);
        }
    }
    return [...found.keys()].sort();
};

const camelCase = (kebab: string): string =>
    kebab.replace(/-([a-z0-9])/g, (_dash, letter: string) => letter.toUpperCase());
