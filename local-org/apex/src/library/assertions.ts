import { order } from '../language/operators.ts';
import type { TypeValue, Value } from '../language/values.ts';
import type { Vm } from '../vm.ts';
import { declare, defineGuarded } from './define.ts';
import { typeName } from './type.ts';

/** Ends the transaction with `Assertion Failed`, the message given, and what was found. */
function fail(vm: Vm, message: Value, found?: string): never {
    const parts = [
        'Assertion Failed',
        ...(message === null ? [] : [vm.text(message)]),
        ...(found === undefined ? [] : [found])
    ];
    return vm.raise('AssertException', parts.join(': '));
}

/** As `equals`, but numbers of different types are equal when their values are. */
function same(vm: Vm, a: Value, b: Value): boolean {
    if (a !== null && b !== null && typeof a !== 'string' && order(a, b) === 0) return true;
    return vm.equals(a, b);
}

function areEqual(vm: Vm, expected: Value, actual: Value, message: Value = null): void {
    if (!same(vm, expected, actual)) fail(vm, message, `Expected: ${vm.text(expected)}, Actual: ${vm.text(actual)}`);
}

function areNotEqual(vm: Vm, notExpected: Value, actual: Value, message: Value = null): void {
    if (same(vm, notExpected, actual)) fail(vm, message, `Same value: ${vm.text(actual)}`);
}

function isTrue(vm: Vm, condition: boolean, message: Value = null): void {
    if (!condition) fail(vm, message);
}

function isInstance(vm: Vm, value: Value, type: TypeValue, message: Value = null): void {
    if (!vm.instanceOf(value, type.type)) {
        fail(
            vm,
            message,
            `Expected type: ${typeName(type.type)}, Actual type: ${value === null ? 'null' : typeName(vm.typeOf(value))}`
        );
    }
}

function isNotInstance(vm: Vm, value: Value, type: TypeValue, message: Value = null): void {
    if (vm.instanceOf(value, type.type)) fail(vm, message, `Not expected type: ${typeName(type.type)}`);
}

defineGuarded(declare('System'), {
    statics: {
        'void assert(Boolean condition)': isTrue,
        'void assert(Boolean condition, Object? message)': isTrue,
        'void assertEquals(Object? expected, Object? actual)': areEqual,
        'void assertEquals(Object? expected, Object? actual, Object? message)': areEqual,
        'void assertNotEquals(Object? notExpected, Object? actual)': areNotEqual,
        'void assertNotEquals(Object? notExpected, Object? actual, Object? message)': areNotEqual
    }
});

defineGuarded(declare('Assert'), {
    statics: {
        'void areEqual(Object? expected, Object? actual)': areEqual,
        'void areEqual(Object? expected, Object? actual, String? message)': areEqual,
        'void areNotEqual(Object? notExpected, Object? actual)': areNotEqual,
        'void areNotEqual(Object? notExpected, Object? actual, String? message)': areNotEqual,
        'void fail()': (vm) => fail(vm, null),
        'void fail(String? message)': (vm, message: Value) => fail(vm, message),
        'void isTrue(Boolean condition)': isTrue,
        'void isTrue(Boolean condition, String? message)': isTrue,
        'void isFalse(Boolean condition)': (vm, condition: boolean) => isTrue(vm, !condition),
        'void isFalse(Boolean condition, String? message)': (vm, condition: boolean, message: Value) =>
            isTrue(vm, !condition, message),
        'void isNull(Object? value)': (vm, value: Value) => areEqual(vm, null, value),
        'void isNull(Object? value, String? message)': (vm, value: Value, message: Value) =>
            areEqual(vm, null, value, message),
        'void isNotNull(Object? value)': (vm, value: Value) => areNotEqual(vm, null, value),
        'void isNotNull(Object? value, String? message)': (vm, value: Value, message: Value) =>
            areNotEqual(vm, null, value, message),
        'void isInstanceOfType(Object? value, Type type)': isInstance,
        'void isInstanceOfType(Object? value, Type type, String? message)': isInstance,
        'void isNotInstanceOfType(Object? value, Type type)': isNotInstance,
        'void isNotInstanceOfType(Object? value, Type type, String? message)': isNotInstance
    }
});
