import { T, type TypeDecl, listOf, typeOf } from '../language/types.ts';
import { type Instance, ListValue, type Value } from '../language/values.ts';
import { Unsupported } from '../unsupported.ts';
import type { ExceptionState, Vm } from '../vm.ts';
import { declare, define, defineGuarded } from './define.ts';
import { exceptionMessage, exceptionState, exceptionTypeName } from './exception-state.ts';

/** What an AuraHandledException was made with: LWC sees it, getMessage does not. */
export interface AuraHandledState extends ExceptionState {
    shown?: string;
}

type Dml = NonNullable<ExceptionState['dml']>[number];

function dmlRows(vm: Vm, self: Instance): Dml[] {
    const { dml } = exceptionState(vm, self);
    const name = exceptionTypeName(self.type.decl);
    if (!dml && name !== 'System.DmlException') throw new Unsupported(`DML methods of ${name}`);
    return dml ?? [];
}

function dmlRow(vm: Vm, self: Instance, index: number): Dml {
    const row = dmlRows(vm, self)[index];
    if (!row) throw new Unsupported(`a failed DML row that does not exist (${index})`);
    return row;
}

const become = (vm: Vm, self: Instance, more: Partial<ExceptionState>): void => {
    self.native = { ...vm.newExceptionState(), ...more };
};

/** The four constructors that every exception class has, those of the package too. */
const constructors = {
    '()': (vm: Vm, self: Instance) => become(vm, self, {}),
    '(String message)': (vm: Vm, self: Instance, message: string | null) => become(vm, self, { message }),
    '(Exception cause)': (vm: Vm, self: Instance, cause: Instance | null) => become(vm, self, { cause }),
    '(String message, Exception cause)': (vm: Vm, self: Instance, message: string | null, cause: Instance | null) =>
        become(vm, self, { message, cause })
};

define(T.Exception.decl, { constructors });

defineGuarded(T.Exception.decl, {
    methods: {
        'String getMessage()': (vm, self: Instance) => exceptionMessage(vm, self),
        'void setMessage(String? message)': (vm, self: Instance, message: string | null) => {
            exceptionState(vm, self).message = message;
        },
        'Exception getCause()': (vm, self: Instance) => exceptionState(vm, self).cause,
        'void initCause(Exception? cause)': (vm, self: Instance, cause: Instance | null) => {
            exceptionState(vm, self).cause = cause;
        },
        'String getTypeName()': (_vm, self: Instance) => exceptionTypeName(self.type.decl),
        'Integer getLineNumber()': (vm, self: Instance) => exceptionState(vm, self).lineNumber,
        'String getStackTraceString()': (vm, self: Instance) => exceptionState(vm, self).stackTrace,
        'Integer getNumDml()': (vm, self: Instance) => dmlRows(vm, self).length,
        'Integer getDmlIndex(Integer i)': (vm, self: Instance, i: number) => dmlRow(vm, self, i).index,
        'String getDmlId(Integer i)': (vm, self: Instance, i: number) => dmlRow(vm, self, i).id,
        'String getDmlMessage(Integer i)': (vm, self: Instance, i: number) => dmlRow(vm, self, i).message,
        'String getDmlStatusCode(Integer i)': (vm, self: Instance, i: number) => dmlRow(vm, self, i).status,
        'List<String> getDmlFieldNames(Integer i)': (vm, self: Instance, i: number) =>
            new ListValue(listOf(T.String), [...dmlRow(vm, self, i).fields]),
        'StatusCode getDmlType(Integer i)': (vm, self: Instance, i: number) =>
            statusCode(vm, dmlRow(vm, self, i).status)
    }
});

const statusCodeDecl = declare('StatusCode', 'enum');

function statusCode(vm: Vm, name: string): Value {
    const known = vm.findType(statusCodeDecl.name)?.enumValues.find((value) => vm.text(value) === name);
    if (known === undefined) throw new Unsupported(`StatusCode.${name}`);
    return known;
}

/** Declares an exception type of the library, with the constructors that all have. */
export function declareException(name: string): TypeDecl {
    const decl = declare(name);
    decl.superType = T.Exception;
    return define(decl, { constructors });
}

const names = [
    'AssertException',
    'AsyncException',
    'BigObjectException',
    'CalloutException',
    'CanvasException',
    'DmlException',
    'DuplicateMessageException',
    'EmailException',
    'EmailTemplateRenderException',
    'ExternalObjectException',
    'FatalCursorException',
    'FinalException',
    'FlowException',
    'HandledException',
    'IllegalArgumentException',
    'InvalidHeaderException',
    'InvalidParameterValueException',
    'InvalidReadOnlyUserDmlException',
    'JSONException',
    'LicenseException',
    'LimitException',
    'ListException',
    'MathException',
    'NoAccessException',
    'NoDataFoundException',
    'NoSuchElementException',
    'NullPointerException',
    'PlatformCacheException',
    'ProcedureException',
    'QueryException',
    'RequiredFeatureMissingException',
    'SObjectException',
    'SearchException',
    'SecurityException',
    'SerializationException',
    'StringException',
    'TouchHandledException',
    'TransientCursorException',
    'TypeException',
    'UnexpectedException',
    'UnsupportedOperationException',
    'VisualforceException',
    'WaveTemplateException',
    'XmlException'
];

for (const name of names) declareException(name);

const auraHandled = declare('AuraHandledException');
auraHandled.superType = T.Exception;
define(auraHandled, {
    constructors: {
        '(String shown)': (vm, self: Instance, shown: string | null) => {
            const state: AuraHandledState = vm.newExceptionState();
            if (shown !== null) state.shown = shown;
            self.native = state;
        }
    }
});

/** The text that an AuraHandledException shows to LWC: the one of its constructor, or set by setMessage. */
export function shownMessage(vm: Vm, self: Instance): string {
    const state: AuraHandledState = exceptionState(vm, self);
    return state.message ?? state.shown ?? exceptionMessage(vm, self);
}

const uncatchable = new Set([declare('LimitException'), declare('AssertException')]);

/** Whether a catch clause may stop this exception: those of limits and assertions always end the transaction. */
export const isCatchable = (exception: Instance): boolean => !uncatchable.has(exception.type.decl);

/** The type of a library exception, for code that throws its own objects. */
export const exceptionType = (name: string) => typeOf(declare(name));
