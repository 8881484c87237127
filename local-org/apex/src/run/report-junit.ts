import type { TestResult, TestRun } from './run-tests.ts';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Text as XML 1.0 can hold it: control characters are left out. */
const escaped = (text: string): string =>
    // eslint-disable-next-line no-control-regex -- XML cannot hold these characters, so that they must be named
    text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '').replace(/[&<>"']/g, (char) => escapes[char] ?? char);

const seconds = (ms: number): string => (ms / 1000).toFixed(3);

/** JUnit XML, one suite a class. */
export function junitReport({ results, startedAt, timeMs }: TestRun): string {
    const classes = [...Map.groupBy(results, (result) => result.className)];
    const suites = classes.map(([name, own]) => suite(name, own, startedAt));
    const counts = `tests="${results.length}" failures="${countOf(results, 'fail')}" skipped="${countOf(results, 'skip')}"`;
    return [
        '<?xml version="1.0" encoding="UTF-8"?>',
        `<testsuites name="apex" ${counts} errors="0" time="${seconds(timeMs)}">`,
        ...suites,
        '</testsuites>',
        ''
    ].join('\n');
}

const countOf = (results: readonly TestResult[], outcome: TestResult['outcome']): number =>
    results.filter((result) => result.outcome === outcome).length;

function suite(name: string, results: readonly TestResult[], startedAt: Date): string {
    const time = results.reduce((sum, { timeMs }) => sum + timeMs, 0);
    const counts = `tests="${results.length}" failures="${countOf(results, 'fail')}" skipped="${countOf(results, 'skip')}"`;
    return [
        `  <testsuite name="${escaped(name)}" timestamp="${startedAt.toISOString()}" ${counts} errors="0" time="${seconds(time)}">`,
        ...results.map(testCase),
        '  </testsuite>'
    ].join('\n');
}

function testCase({ className, methodName, outcome, message, type, stackTrace, timeMs }: TestResult): string {
    const open = `    <testcase name="${escaped(methodName)}" classname="${escaped(className)}" time="${seconds(timeMs)}"`;
    if (outcome === 'pass') return `${open}/>`;
    if (outcome === 'skip') return `${open}><skipped message="${escaped(message ?? '')}"/></testcase>`;
    const details = `message="${escaped(message ?? '')}" type="${escaped(type ?? '')}"`;
    return `${open}>\n      <failure ${details}>${escaped(stackTrace ?? '')}</failure>\n    </testcase>`;
}
