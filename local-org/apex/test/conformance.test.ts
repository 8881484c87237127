import { join } from 'node:path';
import { openOrg } from '../src/run/org.ts';
import { runTests } from '../src/run/run-tests.ts';

const org = openOrg({ packageFolder: join(import.meta.dirname, 'conformance') });
const { results } = runTests(org);

it('finds the tests', () => {
    expect(results.length).toBeGreaterThan(150);
});

it.each(results.map((result) => [`${result.className}.${result.methodName}`, result] as const))(
    '%s',
    (_name, result) => {
        expect([result.outcome, result.message]).toEqual(['pass', null]);
    }
);
