import { z } from 'zod';
import { fullId, levelOf } from './salesforce-id.ts';
import type { Part } from './queries.ts';

const id = (prefix: string) =>
    z
        .string()
        .startsWith(prefix, `must be an id that starts with ${prefix}`)
        .transform((text, context) => {
            const full = fullId(text);
            if (full === undefined)
                context.addIssue({ code: 'custom', message: `${JSON.stringify(text)} is not a Salesforce id` });
            return full ?? z.NEVER;
        });

const ownerId = z
    .string()
    .refine(
        (text) => levelOf(text) !== undefined,
        'must be the id of an organisation (00D), a profile (00e) or a user (005)'
    )
    .transform((text, context) => {
        const full = fullId(text);
        if (full === undefined)
            context.addIssue({ code: 'custom', message: `${JSON.stringify(text)} is not a Salesforce id` });
        return full ?? z.NEVER;
    });

const settings = z
    .object({
        SetupOwnerId: ownerId,
        SetupOwner: z.object({ Name: z.string() }).nullish(),
        Account_Key__c: z.string().max(255).nullish(),
        Legacy_Api_Token__c: z.string().nullish()
    })
    .transform((record) => ({
        ownerId: record.SetupOwnerId,
        ownerName: record.SetupOwner?.Name ?? record.SetupOwnerId,
        accountKey: record.Account_Key__c ?? null,
        hasLegacyToken: Boolean(record.Legacy_Api_Token__c) // the token itself is dropped here
    }));

const users = z
    .object({
        Id: id('005'),
        Name: z.string(),
        Username: z.string().default(''),
        IsActive: z.boolean().default(true),
        ProfileId: id('00e').nullable(),
        Profile: z.object({ Name: z.string() }).nullish()
    })
    .transform((record) => ({
        id: record.Id,
        name: record.Name,
        username: record.Username,
        isActive: record.IsActive,
        profileId: record.ProfileId, // null for the org's own Automated Process user
        profileName: record.Profile?.Name ?? null
    }));

const profiles = z
    .object({ Id: id('00e'), Name: z.string() })
    .transform((record) => ({ id: record.Id, name: record.Name }));

const organization = z
    .object({ Id: id('00D'), Name: z.string() })
    .transform((record) => ({ id: record.Id, name: record.Name }));

const assignments = z
    .object({ AssigneeId: id('005'), PermissionSet: z.object({ Name: z.string() }) })
    .transform((record) => ({ userId: record.AssigneeId, permissionSet: record.PermissionSet.Name }));

/** How each kind of record is read; the values of legacy tokens go no further than this. */
export const recordsOf = { settings, users, profiles, organization, assignments } satisfies Record<Part, z.ZodType>;

/** The part that a record of this type (`attributes.type`) belongs to. */
export const partOfType: Readonly<Record<string, Part>> = {
    Contact_Center_Settings__c: 'settings',
    User: 'users',
    Profile: 'profiles',
    Organization: 'organization',
    PermissionSetAssignment: 'assignments'
};

export type Setting = z.output<typeof settings>;
export type User = z.output<typeof users>;
export type Profile = z.output<typeof profiles>;
export type Organization = z.output<typeof organization>;
export type Assignment = z.output<typeof assignments>;
