import { hostname } from 'node:os';
import type { User } from '../vm.ts';
import { type FileCoverage, percentOf, totalOf } from './coverage.ts';
import type { TestResult, TestRun } from './run-tests.ts';

/** What the org and its caller add to a run. */
export interface RunFacts {
    readonly user: User;
    readonly organizationId: string;
    readonly namespace: string;
    readonly withCoverage: boolean;
}

const outcomes = { pass: 'Pass', fail: 'Fail', skip: 'Skip' } as const;

/** A made-up id, the same for the same number: nothing of this exists as a record. */
const idOf = (prefix: string, number: number): string => `${prefix}000000${number.toString().padStart(6, '0')}AAA`;

const runId = idOf('707', 1);

/** The object that `sf apex run test --json --code-coverage` prints, key by key. */
export function jsonReport(run: TestRun, facts: RunFacts): Record<string, unknown> {
    const failed = run.results.some(({ outcome }) => outcome === 'fail');
    const classIds = idsBy(run.results.map(({ className }) => className));
    return {
        status: failed ? 100 : 0,
        result: {
            summary: summary(run, facts),
            tests: run.results.map((result, i) => testEntry(result, i, classIds, facts)),
            ...(facts.withCoverage && { coverage: coverageOf(run, classIds) })
        },
        warnings: []
    };
}

/** Class ids by name, in the order of the names' first appearance. */
function idsBy(names: readonly string[]): Map<string, string> {
    return new Map([...new Set(names)].map((name, i) => [name, idOf('01p', i + 1)]));
}

function summary({ results, coverage, startedAt, timeMs }: TestRun, facts: RunFacts): Record<string, unknown> {
    const count = (outcome: TestResult['outcome']): number =>
        results.filter((result) => result.outcome === outcome).length;
    const share = (part: number): string => `${results.length === 0 ? 0 : Math.round((100 * part) / results.length)}%`;
    const execution = results.reduce((sum, result) => sum + result.timeMs, 0);
    const covered = `${totalOf(coverage).percent}%`;
    return {
        failRate: share(count('fail')),
        failing: count('fail'),
        hostname: hostname(),
        orgId: facts.organizationId,
        outcome: count('fail') > 0 ? 'Failed' : 'Passed',
        passRate: share(count('pass')),
        passing: count('pass'),
        skipped: count('skip'),
        testRunId: runId,
        testStartTime: startedAt.toISOString(),
        testsRan: results.length,
        userId: facts.user.id,
        username: facts.user.username,
        commandTime: `${Math.round(timeMs)} ms`,
        testExecutionTime: `${Math.round(execution)} ms`,
        testTotalTime: `${Math.round(execution)} ms`,
        ...(facts.withCoverage && { orgWideCoverage: covered, testRunCoverage: covered })
    };
}

function testEntry(
    { className, methodName, outcome, message, stackTrace, timeMs }: TestResult,
    index: number,
    classIds: ReadonlyMap<string, string>,
    { namespace }: RunFacts
): Record<string, unknown> {
    const name = namespace ? `${namespace}.${className}` : className;
    return {
        Id: idOf('07M', index + 1),
        QueueItemId: idOf('709', [...classIds.keys()].indexOf(className) + 1),
        StackTrace: stackTrace,
        Message: message,
        AsyncApexJobId: runId,
        MethodName: methodName,
        Outcome: outcomes[outcome],
        ApexClass: { Id: classIds.get(className) ?? null, Name: className, NamespacePrefix: namespace || null },
        RunTime: Math.round(timeMs),
        FullName: `${name}.${methodName}`
    };
}

function coverageOf({ results, coverage }: TestRun, testIds: ReadonlyMap<string, string>): Record<string, unknown> {
    const total = totalOf(coverage);
    const ids = new Map(coverage.map(({ name }, i) => [name, idOf('01p', testIds.size + i + 1)]));
    return {
        coverage: coverage.map((file) => ({
            id: ids.get(file.name),
            name: file.name,
            totalLines: file.covered.length + file.uncovered.length,
            lines: linesOf(file),
            totalCovered: file.covered.length,
            coveredPercent: percentOf(file.covered.length, file.covered.length + file.uncovered.length)
        })),
        records: results.flatMap((result, i) =>
            result.coverage.map((file) => ({
                ApexTestClass: { Id: idOf('07M', i + 1), Name: result.className },
                Coverage: { coveredLines: file.covered, uncoveredLines: file.uncovered },
                TestMethodName: result.methodName,
                NumLinesCovered: file.covered.length,
                ApexClassOrTrigger: { Id: ids.get(file.name), Name: file.name },
                NumLinesUncovered: file.uncovered.length
            }))
        ),
        summary: {
            totalLines: total.lines,
            coveredLines: total.covered,
            orgWideCoverage: `${total.percent}%`,
            testRunCoverage: `${total.percent}%`
        }
    };
}

function linesOf({ covered, uncovered }: FileCoverage): Record<string, number> {
    const lines: Record<string, number> = {};
    for (const line of covered) lines[line] = 1;
    for (const line of uncovered) lines[line] = 0;
    return lines;
}
