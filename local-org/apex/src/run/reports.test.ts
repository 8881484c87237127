import { below, lcovOf, totalOf } from './coverage.ts';
import { humanReport, shortRanges } from './report-human.ts';
import { jsonReport } from './report-json.ts';
import { junitReport } from './report-junit.ts';
import type { TestRun } from './run-tests.ts';

const file = { name: 'Thing', path: 'classes/Thing.cls', covered: [3, 4, 6], uncovered: [8, 9], percent: 60 };
const passed = {
    className: 'ThingTest',
    methodName: 'works',
    outcome: 'pass',
    message: null,
    type: null,
    stackTrace: null,
    timeMs: 12.4,
    coverage: [file]
} as const;

const run: TestRun = {
    startedAt: new Date('2026-05-12T10:31:00Z'),
    timeMs: 1234,
    coverage: [file],
    results: [
        passed,
        {
            ...passed,
            methodName: 'fails',
            outcome: 'fail',
            message: 'System.AssertException: Assertion Failed: <"a" & b>',
            type: 'System.AssertException',
            stackTrace: 'Class.ThingTest.fails: line 9, column 1',
            coverage: []
        },
        { ...passed, methodName: 'waits', outcome: 'skip', message: 'The test setup method failed', coverage: [] }
    ]
};

const facts = {
    user: { id: '005000000000001AAA', name: 'User User', username: 'user@example.com', profileId: '', timeZone: 'GMT', locale: 'en_US' }, // prettier-ignore
    organizationId: '00D000000000001AAA',
    namespace: 'planted',
    withCoverage: true
};

describe('the report for people', () => {
    const text = humanReport(run, { colour: false, showCoverage: true, minCoverage: 85 });

    it('shows failures with their stack, coverage and the sum', () => {
        expect(text).toContain(
            '✗ ThingTest.fails\n    System.AssertException: Assertion Failed: <"a" & b>\n      Class.ThingTest.fails: line 9, column 1'
        );
        expect(text).toContain('Thing   60 %  8-9');
        expect(text).toContain('Apex tests: 1 passed, 1 failed, 1 skipped in 1.2 s');
    });

    it('has colours only where they are asked for', () => {
        expect(text).not.toContain('\u001b');
        expect(humanReport(run, { colour: true, showCoverage: false, minCoverage: null })).toContain('\u001b[31m');
    });
});

it('shortens line numbers to ranges', () => {
    expect(shortRanges([1, 2, 3, 5, 7, 8])).toBe('1-3, 5, 7-8');
    expect(shortRanges([])).toBe('');
});

it('writes JUnit XML with everything escaped', () => {
    const xml = junitReport(run);
    expect(xml).toContain('<testsuites name="apex" tests="3" failures="1" skipped="1" errors="0" time="1.234">');
    expect(xml).toContain('<testcase name="works" classname="ThingTest" time="0.012"/>');
    expect(xml).toContain(
        '<failure message="System.AssertException: Assertion Failed: &lt;&quot;a&quot; &amp; b&gt;" type="System.AssertException">Class.ThingTest.fails: line 9, column 1</failure>'
    );
    expect(xml).toContain('<skipped message="The test setup method failed"/>');
});

describe('the JSON of sf apex run test', () => {
    const report = jsonReport(run, facts);
    const result = report.result as Record<string, Record<string, unknown>>; // its own shape, asserted below

    it('says by its status that a test failed', () => {
        expect(report.status).toBe(100);
        expect(jsonReport({ ...run, results: [passed] }, facts).status).toBe(0);
    });

    it('has the keys of the platform', () => {
        expect(Object.keys(result.summary ?? {})).toEqual([
            'failRate', 'failing', 'hostname', 'orgId', 'outcome', 'passRate', 'passing', 'skipped', 'testRunId',
            'testStartTime', 'testsRan', 'userId', 'username', 'commandTime', 'testExecutionTime', 'testTotalTime',
            'orgWideCoverage', 'testRunCoverage'
        ]); // prettier-ignore
        expect(result.summary).toMatchObject({ failing: 1, passing: 1, skipped: 1, outcome: 'Failed', passRate: '33%', testRunCoverage: '60%' }); // prettier-ignore
        expect(result.tests?.[1 as never]).toEqual({
            Id: expect.stringMatching(/^07M.{15}$/),
            QueueItemId: expect.stringMatching(/^709.{15}$/),
            StackTrace: 'Class.ThingTest.fails: line 9, column 1',
            Message: 'System.AssertException: Assertion Failed: <"a" & b>',
            AsyncApexJobId: expect.stringMatching(/^707.{15}$/),
            MethodName: 'fails',
            Outcome: 'Fail',
            ApexClass: { Id: expect.stringMatching(/^01p.{15}$/), Name: 'ThingTest', NamespacePrefix: 'planted' },
            RunTime: 12,
            FullName: 'planted.ThingTest.fails'
        });
    });

    it('tells coverage by class and by test', () => {
        expect(result.coverage).toMatchObject({
            coverage: [{ name: 'Thing', totalLines: 5, lines: { 3: 1, 8: 0 }, totalCovered: 3, coveredPercent: 60 }],
            records: [{ TestMethodName: 'works', NumLinesCovered: 3, NumLinesUncovered: 2 }],
            summary: { totalLines: 5, coveredLines: 3, orgWideCoverage: '60%', testRunCoverage: '60%' }
        });
        expect(jsonReport(run, { ...facts, withCoverage: false }).result).not.toHaveProperty('coverage');
    });
});

it('writes lcov', () => {
    expect(lcovOf([file])).toBe(
        'TN:\nSF:classes/Thing.cls\nDA:3,1\nDA:4,1\nDA:6,1\nDA:8,0\nDA:9,0\nLF:5\nLH:3\nend_of_record\n'
    );
});

it('finds what is covered too little', () => {
    expect(below([file, { ...file, percent: 85 }], 85)).toEqual([file]);
    expect(totalOf([file, file])).toEqual({ covered: 6, lines: 10, percent: 60 });
});
