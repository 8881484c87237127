import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Part, Result, Voice } from './part.ts';
import { type Ended, runNode } from './processes.ts';

/** What `apex-local test` writes as JSON, as far as it is read here. */
export interface ApexReport {
    result: { tests: { Outcome: string; FullName: string }[] };
}

/** Counts a run of the package's Apex tests. No test, no report and too little coverage are failures. */
export const countApex = (report: ApexReport | undefined, { code, output }: Ended): Result => {
    const tests = report?.result.tests ?? [];
    const passed = tests.filter(({ Outcome }) => Outcome === 'Pass').length;
    const skipped = tests.filter(({ Outcome }) => Outcome === 'Skip').map(({ FullName }) => FullName);
    const broken = tests.length - passed - skipped.length;
    const failed = broken || (code === 0 && tests.length > 0 ? 0 : 1);
    const tooLittle = failed > broken ? '; the run failed, see its output (coverage under 85 % is a failure)' : '';
    return { passed, failed, skipped, summary: `${passed} of ${tests.length} Apex tests passed${tooLittle}`, output };
};

const reportIn = (folder: string): ApexReport | undefined => {
    try {
        return JSON.parse(readFileSync(join(folder, 'test-result.json'), 'utf8')) as ApexReport;
    } catch {
        return undefined;
    }
};

const run = async (voice: Voice): Promise<Result> => {
    const folder = mkdtempSync(join(tmpdir(), 'strongroom-apex-'));
    try {
        const reporters = ['--reporter', 'human,json,junit', '--output-dir', folder];
        const ended = await runNode(
            ['local-org/apex/src/cli.ts', 'test', 'force-app', '--coverage', ...reporters],
            voice,
            {}
        );
        return countApex(reportIn(folder), ended);
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
};

/** The package's own Apex tests, run without an org, with 85 % of each class's lines covered. */
export const apexPart: Part = { name: 'apex', about: 'the package’s Apex tests, with coverage', run };
