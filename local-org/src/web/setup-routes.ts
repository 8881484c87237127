import { type RequestHandler, Router } from 'express';
import { z } from 'zod';
import { type Org, UnknownOwner, orNull } from '../org/org.ts';
import { levelOf } from '../org/salesforce-id.ts';

const mostOwners = 50;

const listing = z.object({
    search: z.string().default(''),
    offset: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(2000).default(100)
});
const owners = z.object({ level: z.enum(['organization', 'profile', 'user']), term: z.string().default('') });
const change = z.object({ accountKey: z.string().max(255, 'An Account Key has at most 255 characters.').nullable() });

/** The Setup page's own calls: list the settings, find an owner, set or clear an Account Key. Administrators only. */
export const setupRoutes = (
    org: Org,
    setAccountKey: (ownerId: string, accountKey: string | null) => Promise<void>,
    isAdmin: RequestHandler
): Router => {
    const router = Router();
    router.use(isAdmin);
    router.get('/settings', (request, response) => {
        const asked = listing.safeParse(request.query);
        if (!asked.success) {
            response.status(400).json({ message: 'The list cannot be asked for like that.' });
            return;
        }
        const { search, offset, limit } = asked.data;
        const found = settingsOf(org).filter(containing(search));
        response.json({ items: found.slice(offset, offset + limit), total: found.length });
    });
    router.get('/owners', (request, response) => {
        const { level, term } = owners.parse(request.query);
        response.json(ownersOf(org, level, term.toLowerCase()));
    });
    router.put('/settings/:ownerId', async (request, response) => {
        const parsed = change.safeParse(request.body);
        if (!parsed.success) {
            response.status(400).json({ message: parsed.error.issues[0]?.message });
            return;
        }
        try {
            await setAccountKey(request.params.ownerId, orNull(parsed.data.accountKey));
            response.status(204).end();
        } catch (error) {
            if (!(error instanceof UnknownOwner)) throw error;
            response.status(404).json({ message: 'The org has no such organization, profile or user.' });
        }
    });
    return router;
};

const settingsOf = (org: Org) =>
    org.settings().map((setting) => ({
        ...setting,
        level: levelOf(setting.ownerId),
        name: org.profileName(setting.ownerId) ?? setting.ownerName
    }));

const containing = (search: string) => {
    const term = search.trim().toLowerCase();
    return ({ name, accountKey }: { name: string; accountKey: string | null }): boolean =>
        `${name}\n${accountKey ?? ''}`.toLowerCase().includes(term);
};

const ownersOf = (
    org: Org,
    level: 'organization' | 'profile' | 'user',
    term: string
): { value: string; label: string }[] => {
    if (level === 'organization') return [{ value: org.id, label: org.name }];
    if (level === 'profile') return org.profiles.map(({ id, name }) => ({ value: id, label: name }));
    return org.users
        .filter(({ name, username }) => `${name}\n${username}`.toLowerCase().includes(term))
        .slice(0, mostOwners)
        .map(({ id, name, username }) => ({ value: id, label: username ? `${name} (${username})` : name }));
};
