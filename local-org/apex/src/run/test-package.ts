import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { below, lcovOf } from './coverage.ts';
import { findTests, unknownNames } from './find-tests.ts';
import { openOrg } from './org.ts';
import { humanReport } from './report-human.ts';
import { jsonReport } from './report-json.ts';
import { junitReport } from './report-junit.ts';
import { type TestRun, runTests } from './run-tests.ts';

/** What the command `test` is given. */
export interface TestOptions {
    readonly folder: string;
    readonly class: readonly string[];
    readonly method: readonly string[];
    readonly reporter: readonly string[];
    readonly outputDir?: string;
    readonly coverage: boolean;
    readonly minCoverage: number;
    readonly debug: boolean;
}

/** Runs a package's tests and reports; answers the exit code. Refuses a folder without Apex, and names that no test has. */
export function testPackage(options: TestOptions): number {
    const { folder, coverage, minCoverage } = options;
    const debug = options.debug ? { debug: (text: string) => void process.stderr.write(`${text}\n`) } : {};
    const org = openOrg({ packageFolder: folder, ...debug });
    if (org.program.coverage.size === 0)
        throw new Error(`There is no Apex in ${folder}: no .cls and no .trigger file.`);
    const wanted = { classes: options.class, methods: options.method };
    const [unknown] = unknownNames(findTests(org.program), wanted);
    if (unknown !== undefined) throw new Error(`No test is named ${unknown}.`);
    const run = runTests(org, wanted);
    if (run.results.length === 0) throw new Error(`There is no test in ${folder}: no method is annotated @IsTest.`);
    const facts = {
        user: org.data.testUser,
        organizationId: org.data.organizationId,
        namespace: org.namespace,
        withCoverage: coverage
    };
    write(options, {
        human: (colour) => humanReport(run, { colour, showCoverage: coverage, minCoverage }),
        junit: () => junitReport(run),
        json: () => `${JSON.stringify(jsonReport(run, facts), null, 2)}\n`,
        lcov: () => lcovOf(run.coverage)
    });
    return passed(run, coverage ? minCoverage : null) ? 0 : 1;
}

interface Reports {
    readonly human: (colour: boolean) => string;
    readonly junit: () => string;
    readonly json: () => string;
    readonly lcov: () => string;
}

/** Files into the output folder; without one the reports go to the standard output, one after the other. */
function write({ reporter, outputDir, coverage }: TestOptions, reports: Reports): void {
    const show = (text: string): void => void process.stdout.write(text);
    if (reporter.includes('human')) show(reports.human(process.stdout.isTTY));
    if (outputDir === undefined) {
        if (reporter.includes('junit')) show(reports.junit());
        if (reporter.includes('json')) show(reports.json());
        return;
    }
    mkdirSync(outputDir, { recursive: true });
    const save = (name: string, text: string): void => writeFileSync(join(outputDir, name), text);
    if (reporter.includes('junit')) save('test-result.xml', reports.junit());
    if (reporter.includes('json')) save('test-result.json', reports.json());
    if (coverage) save('lcov.info', reports.lcov());
}

function passed(run: TestRun, minCoverage: number | null): boolean {
    if (run.results.some(({ outcome }) => outcome !== 'pass')) return false;
    const low = minCoverage === null ? [] : below(run.coverage, minCoverage);
    for (const file of low) {
        process.stderr.write(`${file.path}: ${file.percent} % of its lines are covered, less than ${minCoverage} %\n`);
    }
    return low.length === 0;
}
