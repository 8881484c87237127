import { initialiseClass } from '../language/objects.ts';
import type { MethodInfo } from '../language/types.ts';
import { shownMessage } from '../library/exceptions.ts';
import { exceptionState } from '../library/exception-state.ts';
import type { User, Vm } from '../vm.ts';
import { type Failure, failureOf } from './failure.ts';
import { type LimitName, Limits } from './limits.ts';
import { BadParameter, toApex } from './lightning-parameters.ts';
import { type Json, toJson } from './lightning-results.ts';
import type { Org } from './org.ts';

/** What a component gets in place of a result: its `error`, or what its promise is rejected with. */
export class LightningError extends Error {
    readonly status = 500;
    readonly body: { readonly [name: string]: Json };
    constructor(body: { readonly [name: string]: Json }) {
        super(typeof body.message === 'string' ? body.message : 'An Apex error');
        this.name = 'LightningError';
        this.body = body;
    }
}

/** A wire may not save anything: the platform words it as a limit of no DML at all. */
class CacheableLimits extends Limits {
    override most(name: LimitName): number {
        return name === 'dmlStatements' ? 0 : super.most(name);
    }
}

/**
 * Calls an @AuraEnabled method as a component does, as this user, in a transaction of its own. `parameters` is what
 * the component passes, by parameter name. Throws LightningError with what LWC sees; errors of the interpreter itself
 * (Unsupported) pass as they are.
 */
export function invoke(
    org: Org,
    user: User,
    className: string,
    methodName: string,
    parameters: Readonly<Record<string, unknown>> = {}
): Json {
    const { method, cacheable } = enabledMethod(org, user, className, methodName);
    let vm: Vm | undefined;
    try {
        return org.transaction(
            user,
            (machine) => {
                vm = machine;
                initialiseClass(machine, method.owner);
                return toJson(machine, method.invoke(machine, null, argumentsOf(machine, method, parameters)));
            },
            cacheable ? new CacheableLimits() : new Limits()
        );
    } catch (error) {
        if (!vm) throw error;
        throw seenByLightning(vm, error);
    }
}

function enabledMethod(
    org: Org,
    user: User,
    className: string,
    methodName: string
): { method: MethodInfo; cacheable: boolean } {
    const decl = org.program.findType(className);
    const method = decl?.methods
        .get(methodName.toLowerCase())
        ?.find((candidate) => candidate.isStatic && auraEnabled(candidate) !== undefined);
    if (!decl || !method) {
        throw new LightningError({ message: `Unable to find Apex action method referenced as '${className}.${methodName}'.` }); // prettier-ignore
    }
    if (!org.data.org.rightsOf(user.id).hasClassAccess(decl.name)) {
        throw new LightningError({ message: `You do not have access to the Apex class named '${decl.name}'.` });
    }
    return { method, cacheable: auraEnabled(method)?.get('cacheable')?.toLowerCase() === 'true' };
}

const auraEnabled = (method: MethodInfo): ReadonlyMap<string, string> | undefined =>
    method.annotations.find((annotation) => annotation.name === 'auraenabled')?.values;

/** Parameters are matched by name in any case; one that is not sent is null. */
function argumentsOf(vm: Vm, method: MethodInfo, parameters: Readonly<Record<string, unknown>>) {
    const given = new Map(Object.entries(parameters).map(([name, value]) => [name.toLowerCase(), value]));
    return method.params.map((type, i) => {
        const name = method.paramNames?.[i] ?? '';
        try {
            return toApex(vm, given.get(name.toLowerCase()), type);
        } catch (error) {
            if (!(error instanceof BadParameter)) throw error;
            throw new LightningError({
                message: `Value provided is invalid for action parameter '${name}' of type '${type.decl.name}'`
            });
        }
    });
}

function seenByLightning(vm: Vm, error: unknown): unknown {
    if (error instanceof LightningError) return error;
    const failure = failureOf(vm, error);
    return failure.exception ? new LightningError(bodyOf(vm, failure)) : error;
}

function bodyOf(vm: Vm, { exception, type, message, stackTrace }: Failure): { readonly [name: string]: Json } {
    if (exception && type === 'System.AuraHandledException') return { message: shownMessage(vm, exception) };
    const failed = exception && exceptionState(vm, exception).dml;
    if (failed) {
        const pageErrors = failed.map((row) => ({ statusCode: row.status, message: row.message }));
        return { message, fieldErrors: {}, pageErrors, index: null, duplicateResults: [] };
    }
    return {
        message,
        exceptionType: type,
        isUserDefinedException: exception?.type.decl.file !== null,
        stackTrace
    };
}
