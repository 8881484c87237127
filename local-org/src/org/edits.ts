import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const edits = z.object({ accountKeys: z.record(z.string(), z.string().nullable()) });

/** The Account Keys set or cleared (null) in the local org, by owner. They live beside the export, never in it. */
export interface Edits {
    readonly all: () => ReadonlyMap<string, string | null>;
    readonly set: (ownerId: string, accountKey: string | null) => void;
}

/** Opens the edits kept in a folder of the local org's own. Refuses a file that is not such a list. */
export const openEdits = (folder: string): Edits => {
    const file = path.join(folder, 'settings.json');
    const kept = new Map(Object.entries(read(file)));
    return {
        all: () => kept,
        set: (ownerId, accountKey) => {
            kept.set(ownerId, accountKey);
            mkdirSync(folder, { recursive: true, mode: 0o700 });
            writeFileSync(`${file}.new`, JSON.stringify({ accountKeys: Object.fromEntries(kept) }, null, 2), {
                mode: 0o600
            });
            renameSync(`${file}.new`, file);
        }
    };
};

const read = (file: string): Record<string, string | null> => {
    let text: string;
    try {
        text = readFileSync(file, 'utf8');
    } catch {
        return {};
    }
    try {
        return edits.parse(JSON.parse(text)).accountKeys;
    } catch (cause) {
        throw new Error(`${file} is damaged. Delete it to go back to the settings of the export.`, { cause });
    }
};
