import { AuraHandledException, BadCall } from './failures.ts';
import type { Context, Method } from './context.ts';
import * as EffectiveSecretController from './stand-ins/EffectiveSecretController.ts';
import * as SecretController from './stand-ins/SecretController.ts';

const controllers: Readonly<Record<string, Readonly<Record<string, Method>>>> = {
    EffectiveSecretController,
    SecretController
};

/** Calls an `@AuraEnabled` method by name with the parameters that a component sent. */
export type Invoke = (
    className: string,
    method: string,
    parameters: Readonly<Record<string, unknown>>
) => Promise<unknown>;

/**
 * The seam between the page and Apex, for one running user. Refuses with AuraHandledException what the person at the
 * screen is to read, and with BadCall what no component sends.
 */
export const apexAs =
    (context: Context): Invoke =>
    async (className, method, parameters) => {
        const methods = Object.hasOwn(controllers, className) ? controllers[className] : undefined;
        const run = methods && Object.hasOwn(methods, method) ? methods[method] : undefined;
        if (!run) throw new BadCall(`There is no method ${className}.${method} for components.`);
        return run(context, parameters).catch((error: unknown) => {
            if (error instanceof AuraHandledException || error instanceof BadCall) throw error;
            throw new AuraHandledException(context.labels('Failure_Unknown'), { cause: error });
        });
    };

export { AuraHandledException, BadCall };
