import { type Edits } from './edits.ts';
import { type Access, type Persona, accessByUser, personasOf } from './personas.ts';
import type { OrgExport } from './read-export.ts';
import type { Setting, User } from './records.ts';
import { type OwnerLevel, levelOf } from './salesforce-id.ts';

/** The org as the local stand-in knows it: the export, with the settings edited here on top. */
export interface Org {
    readonly id: string;
    readonly name: string;
    readonly personas: readonly Persona[];
    readonly users: readonly User[];
    readonly profiles: OrgExport['profiles'];
    readonly accessOf: (userId: string) => Access;
    readonly user: (id: string) => User | undefined;
    readonly profileName: (id: string | null) => string | undefined;
    readonly settings: () => Setting[];
    readonly setAccountKey: (ownerId: string, accountKey: string | null) => void;
}

/** An owner that the org does not have. */
export class UnknownOwner extends Error {}

/** A text without blanks around it, or null when nothing is left. */
export const orNull = (text: string | null): string | null => text?.trim() || null;

/** Puts the local org together. */
export const openOrg = (source: OrgExport, edits: Edits): Org => {
    const users = new Map(source.users.map((user) => [user.id, user]));
    const profiles = new Map(source.profiles.map((profile) => [profile.id, profile.name]));
    const access = accessByUser(source);
    const nameOf: Record<OwnerLevel, (id: string) => string | undefined> = {
        organization: (id) => (id === source.organization.id ? source.organization.name : undefined),
        profile: (id) => profiles.get(id),
        user: (id) => users.get(id)?.name
    };
    const ownerName = (id: string): string | undefined => {
        const level = levelOf(id);
        return level && nameOf[level](id);
    };
    const settings = new Map(source.settings.map((setting) => [setting.ownerId, setting]));
    const apply = (ownerId: string, accountKey: string | null): void => {
        const former = settings.get(ownerId) ?? {
            ownerId,
            ownerName: ownerName(ownerId) ?? ownerId,
            hasLegacyToken: false
        };
        settings.set(ownerId, { ...former, accountKey });
    };
    for (const [ownerId, accountKey] of edits.all()) apply(ownerId, accountKey);
    return {
        ...source.organization,
        personas: personasOf(source),
        users: source.users,
        profiles: source.profiles,
        accessOf: (userId) => access.get(userId) ?? 'none',
        user: (id) => users.get(id),
        profileName: (id) => (id === null ? undefined : profiles.get(id)),
        settings: () => [...settings.values()],
        setAccountKey: (ownerId, accountKey) => {
            if (ownerName(ownerId) === undefined) throw new UnknownOwner(ownerId);
            edits.set(ownerId, accountKey);
            apply(ownerId, accountKey);
        }
    };
};
