import { publishedEvents } from '../data/library/event-bus.ts';
import { declare, define, defineGuarded } from '../library/define.ts';
import { typeOf } from '../language/types.ts';
import { type ApexDatetime, Instance, type TypeValue, type Value } from '../language/values.ts';
import { Unsupported } from '../unsupported.ts';
import type { Vm } from '../vm.ts';
import { deliverEvents } from './events.ts';
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
    finishWork(vm);
    queueOf(vm).unshift(...earlier);
}

/** Jobs and events, until neither waits. */
function finishWork(vm: Vm): void {
    publishedEvents(vm); // from here on, so that what jobs publish is not forgotten with them
    do {
        runJobs(vm);
        deliverEvents(vm);
    } while (queueOf(vm).length > 0);
}

declare('StubProvider', 'interface');

const broker = define(declare('EventBus.TestBroker'), { methods: { 'void deliver()': (vm) => deliverEvents(vm) } });

/** Writes what no code may: when a record was made. */
function setCreatedDate(vm: Vm, id: string, created: ApexDatetime): void {
    const { schema, store } = vm.data.org;
    const object = schema.ofId(id)?.name.toLowerCase();
    const row = object === undefined ? undefined : store.get(object, id);
    if (object === undefined || !row) throw new Unsupported(`Test.setCreatedDate of ${id}, which is no record`);
    store.put(object, id, new Map([...row, ['createddate', created]]));
}

defineGuarded(declare('Test'), {
    statics: {
        'Boolean isRunningTest()': (vm) => isTest(vm),
        'void startTest()': startTest,
        'void stopTest()': stopTest,
        'void setMock(Type type, Object mock)': (vm, type: TypeValue, mock: Value) => {
            testState(vm).mocks.set(type.name.toLowerCase(), mock);
        },
        'EventBus.TestBroker getEventBus()': (vm) => {
            testState(vm);
            return new Instance(typeOf(broker));
        },
        'void setCreatedDate(Id id, Datetime created)': (vm, id: string, created: ApexDatetime) => {
            testState(vm);
            setCreatedDate(vm, id, created);
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
