import type { OrgExport } from './read-export.ts';
import type { User } from './records.ts';

export type Access = 'manage' | 'view' | 'none';

/** A user of the org to act as. */
export interface Persona {
    readonly userId: string;
    readonly name: string;
    readonly access: Access;
}

type Source = Pick<OrgExport, 'users' | 'assignments'>;

/** What each user may do: by permission set where assignments were exported, else only the personas may anything. */
export const accessByUser = (source: Source): Map<string, Access> => {
    const access = new Map<string, Access>();
    for (const { userId, permissionSet } of source.assignments ?? []) {
        if (permissionSet === 'Strongroom_Admin') access.set(userId, 'manage');
        else if (permissionSet === 'Strongroom_Viewer' && !access.has(userId)) access.set(userId, 'view');
    }
    if (source.assignments) return access;
    const [admin, viewer] = candidates(source.users);
    if (admin) access.set(admin.id, 'manage');
    if (viewer) access.set(viewer.id, 'view');
    return access;
};

/** One user for each kind of access, the most able first; a kind that no active user has is left out. */
export const personasOf = (source: Source): Persona[] => {
    const access = accessByUser(source);
    const of = (user: User): Access => access.get(user.id) ?? 'none';
    return (['manage', 'view', 'none'] as const).flatMap((wanted) => {
        const user = candidates(source.users).find((candidate) => of(candidate) === wanted);
        return user ? [{ userId: user.id, name: user.name, access: wanted }] : [];
    });
};

/** Active people, the first system administrator first; the org's own processes have no profile. */
const candidates = (users: readonly User[]): User[] => {
    const people = users.filter((user) => user.isActive && user.profileId !== null);
    const admin = people.find((user) => user.profileName === 'System Administrator');
    return admin ? [admin, ...people.filter((user) => user !== admin)] : people;
};
