import type { Request, Response } from 'express';
import type { Org } from '../org/org.ts';

const cookie = 'localOrgActingUser';

/** The user whom the page acts as: the one in the cookie when it is one of the personas, else the first persona. */
export const actingUser = (org: Org, request: Request): string => {
    const [, chosen] = new RegExp(`(?:^|; )${cookie}=(\\w+)`).exec(request.headers.cookie ?? '') ?? [];
    const persona = org.personas.find(({ userId }) => userId === chosen) ?? org.personas[0];
    if (!persona) throw new Error('The export has no active user with a profile to act as.');
    return persona.userId;
};

/** Remembers whom to act as; false when that is none of the personas. */
export const actAs = (org: Org, userId: unknown, response: Response): boolean => {
    if (!org.personas.some((persona) => persona.userId === userId)) return false;
    response.cookie(cookie, String(userId), { httpOnly: true, sameSite: 'strict', path: '/' });
    return true;
};
