import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** The project that a package folder belongs to. */
export interface Project {
    /** The folder of sfdx-project.json; the package folder itself where there is none. */
    readonly root: string;
    /** Empty where the project names none. */
    readonly namespace: string;
}

/** Finds the project by going up from the folder. */
export function projectOf(folder: string): Project {
    const start = resolve(folder);
    for (let at = start; ; at = dirname(at)) {
        const file = join(at, 'sfdx-project.json');
        if (existsSync(file)) return { root: at, namespace: namespaceIn(file) };
        if (dirname(at) === at) return { root: start, namespace: '' };
    }
}

function namespaceIn(file: string): string {
    const { namespace } = JSON.parse(readFileSync(file, 'utf8')) as { namespace?: unknown };
    return typeof namespace === 'string' ? namespace : '';
}
