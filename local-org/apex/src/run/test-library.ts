import { declare, define, defineGuarded } from '../library/define.ts';
import { Instance, type TypeValue, type Value } from '../language/values.ts';
import type { Vm } from '../vm.ts';
import { queueOf, runJobs } from './jobs.ts';
import { makeStub } from './stubs.ts';
import { isTest, testState } from './test-state.ts';

function startTest(vm: Vm): void {
    const state = testState(vm);
    if (state.phase !== 'before') vm.raise('FinalException', 'Testing already started');
    state.phase = 'started';
    state.waitedBefore = queueOf(vm).length;
    vm.limits.startTest();
    vm.data.forgetWork();
}

/** Back to the limits from before startTest; then what was asked for since then runs. */
function stopTest(vm: Vm): void {
    const state = testState(vm);
    if (state.phase !== 'started') vm.raise('FinalException', 'Testing has not started');
    state.phase = 'stopped';
    vm.limits.stopTest();
    const earlier = queueOf(vm).splice(0, state.waitedBefore);
    runJobs(vm);
    queueOf(vm).unshift(...earlier);
}

declare('StubProvider', 'interface');

defineGuarded(declare('Test'), {
    statics: {
        'Boolean isRunningTest()': (vm) => isTest(vm),
        'void startTest()': startTest,
        'void stopTest()': stopTest,
        'void setMock(Type type, Object mock)': (vm, type: TypeValue, mock: Value) => {
            testState(vm).mocks.set(type.name.toLowerCase(), mock);
        },
        'Object createStub(Type type, StubProvider provider)': (vm, type: TypeValue, provider: Instance) => {
            testState(vm);
            return makeStub(vm, type.type, provider);
        }
    }
});

define(declare('StubProvider', 'interface'), {
    abstract: [
        'Object handleMethodCall(Object stub, String name, Type returns, List<Type> parameterTypes, List<String> parameterNames, List<Object> arguments)'
    ]
});

