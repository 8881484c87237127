import { exceptionMessage, exceptionState, exceptionTypeName } from '../library/exception-state.ts';
import { Instance } from '../language/values.ts';
import { ApexThrow, type Vm } from '../vm.ts';

/** How a transaction ended that did not end well. */
export interface Failure {
    /** `System.AssertException`, `FailureException`, `Unsupported`. */
    readonly type: string;
    /** Without the type. */
    readonly message: string;
    /** `Class.Foo.bar: line 3, column 1`, innermost first; of its causes too. */
    readonly stackTrace: string;
    /** The Apex exception; null where the interpreter itself stopped. */
    readonly exception: Instance | null;
}

/** Makes a failure of whatever a transaction threw. */
export function failureOf(vm: Vm, error: unknown): Failure {
    const thrown = error instanceof RangeError ? stackOverflow(vm) : error;
    if (thrown instanceof ApexThrow) {
        const exception = thrown.value;
        return {
            type: exceptionTypeName(exception.type.decl),
            message: exceptionMessage(vm, exception),
            stackTrace: tracesOf(vm, exception),
            exception
        };
    }
    const { name, message } = thrown instanceof Error ? thrown : new Error(String(thrown));
    const text = message.startsWith(`${name}: `) ? message.slice(name.length + 2) : message;
    const inside = name === 'Unsupported' || name === 'CompileError' ? '' : `\n${errorStack(thrown)}`;
    return { type: name, message: text, stackTrace: `${vm.stackTrace()}${inside}`.trim(), exception: null };
}

/** `System.AssertException: Assertion Failed: …`, as the platform words an uncaught exception. */
export const textOfFailure = ({ type, message }: Failure): string => `${type}: ${message}`;

/** JavaScript's own stack overflow is Apex' depth limit. */
const stackOverflow = (vm: Vm): ApexThrow => vm.exception('LimitException', 'Maximum stack depth reached: 1001');

/** Where in the interpreter itself something went wrong: a bug of it. */
const errorStack = (error: unknown): string => (error instanceof Error ? (error.stack ?? '') : '');

function tracesOf(vm: Vm, exception: Instance): string {
    const parts: string[] = [];
    let current: Instance | null = exception;
    for (let depth = 0; current && depth < 20; depth += 1) {
        const { stackTrace, cause } = exceptionState(vm, current);
        if (depth > 0) {
            parts.push(`Caused by: ${exceptionTypeName(current.type.decl)}: ${exceptionMessage(vm, current)}`);
        }
        parts.push(stackTrace);
        current = cause instanceof Instance ? cause : null;
    }
    return parts.filter(Boolean).join('\n');
}
