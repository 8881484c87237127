import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** Every file under a folder, sorted, without tests and mocks; none when the folder is missing. */
export const filesUnder = (folder: string): string[] => {
    if (!existsSync(folder)) return [];
    return readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !/__(tests|mocks)__/.test(entry.parentPath))
        .map((entry) => path.join(entry.parentPath, entry.name))
        .sort();
};
