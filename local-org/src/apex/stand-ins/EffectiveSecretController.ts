import type { Org } from '../../org/org.ts';
import type { User } from '../../org/records.ts';
import { requireView } from '../access.ts';
import type { Context, Method } from '../context.ts';
import { AuraHandledException } from '../failures.ts';
import { throughGateway } from '../gateway.ts';
import { checked, string } from '../parameters.ts';

const shortestTerm = 2;
const mostUsers = 20;

/** The users whose name or username contains the term, at most 20. Refuses a term of one character. */
export const searchUsers: Method = async (context, parameters) => {
    requireView(context);
    const { org } = context;
    const term = checked({ term: string }, parameters).term.trim().toLowerCase();
    if (term.length < shortestTerm) throw new AuraHandledException(context.labels('User_Term_Too_Short'));
    return org.users
        .filter(({ name, username }) => [name, username].some((text) => text.toLowerCase().includes(term)))
        .sort((a, b) => a.name.localeCompare(b.name) || a.username.localeCompare(b.username))
        .slice(0, mostUsers)
        .map((user) => ({
            id: user.id,
            name: user.name,
            username: user.username,
            profileName: profileOf(org, user),
            isActive: user.isActive
        }));
};

const profileOf = (org: Org, user: User): string | null => org.profileName(user.profileId) ?? user.profileName;

/** The client ID in force for a user: the first of user, profile and organization that has an Account Key. */
export const effectiveSecret: Method = async (context, parameters) => {
    requireView(context);
    const { org, labels, secrets } = context;
    const user = org.user(checked({ userId: string }, parameters).userId);
    if (!user) throw new AuraHandledException(labels('User_Not_Found'));
    const places = stepsOf(context, user);
    const inForce = places.findIndex(({ clientId }) => clientId !== null);
    const clientId = places[inForce]?.clientId ?? null;
    const secret = clientId === null ? null : await throughGateway(labels, () => secrets.one(clientId));
    return {
        userId: user.id,
        userName: user.name,
        clientId,
        tokenSet: clientId === null ? null : (secret?.tokenSet ?? false),
        steps: places.map((place, index) => ({ ...place, outcome: outcomeOf(place.clientId, index === inForce) }))
    };
};

const stepsOf = ({ org, labels }: Context, user: User) => [
    { level: 'user', label: labels('Location_User', user.name), clientId: org.accountKeyOf(user.id) },
    {
        level: 'profile',
        label: labels('Location_Profile', profileOf(org, user) ?? ''),
        clientId: org.accountKeyOf(user.profileId)
    },
    { level: 'organization', label: labels('Location_Organization'), clientId: org.accountKeyOf(org.id) }
];

const outcomeOf = (clientId: string | null, inForce: boolean): string => {
    if (clientId === null) return 'notSet';
    return inForce ? 'inForce' : 'overridden';
};
