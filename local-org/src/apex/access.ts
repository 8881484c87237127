import type { Context } from './context.ts';
import { AuraHandledException } from './failures.ts';

/** Refuses everyone but an admin, as the Apex does, with the same sentence. */
export const requireManage = ({ org, userId, labels }: Context): void => {
    if (org.accessOf(userId) !== 'manage') throw new AuraHandledException(labels('Access_Refused'));
};

/** Refuses those who hold neither permission set. */
export const requireView = ({ org, userId, labels }: Context): void => {
    if (org.accessOf(userId) === 'none') throw new AuraHandledException(labels('Access_Refused_View'));
};
