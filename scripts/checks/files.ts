import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import glob from 'fast-glob';

const notOurs = ['**/node_modules/**', '**/.git/**', '**/.cache/**', '**/.strongroom/**', '**/coverage/**'];

/** Every file of the project that is committed or could be, as paths below `root` with forward slashes. */
export const projectFiles = (root: string): string[] => {
    if (!existsSync(join(root, '.git'))) return glob.sync('**', { cwd: root, dot: true, ignore: notOurs }).sort();
    const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'];
    const listed = execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 64 << 20 });
    return listed
        .split('\0')
        .filter((file) => file && existsSync(join(root, file)))
        .sort();
};

/** The files below `root` that match, without installed modules. */
export const matching = (root: string, patterns: string | string[]): string[] =>
    glob.sync(patterns, { cwd: root, ignore: notOurs }).sort();

/** The line, from 1, on which the character at `index` stands. */
export const lineAt = (text: string, index: number) => {
    let line = 1;
    for (let at = text.indexOf('\n'); at !== -1 && at < index; at = text.indexOf('\n', at + 1)) line++;
    return line;
};
