import type { Org } from '../org/org.ts';

/** A row as the Apex interpreter's database takes it. */
type Row = Record<string, string | boolean>;

/** The rows of an org, by object, as they were exported and edited. */
export interface OrgRows {
    readonly organization: Row;
    readonly profiles: Row[];
    readonly users: Row[];
    readonly settings: Row[];
    /** The permission set of each user who has one, by its name. */
    readonly permissionSets: { userId: string; permissionSet: string }[];
}

const setOf = { manage: 'Strongroom_Admin', view: 'Strongroom_Viewer' } as const;

/** The org's rows for the database that its Apex runs on. */
export const rowsOf = (org: Org): OrgRows => ({
    organization: { Id: org.id, Name: org.name },
    profiles: org.profiles.map(({ id, name }) => ({ Id: id, Name: name })),
    users: org.users.map((user) => ({
        Id: user.id,
        Name: user.name,
        Username: user.username,
        IsActive: user.isActive,
        ...(user.profileId === null ? {} : { ProfileId: user.profileId })
    })),
    settings: org.settings().map(({ ownerId, accountKey }) => settingRow(ownerId, accountKey)),
    permissionSets: org.users.flatMap(({ id }) => {
        const access = org.accessOf(id);
        return access === 'none' ? [] : [{ userId: id, permissionSet: setOf[access] }];
    })
});

/** The settings record of an owner. */
export const settingRow = (ownerId: string, accountKey: string | null): Row => ({
    SetupOwnerId: ownerId,
    ...(accountKey === null ? {} : { Account_Key__c: accountKey })
});
