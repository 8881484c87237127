import { join, relative } from 'node:path';
import { ESLint } from 'eslint';
import { count, type Check, linesOf, repository, runAlone } from './check.ts';

/** ESLint finds nothing: Salesforce's rules for the package, TypeScript's strict ones and the house's for the rest. */
export const lint: Check = async (root, { all } = {}) => {
    const eslint = new ESLint({
        cwd: root,
        overrideConfigFile: join(repository, 'eslint.config.mjs'),
        errorOnUnmatchedPattern: false
    });
    const results = await eslint.lintFiles(['.']);
    const found = results.flatMap(({ filePath, messages }) =>
        messages.map(({ severity, line, message, ruleId }) => ({
            failing: severity === 2,
            file: relative(root, filePath),
            line,
            message: `${message.split('\n')[0] ?? ''}${ruleId ? ` (${ruleId})` : ''}`
        }))
    );
    const problems = found.filter(({ failing }) => failing);
    const advice = found.filter(({ failing }) => !failing);
    const notes = all ? linesOf({ problems: advice, summary: 'of which none fails' }) : [];
    const summary = `${count(results.length, 'file')}, ${count(problems.length, 'problem')}, ${count(advice.length, 'warning')}`;
    return { problems, notes, summary };
};

await runAlone(import.meta, 'Runs ESLint with the rules of eslint.config.mjs.', lint);
