import type { Metadata } from '../schema/metadata.ts';
import { type XmlElement, childrenOf, textIn } from '../schema/xml.ts';

/** What may be done with an object. */
export interface ObjectRights {
    readonly read: boolean;
    readonly create: boolean;
    readonly edit: boolean;
    readonly delete: boolean;
    readonly viewAll: boolean;
    readonly modifyAll: boolean;
}

/** What a permission set or profile of the package grants. Names in lower case, without the package's namespace. */
export interface Grants {
    readonly name: string;
    readonly label: string;
    readonly objects: ReadonlyMap<string, ObjectRights>;
    /** `account.name` → whether it may be edited, too. */
    readonly fields: ReadonlyMap<string, boolean>;
    readonly customPermissions: readonly string[];
    readonly settings: readonly string[];
    readonly classes: readonly string[];
    readonly userPermissions: ReadonlySet<string>;
}

const isTrue = (element: XmlElement, name: string): boolean => textIn(element, name) === 'true';

/** Reads the permission sets (or profiles) among the metadata. */
export function readGrants(
    metadata: Metadata,
    kind: 'permissionset' | 'profile',
    local: (name: string) => string
): Grants[] {
    return metadata.of(kind).map(({ name, xml }) => {
        const named = (of: string, field: string): string[] =>
            childrenOf(xml, of)
                .filter((element) => isTrue(element, 'enabled'))
                .map((element) => local(textIn(element, field) ?? '').toLowerCase());
        return {
            name: profileNames[name] ?? name,
            label: textIn(xml, 'label') ?? name,
            objects: new Map(
                childrenOf(xml, 'objectPermissions').map((element) => [
                    local(textIn(element, 'object') ?? '').toLowerCase(),
                    objectRights(element)
                ])
            ),
            fields: new Map(
                childrenOf(xml, 'fieldPermissions')
                    .filter((element) => isTrue(element, 'readable') || isTrue(element, 'editable'))
                    .map((element) => [localPath(local, textIn(element, 'field') ?? ''), isTrue(element, 'editable')])
            ),
            customPermissions: named('customPermissions', 'name'),
            settings: named('customSettingAccesses', 'name'),
            classes: named('classAccesses', 'apexClass'),
            userPermissions: new Set(named('userPermissions', 'name'))
        };
    });
}

const localPath = (local: (name: string) => string, path: string): string =>
    path
        .split('.')
        .map((name) => local(name).toLowerCase())
        .join('.');

/** Standard profiles have other names in metadata than in the org. */
const profileNames: Record<string, string> = {
    Admin: 'System Administrator',
    Standard: 'Standard User',
    ReadOnly: 'Read Only',
    MinimumAccess: 'Minimum Access - Salesforce'
};

const objectRights = (element: XmlElement): ObjectRights => ({
    read: isTrue(element, 'allowRead'),
    create: isTrue(element, 'allowCreate'),
    edit: isTrue(element, 'allowEdit'),
    delete: isTrue(element, 'allowDelete'),
    viewAll: isTrue(element, 'viewAllRecords'),
    modifyAll: isTrue(element, 'modifyAllRecords')
});
