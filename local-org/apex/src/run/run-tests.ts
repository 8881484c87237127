import { initialiseClass } from '../language/objects.ts';
import type { MethodInfo } from '../language/types.ts';
import type { Vm } from '../vm.ts';
import { Coverage, type FileCoverage } from './coverage.ts';
import { type Failure, failureOf, textOfFailure } from './failure.ts';
import { type TestClass, type Wanted, findTests } from './find-tests.ts';
import type { Org } from './org.ts';
import { beginTest } from './test-state.ts';

/** How one test method ended. */
export interface TestResult {
    readonly className: string;
    readonly methodName: string;
    /** `skip`: the class's @TestSetup failed, so that it did not run. */
    readonly outcome: 'pass' | 'fail' | 'skip';
    /** `System.AssertException: Assertion Failed: …`; null for a test that passed. */
    readonly message: string | null;
    readonly type: string | null;
    readonly stackTrace: string | null;
    readonly timeMs: number;
    /** What this test covered of each class that it touched. */
    readonly coverage: readonly FileCoverage[];
}

/** A whole run. */
export interface TestRun {
    readonly results: readonly TestResult[];
    readonly coverage: readonly FileCoverage[];
    readonly startedAt: Date;
    readonly timeMs: number;
}

/** Called with each result as it comes. */
type Progress = (result: TestResult) => void;

/**
 * Runs a package's tests as the org's test user: @TestSetup once a class, then each method in a transaction that is
 * taken back, with statics and limits of its own. Nothing that a test does is left in the org.
 */
export function runTests(org: Org, wanted: Wanted = {}, progress: Progress = () => undefined): TestRun {
    const started = performance.now();
    const startedAt = new Date(org.host.now());
    const coverage = new Coverage(org.program);
    const results = findTests(org.program, wanted).flatMap((found) => runClass(org, coverage, found, progress));
    return { results, coverage: coverage.files(), startedAt, timeMs: performance.now() - started };
}

function runClass(org: Org, coverage: Coverage, found: TestClass, progress: Progress): TestResult[] {
    const run = (method: MethodInfo): TestResult => {
        const result = runMethod(org, coverage, method);
        progress(result);
        return result;
    };
    return takenBack(org, () => {
        const setup = found.setup && runMethod(org, coverage, found.setup);
        if (setup?.outcome !== 'fail') return found.methods.map((method) => takenBack(org, () => run(method)));
        progress(setup);
        return [setup, ...found.methods.map((method) => skipped(method))];
    });
}

const skipped = (method: MethodInfo): TestResult => ({
    className: method.owner.name,
    methodName: method.name,
    outcome: 'skip',
    message: 'The test setup method failed',
    type: null,
    stackTrace: null,
    timeMs: 0,
    coverage: []
});

function takenBack<R>(org: Org, work: () => R): R {
    org.data.begin();
    try {
        return work();
    } finally {
        org.data.rollback();
    }
}

function runMethod(org: Org, coverage: Coverage, method: MethodInfo): TestResult {
    const vm = org.vm(org.data.testUser);
    beginTest(vm);
    org.data.forgetWork();
    const started = performance.now();
    const { result: failure, lines } = coverage.during(() => attempt(vm, method));
    const timeMs = performance.now() - started;
    return {
        className: method.owner.name,
        methodName: method.name,
        outcome: failure ? 'fail' : 'pass',
        message: failure && textOfFailure(failure),
        type: failure && failure.type,
        stackTrace: failure && failure.stackTrace,
        timeMs,
        coverage: coverage.reportOf(lines)
    };
}

function attempt(vm: Vm, method: MethodInfo): Failure | null {
    try {
        initialiseClass(vm, method.owner);
        method.invoke(vm, null, []);
        return null;
    } catch (error) {
        return failureOf(vm, error);
    }
}
