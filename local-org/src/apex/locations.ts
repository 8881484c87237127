import { type Org, orNull } from '../org/org.ts';
import { levelOf } from '../org/salesforce-id.ts';
import type { Labels } from '../package/labels.ts';

const labelNames = {
    organization: 'Location_Organization',
    profile: 'Location_Profile',
    user: 'Location_User'
} as const;
const order = ['organization', 'profile', 'user'] as const;

interface Place {
    readonly rank: number;
    readonly label: string;
}

/** Each distinct Account Key with the labels of the places that use it: the organization, then profiles, then users. */
export const locationsByClientId = (org: Org, labels: Labels): Map<string, string[]> => {
    const places = new Map<string, Place[]>();
    for (const { ownerId, ownerName, accountKey } of org.settings()) {
        const clientId = orNull(accountKey);
        const level = levelOf(ownerId);
        if (clientId === null || !level) continue;
        const name = level === 'profile' ? (org.profileName(ownerId) ?? ownerName) : ownerName;
        const place = { rank: order.indexOf(level), label: labels(labelNames[level], name) };
        places.set(clientId, [...(places.get(clientId) ?? []), place]);
    }
    return new Map([...places].map(([clientId, found]) => [clientId, found.sort(byPlace).map(({ label }) => label)]));
};

const byPlace = (a: Place, b: Place): number => a.rank - b.rank || (a.label < b.label ? -1 : 1);
