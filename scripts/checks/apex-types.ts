import { relative } from 'node:path';
import { count, type Check, type Problem, runAlone } from './check.ts';
import { matching } from './files.ts';
import { hasJava, noJava, runJava } from './java.ts';
import { packageFolders } from './package-index.ts';

interface Report {
    files: { path: string; messages: { start: { line: number }; category: string; message: string }[] }[];
}

const checker = 'io.github.apexdevtools.apexls.CheckForIssues';

const reportOf = (output: string, errors: string): Report => {
    try {
        return output.trim() ? (JSON.parse(output) as Report) : { files: [] };
    } catch (cause) {
        throw new Error(`the Apex type checker did not answer: ${errors || output}`.trim(), { cause });
    }
};

/** Every Apex class compiles against the standard library and the package's own schema and labels. */
export const apexTypes: Check = async (root) => {
    if (!hasJava()) return { problems: [], summary: '', skipped: noJava };
    const { output, errors, code } = await runJava([checker, '-n', '-f', 'json', '-d', 'warnings', '-w', root], root);
    const { files } = reportOf(output, errors);
    if (code !== 0 && !files.length)
        throw new Error(`the Apex type checker stopped with ${code ?? 'a signal'}: ${errors || output}`);
    const problems: Problem[] = files.flatMap(({ path, messages }) =>
        messages.map(({ start, category, message }) => ({
            file: relative(root, path),
            line: start.line,
            message: `${category}: ${message}`
        }))
    );
    const sources = matching(
        root,
        packageFolders(root).map((folder) => `${folder}/**/*.{cls,trigger}`)
    );
    return { problems, summary: `${count(sources.length, 'Apex file')}, ${count(problems.length, 'problem')}` };
};

await runAlone(
    import.meta,
    'Checks Apex types with the checker inside Salesforce Code Analyzer (needs Java).',
    apexTypes
);
