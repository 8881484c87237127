import { z } from 'zod';
import { BadCall } from './failures.ts';

/** Checks parameters as the platform does before it enters Apex. Refuses (BadCall) wrong types; a missing one is null. */
export const checked = <T extends z.ZodRawShape>(shape: T, parameters: unknown): z.output<z.ZodObject<T>> => {
    const parsed = z.object(shape).safeParse(parameters);
    if (!parsed.success)
        throw new BadCall(
            `Wrong parameters: ${parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`
        );
    return parsed.data;
};

/** A `String` parameter. */
export const string = z
    .string()
    .nullish()
    .transform((text) => text ?? '');
