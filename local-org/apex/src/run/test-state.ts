import { Unsupported } from '../unsupported.ts';
import type { Vm } from '../vm.ts';
import type { Value } from '../language/values.ts';
import { keepForJobs, shareStatics } from './jobs.ts';

/** What a test method under way has done with class Test. */
export interface TestState {
    phase: 'before' | 'started' | 'stopped';
    /** By the name of the interface in lower case. */
    readonly mocks: Map<string, Value>;
    /** How many jobs waited before Test.startTest: Test.stopTest leaves these alone. */
    waitedBefore: number;
}

const key = keepForJobs({});

/** Makes this transaction one of a test. */
export function beginTest(vm: Vm): void {
    const state: TestState = { phase: 'before', mocks: new Map(), waitedBefore: 0 };
    vm.transaction.set(key, state);
    shareStatics(vm);
}

const stateOf = (vm: Vm): TestState | undefined => vm.transaction.get(key) as TestState | undefined; // only beginTest writes it

/** `Test.isRunningTest()`. */
export const isTest = (vm: Vm): boolean => stateOf(vm) !== undefined;

/** The test under way; what only tests may call stops elsewhere. */
export function testState(vm: Vm): TestState {
    const state = stateOf(vm);
    if (!state) throw new Unsupported('a method of class Test outside tests');
    return state;
}

/** What `Test.setMock` set for an interface: `mockOf(vm, 'HttpCalloutMock')`. */
export const mockOf = (vm: Vm, interfaceName: string): Value | undefined =>
    stateOf(vm)?.mocks.get(interfaceName.toLowerCase());
