import type { Value } from '../language/values.ts';
import { ApexDatetime } from '../language/values.ts';
import { Unsupported } from '../unsupported.ts';
import { valueOfJson, valueOfText } from './field-values.ts';
import type { Org } from './org.ts';
import type { SObjectInfo } from './schema/objects.ts';
import type { Metadata } from './schema/metadata.ts';
import { childrenOf, textIn } from './schema/xml.ts';
import { asId } from './ids.ts';

/** A row as JSON has it: fields by name, ids given. Relationships and `attributes` are passed over. */
export type RawRow = Readonly<Record<string, unknown>>;

/** The organization and the user that a seeded org runs its tests as. */
export interface Seeded {
    readonly organizationId: string;
    readonly testUserId: string;
}

/**
 * Puts rows into the store as they are: no triggers, no checks, no rights. A row without an Id gets one. Refuses
 * fields that the object does not have.
 */
export function importRows(org: Org, objectName: string, rows: readonly RawRow[], now: number): string[] {
    const object = org.schema.find(objectName);
    if (!object) throw new Unsupported(`object ${objectName}`);
    return rows.map((row) => importRow(org, object, row, now));
}

function importRow(org: Org, object: SObjectInfo, raw: RawRow, now: number): string {
    const row = new Map<string, Value>();
    for (const [name, json] of Object.entries(raw)) {
        if (name === 'attributes' || json === null || (typeof json === 'object' && !(json instanceof Date))) continue;
        const field = org.schema.field(object, name);
        if (!field) throw new Error(`${object.name} has no field ${name}`);
        const value = valueOfJson(field, json);
        if (value === undefined) throw new Error(`${object.name}.${name} cannot be ${JSON.stringify(json)}`);
        if (value !== null && value !== '') row.set(field.name.toLowerCase(), value);
    }
    const id = typeof raw.Id === 'string' ? asId(raw.Id) : undefined;
    const given = id ?? org.store.nextId(object.keyPrefix ?? 'zzz');
    if (id) org.schema.learnPrefix(object, id.slice(0, 3));
    row.set('id', given);
    complete(object, row, now);
    org.store.put(object.name.toLowerCase(), given, row);
    return given;
}

function complete(object: SObjectInfo, row: Map<string, Value>, now: number): void {
    for (const name of ['createddate', 'lastmodifieddate', 'systemmodstamp']) {
        if (object.fields.has(name) && !row.has(name)) row.set(name, new ApexDatetime(now));
    }
    for (const field of object.fields.values()) {
        const key = field.name.toLowerCase();
        if (field.type === 'boolean' && !row.has(key)) row.set(key, false);
    }
}

/** What every org has before anybody works in it, and what the package brings along. */
export function seed(org: Org, now: number, organization: RawRow = {}): Seeded {
    const add = (object: string, row: RawRow): string => importRows(org, object, [row], now)[0] ?? '';
    const organizationId = add('Organization', {
        Name: 'Local Org',
        OrganizationType: 'Developer Edition',
        IsSandbox: false,
        InstanceName: 'LOCAL1',
        TimeZoneSidKey: 'America/Los_Angeles',
        LanguageLocaleKey: 'en_US',
        DefaultLocaleSidKey: 'en_US',
        FiscalYearStartMonth: 1,
        ...(org.schema.namespace ? { NamespacePrefix: org.schema.namespace } : {}),
        ...organization
    });
    const license = add('UserLicense', { Name: 'Salesforce', LicenseDefinitionKey: 'SFDC', MasterLabel: 'Salesforce' });
    const profiles = ['System Administrator', 'Standard User', 'Read Only', 'Minimum Access - Salesforce'];
    const [administrator] = profiles.map((Name) =>
        add('Profile', { Name, UserLicenseId: license, UserType: 'Standard' })
    );
    for (const { name } of org.profiles.values()) {
        if (!profiles.includes(name)) add('Profile', { Name: name, UserLicenseId: license, UserType: 'Standard' });
    }
    const testUserId = add('User', {
        ...user('User', 'User', 'test.user@local-org.example'),
        ProfileId: administrator
    });
    add('User', { ...user('Automated', 'Process', 'autoproc@local-org.example'), UserType: 'AutomatedProcess' });
    seedPackage(org, add);
    return { organizationId, testUserId };
}

const user = (first: string, last: string, username: string): RawRow => ({
    FirstName: first,
    LastName: last,
    Name: `${first} ${last}`,
    Username: username,
    Email: username,
    Alias: last.slice(0, 8).toLowerCase(),
    CommunityNickname: `${first}.${last}`,
    IsActive: true,
    UserType: 'Standard',
    TimeZoneSidKey: 'America/Los_Angeles',
    LocaleSidKey: 'en_US',
    EmailEncodingKey: 'UTF-8',
    LanguageLocaleKey: 'en_US'
});

