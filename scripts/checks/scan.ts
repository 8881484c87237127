import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import {
    CodeAnalyzer,
    CodeAnalyzerConfig,
    type EngineLogEvent,
    EventType,
    type LogEvent,
    LogLevel,
    SeverityLevel,
    type Violation
} from '@salesforce/code-analyzer-core';
import type { EnginePlugin } from '@salesforce/code-analyzer-engine-api';
import { count, type Check, linesOf, type Problem, runAlone } from './check.ts';
import { hasJava, noJava } from './java.ts';
import { packageFolders } from './package-index.ts';

const require = createRequire(import.meta.url);
const engines = ['pmd', 'sfge', 'eslint', 'regex', 'retirejs', 'flow'];
const rules = ['Recommended', 'AppExchange', 'Security'];

const pluginOf = (engine: string) =>
    (
        require(`@salesforce/code-analyzer-${engine}-engine`) as { createEnginePlugin: () => EnginePlugin }
    ).createEnginePlugin();

/** An analyzer with every engine, and what its engines complained about themselves. */
const makeAnalyzer = async (root: string, logFolder: string) => {
    const config = CodeAnalyzerConfig.fromObject({ config_root: root, log_folder: logFolder });
    const analyzer = new CodeAnalyzer(config);
    const complaints: string[] = [];
    const listen = (event: LogEvent | EngineLogEvent) => {
        if (event.logLevel <= LogLevel.Error) complaints.push(event.message);
    };
    analyzer.onEvent(EventType.LogEvent, listen);
    analyzer.onEvent(EventType.EngineLogEvent, listen);
    for (const engine of engines) await analyzer.addEnginePlugin(pluginOf(engine));
    return { analyzer, complaints };
};

const problemOf = (root: string, violation: Violation): Problem => {
    const place = violation.getPrimaryLocation();
    const rule = violation.getRule();
    return {
        file: relative(root, place.getFile() ?? root),
        line: place.getStartLine() ?? 1,
        message: `${SeverityLevel[rule.getSeverityLevel()]}: ${violation.getMessage().split('\n')[0] ?? ''} (${rule.getEngineName()}/${rule.getName()})`
    };
};

/** Salesforce Code Analyzer, Graph Engine included, finds nothing critical or high in the package. */
export const scan: Check = async (root, { all } = {}) => {
    if (!hasJava()) return { problems: [], summary: '', skipped: noJava };
    const logFolder = mkdtempSync(join(tmpdir(), 'strongroom-scan-'));
    try {
        const { analyzer, complaints } = await makeAnalyzer(root, logFolder);
        const workspace = await analyzer.createWorkspace(packageFolders(root).map((folder) => join(root, folder)));
        const selection = await analyzer.selectRules(rules, { workspace });
        const violations = (await analyzer.run(selection, { workspace })).getViolations();
        const isGrave = (violation: Violation) => violation.getRule().getSeverityLevel() <= SeverityLevel.High;
        const [grave, lesser] = [violations.filter(isGrave), violations.filter((each) => !isGrave(each))];
        const advice = { problems: lesser.map((each) => problemOf(root, each)), summary: 'of which none fails' };
        const failures = complaints.map((message) => ({ file: 'code-analyzer', line: 1, message }));
        return {
            problems: [...grave.map((each) => problemOf(root, each)), ...failures],
            notes: all ? linesOf(advice) : [],
            summary: `${count(selection.getCount(), 'rule')}, ${grave.length} critical or high, ${lesser.length} lesser`
        };
    } finally {
        rmSync(logFolder, { recursive: true, force: true });
    }
};

await runAlone(import.meta, 'Runs Salesforce Code Analyzer on the package (needs Java; takes a minute).', scan);
