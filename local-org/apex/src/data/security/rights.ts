import { asText } from '../as-text.ts';
import type { Field } from '../schema/field.ts';
import type { Schema, SObjectInfo } from '../schema/objects.ts';
import { mixedDmlObjects, setupObjects } from '../schema/standard-facts.ts';
import type { Store } from '../store.ts';
import type { Grants, ObjectRights } from './permission-metadata.ts';

export type ObjectRight = keyof ObjectRights;

/** Where a user's rights come from. */
export interface RightsSource {
    readonly schema: Schema;
    readonly store: Store;
    /** By name in lower case. */
    readonly permissionSets: ReadonlyMap<string, Grants>;
    readonly profiles: ReadonlyMap<string, Grants>;
}

const everyday = new Set(
    'account contact lead opportunity case task event note attachment contentdocument contentversion contentdocumentlink asset contract order orderitem opportunitylineitem opportunitycontactrole casecomment campaignmember emailmessage individual feeditem'.split(
        ' '
    )
);
const readable = new Set(
    'campaign product2 pricebook2 pricebookentry document folder emailtemplate holiday businesshours'.split(' ')
);

/** What the running user may do in user mode: by the profile, and by the permission sets assigned. */
export class Rights {
    private readonly source: RightsSource;
    private readonly profileName: string;
    private readonly grants: readonly Grants[];
    /** The ids of the permission sets assigned. */
    private readonly assigned: ReadonlySet<string>;

    constructor(source: RightsSource, userId: string) {
        this.source = source;
        const { store } = source;
        const profileId = store.get('user', userId)?.get('profileid');
        const profile = typeof profileId === 'string' ? store.get('profile', profileId) : undefined;
        this.profileName = asText(profile?.get('name') ?? '');
        const now = [...store.rows('permissionsetassignment').values()];
        this.assigned = new Set(
            now.filter((row) => row.get('assigneeid') === userId).map((row) => asText(row.get('permissionsetid')))
        );
        const names = [...this.assigned].map((id) => asText(store.get('permissionset', id)?.get('name') ?? ''));
        const own = source.profiles.get(this.profileName.toLowerCase());
        const sets = names.flatMap((name) => source.permissionSets.get(name.toLowerCase()) ?? []);
        this.grants = own ? [own, ...sets] : sets;
    }

    /** A System Administrator sees and changes everything. */
    get isAdministrator(): boolean {
        return this.profileName === 'System Administrator';
    }

    hasUserPermission(name: string): boolean {
        return this.isAdministrator || this.grants.some((grant) => grant.userPermissions.has(name.toLowerCase()));
    }

    can(right: ObjectRight, object: SObjectInfo): boolean {
        if (this.isAdministrator) return true;
        const name = object.name.toLowerCase();
        if (object.isSetting) return this.canUseSetting(right, name);
        if (object.kind === 'metadata')
            return right === 'read' && (this.granted(name, right) || this.hasMetadataAccess(name));
        if (this.hasUserPermission('ModifyAllData')) return true;
        if (right === 'read' && this.hasUserPermission('ViewAllData')) return true;
        return this.byProfile(right, object) || this.granted(name, right);
    }

    /** Whether the user sees rows of this object that others own, whatever sharing says. */
    seesAll(object: SObjectInfo): boolean {
        return (
            this.hasUserPermission('ViewAllData') ||
            this.hasUserPermission('ModifyAllData') ||
            this.granted(object.name.toLowerCase(), 'viewAll') ||
            this.editsAll(object)
        );
    }

    editsAll(object: SObjectInfo): boolean {
        return this.hasUserPermission('ModifyAllData') || this.granted(object.name.toLowerCase(), 'modifyAll');
    }

    canRead(object: SObjectInfo, field: Field): boolean {
        return this.fieldRight(object, field) !== 'none';
    }

    canWrite(object: SObjectInfo, field: Field): boolean {
        return this.fieldRight(object, field) === 'edit';
    }

    /** The names of the custom permissions, in lower case and without the package's namespace. */
    hasCustomPermission(name: string): boolean {
        const { store } = this.source;
        const permission = [...store.rows('custompermission').values()].find(
            (row) => asText(row.get('developername')).toLowerCase() === name.toLowerCase()
        );
        if (!permission) return false;
        const id = permission.get('id');
        const own = this.grants.some((grant) => grant.customPermissions.includes(name.toLowerCase()));
        return (
            own ||
            [...store.rows('setupentityaccess').values()].some(
                (row) => row.get('setupentityid') === id && this.assigned.has(asText(row.get('parentid')))
            )
        );
    }

    /** Whether the user may call the controllers' methods of this class. */
    hasClassAccess(className: string): boolean {
        return this.isAdministrator || this.grants.some((grant) => grant.classes.includes(className.toLowerCase()));
    }

    private fieldRight(object: SObjectInfo, field: Field): 'none' | 'read' | 'edit' {
        if (this.isAdministrator || this.alwaysVisible(object, field)) return 'edit';
        const path = `${object.name}.${field.name}`.toLowerCase();
        const grants = this.grants.filter((grant) => grant.fields.has(path));
        if (grants.length === 0) return 'none';
        return grants.some((grant) => grant.fields.get(path)) ? 'edit' : 'read';
    }

    /** Field permissions exist for custom fields that may be empty; settings and metadata types have none. */
    private alwaysVisible(object: SObjectInfo, field: Field): boolean {
        return (
            !field.isCustom || field.isRequired || object.kind !== (object.name.includes('__') ? 'custom' : 'standard')
        );
    }

    private canUseSetting(right: ObjectRight, name: string): boolean {
        if (right !== 'read') return this.hasUserPermission('CustomizeApplication');
        return (
            this.hasUserPermission('CustomizeApplication') ||
            this.hasUserPermission('ViewCustomSettings') ||
            this.grants.some((grant) => grant.settings.includes(name))
        );
    }

    private hasMetadataAccess(name: string): boolean {
        return (
            this.hasUserPermission('CustomizeApplication') || this.grants.some((grant) => grant.settings.includes(name))
        );
    }

    private byProfile(right: ObjectRight, object: SObjectInfo): boolean {
        const name = object.name.toLowerCase();
        if (object.kind !== 'standard') return false;
        if (setupObjects.has(name) || mixedDmlObjects.has(name) || ['name', 'userrecordaccess'].includes(name))
            return right === 'read';
        if (this.profileName === 'Standard User') {
            return everyday.has(name)
                ? right !== 'viewAll' && right !== 'modifyAll'
                : readable.has(name) && right === 'read';
        }
        if (this.profileName === 'Read Only') return right === 'read' && (everyday.has(name) || readable.has(name));
        return false;
    }

    private granted(name: string, right: ObjectRight): boolean {
        return this.grants.some((grant) => grant.objects.get(name)?.[right] === true);
    }
}
