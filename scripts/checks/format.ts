import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as prettier from 'prettier';
import { count, type Check, type Problem, runAlone } from './check.ts';
import { projectFiles } from './files.ts';

const reason = (error: unknown) => (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';

/** The first line that Prettier would write differently, or nothing when the text is formatted. */
const firstDifference = (text: string, formatted: string) => {
    if (text === formatted) return undefined;
    const wanted = formatted.split('\n');
    const at = text.split('\n').findIndex((line, i) => line !== wanted[i]);
    return at === -1 ? text.split('\n').length : at + 1;
};

/** Every file that Prettier knows is written as Prettier writes it, Apex and LWC templates included. */
export const format: Check = async (root) => {
    const problems: Problem[] = [];
    const ignorePath = ['.gitignore', '.prettierignore'].map((name) => join(root, name));
    let looked = 0;
    for (const file of projectFiles(root)) {
        const path = join(root, file);
        const options = { ...(await prettier.resolveConfig(path, { editorconfig: true })), filepath: path };
        const info = await prettier.getFileInfo(path, { ignorePath, plugins: options.plugins ?? [] });
        if (info.ignored || !(options.parser ?? info.inferredParser)) continue;
        looked++;
        const text = await readFile(path, 'utf8');
        try {
            const line = firstDifference(text, await prettier.format(text, options));
            if (line) problems.push({ file, line, message: 'not formatted: run `npm run format`' });
        } catch (error) {
            problems.push({ file, line: 1, message: `cannot be parsed: ${reason(error)}` });
        }
    }
    return { problems, summary: `${count(looked, 'file')} looked at, ${problems.length} not formatted` };
};

await runAlone(import.meta, 'Checks that every file is formatted as Prettier does it.', format);
