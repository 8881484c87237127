import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const credentials = z.object({ clientId: z.string().min(1), clientSecret: z.string().min(1) });

/** The org's OAuth client at the service. */
export type Credentials = z.output<typeof credentials>;

/** Where the local org keeps its client: a file of its own that only this user can read. */
export interface CredentialFile {
    readonly read: () => Credentials | undefined;
    readonly write: (value: Credentials) => void;
}

/** The file in that folder; a missing or damaged one reads as none, because enrolling makes a new one. */
export const credentialFile = (folder: string): CredentialFile => {
    const file = path.join(folder, 'credentials.json');
    return {
        read: () => {
            try {
                return credentials.parse(JSON.parse(readFileSync(file, 'utf8')));
            } catch {
                return undefined;
            }
        },
        write: (value) => {
            mkdirSync(folder, { recursive: true, mode: 0o700 });
            writeFileSync(`${file}.new`, JSON.stringify(value), { mode: 0o600 });
            renameSync(`${file}.new`, file);
        }
    };
};
