import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import path from 'node:path';

const kept = 4;

/** One short hash over files and texts, in order. Refuses a file that cannot be read. */
export const hashOf = (files: readonly string[], ...texts: readonly string[]): string => {
    const hash = createHash('sha256');
    for (const file of files) hash.update(file).update('\0').update(readFileSync(file)).update('\0');
    for (const text of texts) hash.update(text).update('\0');
    return hash.digest('hex').slice(0, 16);
};

/**
 * The folder `<cache>/<kind>-<key>`, filled by `build` when it is not there yet. It appears whole or not at all, so that
 * a build that was cut short, or two at once, leave nothing half-made behind. Keeps the newest few of a kind.
 */
export const cached = async (
    cache: string,
    kind: string,
    key: string,
    build: (folder: string) => Promise<void>
): Promise<string> => {
    const folder = path.join(cache, `${kind}-${key}`);
    if (existsSync(folder)) {
        utimesSync(folder, new Date(), new Date());
        return folder;
    }
    const unfinished = path.join(cache, `unfinished-${randomUUID()}`);
    mkdirSync(unfinished, { recursive: true });
    try {
        await build(unfinished);
        if (!existsSync(folder)) renameSync(unfinished, folder);
    } finally {
        rmSync(unfinished, { recursive: true, force: true });
    }
    forgetOld(cache, kind);
    return folder;
};

const forgetOld = (cache: string, kind: string): void => {
    const folders = readdirSync(cache)
        .filter((name) => name.startsWith(`${kind}-`))
        .map((name) => path.join(cache, name))
        .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
    for (const folder of folders.slice(kept)) rmSync(folder, { recursive: true, force: true });
};
