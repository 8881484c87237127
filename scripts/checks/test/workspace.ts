import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { lineAt } from '../files.ts';
import type { Mistake } from './mistakes.ts';

const checks = dirname(import.meta.dirname);
const cleanPackage = join(import.meta.dirname, 'clean-package');
// below the repository, so that the copies find its modules
const copies = join(checks, '../../.cache/planted');

/** A copy of the clean package that may be spoilt. */
export interface Workspace {
    root: string;
    plant: (mistake: Mistake) => void;
    /** The line on which a planted mistake stands now. */
    lineOf: (mistake: Mistake) => number;
    remove: () => void;
}

/** Copies the clean package. */
export const makeWorkspace = (): Workspace => {
    mkdirSync(copies, { recursive: true });
    const root = mkdtempSync(join(copies, 'package-'));
    cpSync(cleanPackage, root, { recursive: true });
    const read = (file: string) => readFileSync(join(root, file), 'utf8');
    return {
        root,
        plant: ({ file, find, put }) => {
            if (put === undefined) return rmSync(join(root, file));
            mkdirSync(dirname(join(root, file)), { recursive: true });
            if (find === undefined) return writeFileSync(join(root, file), put);
            const text = read(file);
            if (!text.includes(find)) throw new Error(`${file} has no '${find}' to spoil`);
            writeFileSync(
                join(root, file),
                text.replace(find, () => put)
            );
        },
        lineOf: ({ file, seenIn, find, put, at }) => {
            const mark = at ?? (find === undefined ? undefined : put);
            if (mark === undefined || put === undefined) return 1;
            const text = read(seenIn ?? file);
            if (!text.includes(mark)) throw new Error(`${seenIn ?? file} has no '${mark}'`);
            return lineAt(text, text.indexOf(mark));
        },
        remove: () => rmSync(root, { recursive: true, force: true })
    };
};

/** What a check printed about a workspace, and whether it passed, run as a person runs it. */
export const runCheck = (check: string, root: string, environment: NodeJS.ProcessEnv = {}) =>
    new Promise<{ passed: boolean; lines: string[] }>((resolve) => {
        const args = [join(checks, `${check}.ts`), root];
        const env = { ...process.env, ...environment };
        execFile(process.execPath, args, { env, maxBuffer: 16 << 20 }, (error, stdout, stderr) =>
            resolve({ passed: !error, lines: `${stdout}${stderr}`.trimEnd().split('\n') })
        );
    });