type Add = (object: string, row: RawRow) => string;

function seedPackage(org: Org, add: Add): void {
    const { metadata, schema } = org;
    const namespace = schema.namespace ? { NamespacePrefix: schema.namespace } : {};
    const permissions = new Map(
        metadata.of('customPermission').map(({ name, xml }) => [
            name.toLowerCase(),
            add('CustomPermission', {
                DeveloperName: name,
                MasterLabel: textIn(xml, 'label') ?? name,
                Language: 'en_US',
                ...namespace
            })
        ])
    );
    const classes = new Map(
        metadata
            .of('cls')
            .map(({ name }) => [
                name.toLowerCase(),
                add('ApexClass', { Name: name, Status: 'Active', IsValid: true, ...namespace })
            ])
    );
    for (const grants of org.permissionSets.values()) {
        const parent = add('PermissionSet', {
            Name: grants.name,
            Label: grants.label,
            IsCustom: true,
            IsOwnedByProfile: false,
            Type: 'Regular',
            ...namespace
        });
        for (const [names, ids, type] of [
            [grants.customPermissions, permissions, 'CustomPermission'],
            [grants.classes, classes, 'ApexClass']
        ] as const) {
            for (const name of names) {
                const id = ids.get(name);
                if (id) add('SetupEntityAccess', { ParentId: parent, SetupEntityId: id, SetupEntityType: type });
            }
        }
    }
    for (const { path, name, xml } of metadata.of('recordType')) {
        const sobject = path.split('/').at(-3) ?? '';
        add('RecordType', {
            DeveloperName: name,
            Name: textIn(xml, 'label') ?? name,
            SobjectType: schema.qualified(sobject),
            IsActive: textIn(xml, 'active') === 'true',
            ...(sobject.includes('__') ? namespace : {})
        });
    }
    seedMetadataRecords(org, metadata);
    seedDefinitions(org, add);
}

/** `customMetadata/Rule.First.md-meta.xml` is the record First of Rule__mdt. */
function seedMetadataRecords(org: Org, metadata: Metadata): void {
    for (const { path, name, xml } of metadata.of('md')) {
        const [type = '', record = ''] = name.split('.');
        const object = org.schema.find(`${type}__mdt`);
        if (!object) throw new Unsupported(`custom metadata type ${type}__mdt`, path, 1);
        const label = textIn(xml, 'label') ?? record;
        const id = org.store.nextId(object.keyPrefix ?? 'm00');
        const row = new Map<string, Value>([
            ['id', id],
            ['developername', record],
            ['masterlabel', label],
            ['label', label],
            ['language', 'en_US'],
            ['qualifiedapiname', org.schema.namespace ? `${org.schema.namespace}__${record}` : record],
            ...(org.schema.namespace ? ([['namespaceprefix', org.schema.namespace]] as const) : [])
        ]);
        for (const entry of childrenOf(xml, 'values')) {
            const field = org.schema.field(object, textIn(entry, 'field') ?? '');
            const text = childrenOf(entry, 'value')[0]?.text ?? '';
            if (!field) throw new Error(`${path}: ${object.name} has no field ${textIn(entry, 'field') ?? '?'}`);
            const value = text === '' ? null : valueOfText(field, text);
            if (value === undefined) throw new Unsupported(`the value of ${field.name}`, path, 1);
            if (value !== null) row.set(field.name.toLowerCase(), value);
        }
        org.store.put(object.name.toLowerCase(), id, row);
    }
}

function seedDefinitions(org: Org, add: Add): void {
    let number = 0;
    for (const object of org.schema.all()) {
        const isCustom = object.kind !== 'standard';
        number += 1;
        add('EntityDefinition', {
            DurableId: isCustom ? `01I${number.toString().padStart(12, '0')}` : object.name,
            QualifiedApiName: org.schema.qualified(object.name),
            DeveloperName: object.name.replace(/__(c|e|mdt)$/, ''),
            Label: object.label,
            MasterLabel: object.label,
            PluralLabel: object.labelPlural,
            IsCustomSetting: object.isSetting,
            IsQueryable: true,
            ...(object.keyPrefix ? { KeyPrefix: object.keyPrefix } : {}),
            ...(isCustom && org.schema.namespace ? { NamespacePrefix: org.schema.namespace } : {})
        });
    }
}
