import { countApex } from './apex-part.ts';
import { type JestReport, countJest } from './jest-part.ts';
import { type Result, strictly } from './part.ts';
import { groups, parts, partsNamed } from './parts.ts';
import { reportOf, type Run, totalOf } from './report.ts';

const report = (change: Partial<JestReport>): JestReport => ({
    numPassedTests: 2,
    numFailedTests: 0,
    numTotalTests: 2,
    numTotalTestSuites: 1,
    numRuntimeErrorTestSuites: 0,
    testResults: [],
    ...change
});
const ended = (code: number | null, output = '') => ({ code, output });
const run = (change: Partial<Run>): Run => ({
    name: 'unit',
    seconds: 1,
    passed: 1,
    failed: 0,
    skipped: [],
    summary: '',
    output: '',
    ...change
});

describe('the parts of npm test', () => {
    it('run in their own order, whatever the order of their names', () => {
        expect(partsNamed(['unit', 'format']).map(({ name }) => name)).toEqual(['format', 'unit']);
    });

    it('are all of them when none is named', () => {
        expect(partsNamed([])).toEqual(parts);
    });

    it('can be named as a group, and every group names parts that exist', () => {
        for (const [group, members] of Object.entries(groups)) {
            expect(partsNamed([group])).toHaveLength(members.length);
        }
    });

    it('refuse an unknown name with the list of those that exist', () => {
        expect(() => partsNamed(['units'])).toThrow(/no part 'units'.*format, lint, .*, journeys\./);
    });
});

describe('a run of the Apex tests', () => {
    const tests = (...outcomes: string[]) => ({
        result: { tests: outcomes.map((Outcome, i) => ({ Outcome, FullName: `ATest.${i}` })) }
    });

    it('counts every method', () => {
        expect(countApex(tests('Pass', 'Pass', 'Fail'), ended(1))).toMatchObject({ passed: 2, failed: 1, skipped: [] });
        expect(countApex(tests('Pass', 'Skip'), ended(0))).toMatchObject({
            passed: 1,
            failed: 0,
            skipped: ['ATest.1']
        });
    });

    it('fails without tests, without a report, and when too little was covered', () => {
        expect(countApex(tests(), ended(0))).toMatchObject({ failed: 1 });
        expect(countApex(undefined, ended(1))).toMatchObject({ failed: 1 });
        expect(countApex(tests('Pass'), ended(1))).toMatchObject({ passed: 1, failed: 1 });
    });
});

describe('a run of Jest', () => {
    it('counts every test', () => {
        expect(countJest(report({}), ended(0))).toMatchObject({ passed: 2, failed: 0, skipped: [] });
        expect(countJest(report({ numPassedTests: 1, numFailedTests: 1 }), ended(1))).toMatchObject({
            passed: 1,
            failed: 1
        });
    });

    it('fails without tests', () => {
        expect(countJest(undefined, ended(1, 'No tests found, exiting with code 1'))).toMatchObject({
            failed: 1,
            summary: 'no tests found'
        });
        expect(countJest(report({ numTotalTestSuites: 0, numTotalTests: 0, numPassedTests: 0 }), ended(0)).failed).toBe(
            1
        );
    });

    it('fails when a file of tests did not start', () => {
        expect(countJest(report({ numRuntimeErrorTestSuites: 1 }), ended(1)).failed).toBe(1);
    });

    it('fails when Jest left no report, or ended badly although no test failed', () => {
        expect(countJest(undefined, ended(null)).failed).toBe(1);
        expect(countJest(report({}), ended(1)).failed).toBe(1);
    });

    it('names the tests that were skipped or only planned', () => {
        const assertionResults = [
            { status: 'pending', fullName: 'a later test' },
            { status: 'todo', fullName: 'a planned test' },
            { status: 'passed', fullName: 'a test' }
        ];
        const { skipped } = countJest(report({ testResults: [{ assertionResults }] }), ended(0));
        expect(skipped).toEqual(['a later test', 'a planned test']);
    });
});

describe('the end of a run', () => {
    it('is a line of numbers, with the skipped ones only where there are some', () => {
        expect(totalOf([run({}), run({ passed: 3, failed: 2 })])).toBe('4 passed, 2 failed');
        expect(totalOf([run({ passed: 0, skipped: ['no Java'] })])).toBe('0 passed, 0 failed, 1 skipped');
    });

    it('says why each skipped part was skipped, and ends with the numbers', () => {
        const lines = reportOf([run({ name: 'scan', passed: 0, skipped: ['no Java'], summary: 'skipped: no Java' })]);
        expect(lines).toContain('scan, skipped: no Java');
        expect(lines.at(-1)).toBe('0 passed, 0 failed, 1 skipped');
    });
});

describe('CI', () => {
    it('lets nothing be skipped', () => {
        const skipped: Result = { passed: 0, failed: 0, skipped: ['no Java'], summary: '', output: '' };
        expect(strictly(skipped)).toMatchObject({ failed: 1, skipped: [], output: expect.stringContaining('no Java') });
    });
});
