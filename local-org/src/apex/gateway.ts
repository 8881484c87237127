import { z } from 'zod';
import type { Labels } from '../package/labels.ts';
import { ServiceRefusal, ServiceUnreachable } from '../service/failures.ts';
import { AuraHandledException } from './failures.ts';

const labelOfCode: Readonly<Record<string, string>> = {
    token_empty: 'Token_Empty',
    token_too_long: 'Token_Too_Long',
    body_too_large: 'Token_Too_Long',
    token_control_characters: 'Token_Control_Characters',
    secret_not_found: 'Secret_Not_Found'
};

const labelOfStatus: Readonly<Record<number, string>> = {
    401: 'Service_Refused',
    403: 'Service_Refused',
    429: 'Service_Busy',
    502: 'Service_Busy',
    503: 'Service_Busy',
    504: 'Service_Busy'
};

/** Runs a call of the service; its refusals become the sentences that the package's gateway makes of them. */
export const throughGateway = async <T>(labels: Labels, call: () => Promise<T>): Promise<T> => {
    try {
        return await call();
    } catch (error) {
        if (error instanceof ServiceRefusal)
            throw new AuraHandledException(sentenceOf(labels, error), { cause: error });
        if (error instanceof ServiceUnreachable || error instanceof z.ZodError) {
            throw new AuraHandledException(labels('Service_Unreachable'), { cause: error });
        }
        throw error;
    }
};

const sentenceOf = (labels: Labels, { code, status, requestId }: ServiceRefusal): string => {
    const label = labelOfCode[code] ?? labelOfStatus[status];
    return label ? labels(label) : labels('Service_Failed', requestId ?? '–');
};
