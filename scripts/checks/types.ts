import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { count, type Check, type Problem, runAlone } from './check.ts';

interface ReadConfig {
    config: unknown;
    error?: ts.Diagnostic;
}

const problemOf = (root: string, found: ts.Diagnostic): Problem => {
    const message = `TS${found.code}: ${ts.flattenDiagnosticMessageText(found.messageText, ' ')}`;
    if (!found.file) return { file: 'tsconfig.json', line: 1, message };
    const { line } = found.file.getLineAndCharacterOfPosition(found.start ?? 0);
    return { file: relative(root, found.file.fileName), line: line + 1, message };
};

/** What `tsc --noEmit` says about the project's own tsconfig.json. */
export const types: Check = async (root) => {
    const configFile = join(root, 'tsconfig.json');
    const { config, error } = ts.readConfigFile(configFile, (path) => ts.sys.readFile(path)) as ReadConfig;
    if (error) return { problems: [problemOf(root, error)], summary: 'tsconfig.json cannot be read' };
    const parsed = ts.parseJsonConfigFileContent(config, ts.sys, dirname(configFile));
    const program = ts.createProgram({ rootNames: parsed.fileNames, options: parsed.options });
    const diagnostics = [...parsed.errors, ...ts.getPreEmitDiagnostics(program)];
    const problems = ts.sortAndDeduplicateDiagnostics(diagnostics).map((found) => problemOf(root, found));
    return { problems, summary: `${count(parsed.fileNames.length, 'file')}, ${count(problems.length, 'type error')}` };
};

await runAlone(import.meta, 'Checks the types of every TypeScript file, as `tsc --noEmit` does.', types);
