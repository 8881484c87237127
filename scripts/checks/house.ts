import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { count, type Check, type Problem, runAlone } from './check.ts';
import { undocumentedIn } from './docstrings.ts';
import { lineAt, projectFiles } from './files.ts';

const isTest = (file: string) => /\.test\.[jt]s$|\/__tests__\/|(^|\/)test\//.test(file);
const isCode = (file: string) =>
    /^(backend|local-org)\/(.*\/)?src\/.*\.ts$|^scripts\/.*\.ts$/.test(file) && !isTest(file);

/** The mistakes that the checks' own tests plant. */
const planted = 'scripts/checks/test/mistakes.ts';

/** Texts that no committed file holds. Written so that this file does not hold them either. */
const unwanted: [pattern: RegExp, message: string][] = [
    [/\b(?:TO[D]O|FIX[M]E|X[X]X)\b/g, 'unfinished: do it now or file it as an issue'],
    [
        /(?<![\w./~-])\/(?:home|Users)\/[\w.-]+|(?<![\w./~-])\/(?:root|work)\/[\w.-]+|\b[A-Z]:\\Users\\/g,
        'a path of one machine'
    ],
    [/"resolved": "[a-z+]+:\/\//g, 'the address of a package: where packages come from is the machine’s own setting'],
    [/^(?:@[\w-]+:)?registry\s*=.*$/gm, 'a registry host: it belongs into the machine’s own .npmrc'],
    [/_auth[T]oken|_pass[w]ord\s*=/g, 'a registry credential']
];

/** Lines at which a file of a kind should be asked whether it is still one thing. */
const lengths: [pattern: RegExp, lines: number][] = [
    [/\/lwc\/.*\.(js|html)$/, 100],
    [/\.ts$/, 250],
    [/\.cls$/, 300]
];

const unwantedIn = (file: string, text: string): Problem[] =>
    unwanted.flatMap(([pattern, message]) =>
        [...text.matchAll(pattern)].map(({ 0: found, index }) => ({
            file,
            line: lineAt(text, index),
            message: `${message}: ${found.slice(0, 80)}`
        }))
    );

const lengthNote = (file: string, text: string): string[] => {
    const limit = lengths.find(([pattern]) => pattern.test(file))?.[1];
    const lines = text.split('\n').length - 1;
    return limit !== undefined && lines > limit ? [`note: ${file} has ${lines} lines (is it still one thing?)`] : [];
};

/** What the house asks for and no other tool looks at: a sentence above each export, nothing unfinished, no machine's own names. */
export const house: Check = async (root) => {
    const problems: Problem[] = [];
    const notes: string[] = [];
    const files = projectFiles(root);
    for (const file of files) {
        const text = readFileSync(join(root, file), 'utf8');
        if (text.includes('\0')) continue;
        if (file !== planted) problems.push(...unwantedIn(file, text));
        if (!isTest(file)) notes.push(...lengthNote(file, text));
        if (!isCode(file)) continue;
        for (const { name, line } of undocumentedIn(file, text)) {
            problems.push({ file, line, message: `'${name}' is exported without a doc comment` });
        }
    }
    return { problems, notes, summary: `${count(files.length, 'file')}, ${count(problems.length, 'problem')}` };
};

await runAlone(
    import.meta,
    'Checks the house’s own rules: doc comments, nothing unfinished, no machine’s own names.',
    house
);
