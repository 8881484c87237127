import type { Labels } from '../package/labels.ts';
import { ServiceRefusal, ServiceUnreachable } from '../service/failures.ts';
import { AuraHandledException } from './failures.ts';

const labelOfCode: Readonly<Record<string, string>> = {
    token_empty: 'Token_Empty',
    token_too_long: 'Token_Too_Long',
    token_control_characters: 'Token_Control_Characters'
};

/** Runs a call of the service; its refusals become the sentences that the package's gateway makes of them. */
export const throughGateway = async <T>(labels: Labels, call: () => Promise<T>): Promise<T> => {
    try {
        return await call();
    } catch (error) {
        throw new AuraHandledException(labels(labelOf(error)), { cause: error });
    }
};

const labelOf = (error: unknown): string => {
    if (error instanceof ServiceUnreachable) return 'Failure_Unreachable';
    if (error instanceof ServiceRefusal) return labelOfCode[error.code] ?? 'Failure_Unknown';
    return 'Failure_Unknown';
};
