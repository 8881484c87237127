import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePackage, removePackages } from '../test/support/package.ts';
import { testPackage } from './run/test-package.ts';

afterAll(removePackages);

const cli = join(import.meta.dirname, 'cli.ts');
const run = (...args: string[]) => spawnSync(process.execPath, [cli, ...args], { encoding: 'utf8' });

const half = 'public class Half { public static Integer of(Boolean yes) {\nif (yes) {\nreturn 1;\n}\nreturn 2;\n} }';
const test = (expected: number): string =>
    `@IsTest private class HalfTest {\n@IsTest static void works() {\nAssert.areEqual(${expected}, Half.of(true));\n} }`;

const good = makePackage({ 'Half.cls': half, 'HalfTest.cls': test(1), 'say.apex': "System.debug('said ' + Half.of(false));" }); // prettier-ignore
const bad = makePackage({ 'Half.cls': half, 'HalfTest.cls': test(3) });

const options = { class: [], method: [], reporter: [], coverage: false, minCoverage: 85, debug: false };

it('reports and ends well when everything passes', () => {
    const { status, stdout } = run('test', good);
    expect([status, stdout]).toEqual([0, expect.stringContaining('Apex tests: 1 passed')]);
});

it('ends with 1 when a test fails', () => {
    const { status, stdout } = run('test', bad);
    expect([status, stdout]).toEqual([1, expect.stringContaining('Expected: 3, Actual: 1')]);
});

it('refuses too little coverage', () => {
    expect(run('test', good, '--coverage')).toMatchObject({ status: 1, stderr: 'Half.cls: 66 % of its lines are covered, less than 85 %\n' }); // prettier-ignore
    expect(run('test', good, '--coverage', '--min-coverage', '60').status).toBe(0);
});

it('writes reports into a folder', () => {
    const outputDir = join(good, 'reports');
    testPackage({ ...options, folder: good, reporter: ['junit', 'json'], coverage: true, minCoverage: 50, outputDir });
    expect(readFileSync(join(outputDir, 'test-result.xml'), 'utf8')).toContain('<testcase name="works"');
    expect(JSON.parse(readFileSync(join(outputDir, 'test-result.json'), 'utf8'))).toMatchObject({ status: 0 });
    expect(existsSync(join(outputDir, 'lcov.info'))).toBe(true);
});

it('runs anonymous Apex', () => {
    const { status, stdout } = run('run', join(good, 'say.apex'), '--package', good);
    expect([status, stdout]).toEqual([0, expect.stringContaining('said 2')]);
});

it.each([
    ['a folder without Apex', { folder: makePackage({ 'a.txt': '' }) }, 'There is no Apex in'],
    ['a folder without tests', { folder: makePackage({ 'Half.cls': half }) }, 'There is no test in'],
    ['a class that is not there', { folder: good, class: ['Nobody'] }, 'No test is named Nobody.'],
    ['code that does not compile', { folder: makePackage({ 'A.cls': 'public class A { void a() { b(); } }' }) }, 'A.cls:1: '] // prettier-ignore
])('refuses %s', (_what, given, message) => {
    expect(() => testPackage({ ...options, ...given })).toThrow(message);
});

it('ends with 2 when it cannot run', () => {
    expect(run('test', '/nowhere')).toMatchObject({ status: 2, stderr: 'There is no /nowhere.\n' });
});

it('says how it is used', () => {
    expect(run('test', '--help').stdout).toContain('Usage: apex-local test [options] <folder>');
});
