import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const made: string[] = [];

/** A folder with these files, by path; it is removed after the test file. */
export function makePackage(files: Readonly<Record<string, string>>): string {
    const folder = mkdtempSync(join(tmpdir(), 'apex-package-'));
    made.push(folder);
    for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
    }
    return folder;
}

/** Removes every folder made here. */
export function removePackages(): void {
    for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
}
