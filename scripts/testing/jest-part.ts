import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Part, Result, Voice } from './part.ts';
import { type Ended, runNode } from './processes.ts';

/** What Jest writes with `--json`, as far as it is read here. */
export interface JestReport {
    numPassedTests: number;
    numFailedTests: number;
    numTotalTests: number;
    numTotalTestSuites: number;
    numRuntimeErrorTestSuites: number;
    testResults: { assertionResults: { status: string; fullName: string }[] }[];
}

/** Where a part needs something first: its environment and what to do afterwards, or why it cannot run. */
export type Preparation = { environment: NodeJS.ProcessEnv; finish?: () => Promise<void> } | { skipped: string };

interface JestPart {
    name: string;
    about: string;
    project: string;
    /** Whether the tests start processes of their own, so that two files at once would disturb each other. */
    oneByOne?: boolean;
    prepare?: () => Promise<Preparation>;
}

const nothing = (reason: string, output: string): Result => ({
    passed: 0,
    failed: 1,
    skipped: [],
    summary: reason,
    output: `${output}\n${reason}`.trim()
});

/** Counts a run of Jest. No tests, no report and a suite that did not start are failures. */
export const countJest = (report: JestReport | undefined, { code, output }: Ended): Result => {
    if (/^No tests found/m.test(output) || report?.numTotalTestSuites === 0) return nothing('no tests found', output);
    if (!report) return nothing(`Jest ended with ${code ?? 'a signal'} and without a report`, output);
    const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults);
    const idle = tests.filter(({ status }) => ['pending', 'todo', 'skipped', 'disabled'].includes(status));
    const broken = report.numFailedTests + report.numRuntimeErrorTestSuites;
    const failed = broken || (code === 0 && report.numTotalTests > 0 ? 0 : 1);
    return {
        passed: report.numPassedTests,
        failed,
        skipped: idle.map(({ fullName }) => fullName),
        summary: `${report.numPassedTests} of ${report.numTotalTests} tests passed`,
        output
    };
};

const reportIn = (file: string): JestReport | undefined => {
    try {
        return JSON.parse(readFileSync(file, 'utf8')) as JestReport;
    } catch {
        return undefined;
    }
};

/** Passes Jest's line about each finished file on, without its repetition at the end. */
const byFile = (voice: Voice): Voice => {
    let started = '';
    return {
        ...voice,
        verbatim: (text) => {
            voice.verbatim(text);
            const lines = (started + text).split('\n');
            started = lines.pop() ?? '';
            for (const line of lines) if (/^(PASS|FAIL) /.test(line)) voice.progress(line.trim());
        }
    };
};

const runJest = async (
    { project, oneByOne }: JestPart,
    voice: Voice,
    environment: NodeJS.ProcessEnv
): Promise<Result> => {
    const folder = mkdtempSync(join(tmpdir(), 'strongroom-jest-'));
    const file = join(folder, 'report.json');
    try {
        const node = [
            '--experimental-vm-modules',
            '--disable-warning=ExperimentalWarning',
            'node_modules/jest/bin/jest.js'
        ];
        const jest = [
            '--selectProjects',
            project,
            '--json',
            `--outputFile=${file}`,
            ...(oneByOne ? ['--runInBand'] : [])
        ];
        const ended = await runNode([...node, ...jest], byFile(voice), { FORCE_COLOR: '0', ...environment });
        return countJest(reportIn(file), ended);
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
};

/** A project of jest.config.mjs as a part. */
export const jestPart = (part: JestPart): Part => ({
    name: part.name,
    about: part.about,
    run: async (voice) => {
        const prepared = (await part.prepare?.()) ?? { environment: {} };
        if ('skipped' in prepared) {
            const summary = `skipped: ${prepared.skipped}`;
            return { passed: 0, failed: 0, skipped: [prepared.skipped], summary, output: summary };
        }
        try {
            return await runJest(part, voice, prepared.environment);
        } finally {
            await prepared.finish?.();
        }
    }
});
