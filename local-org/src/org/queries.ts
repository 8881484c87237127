/** What an export folder may hold, and the query that makes each part. */
export const queries = {
    settings:
        'SELECT SetupOwnerId, SetupOwner.Name, SetupOwner.Type, strongroom__Account_Key__c, strongroom__Legacy_Api_Token__c ' +
        'FROM strongroom__Contact_Center_Settings__c',
    users: 'SELECT Id, Name, Username, IsActive, ProfileId, Profile.Name FROM User',
    profiles: 'SELECT Id, Name FROM Profile',
    organization: 'SELECT Id, Name FROM Organization',
    assignments:
        'SELECT AssigneeId, PermissionSet.Name FROM PermissionSetAssignment ' +
        "WHERE PermissionSet.Name IN ('Strongroom_Admin', 'Strongroom_Viewer')"
} as const;

export type Part = keyof typeof queries;

/** The command that exports a part. An org with the unmanaged source has no `strongroom__` before the names. */
export const commandFor = (part: Part): string =>
    `sf data query --json --target-org <alias> --query "${queries[part]}" > ${part}.json`;
