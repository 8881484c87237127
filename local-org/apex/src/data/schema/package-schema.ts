import { basename, dirname } from 'node:path';
import { Unsupported } from '../../unsupported.ts';
import { type Field, type FieldType, type Picklist, type PicklistValue, makeField } from './field.ts';
import type { Metadata, MetadataFile } from './metadata.ts';
import { type ObjectKind, type Schema, SObjectInfo, type SharingModel } from './objects.ts';
import { type XmlElement, childrenOf, textIn } from './xml.ts';

/** Adds the package's own objects, and its fields on standard ones. */
export function addPackageObjects(schema: Schema, metadata: Metadata): void {
    const prefixes = prefixMaker();
    for (const file of metadata.of('object')) addObject(schema, file, prefixes);
    for (const file of metadata.of('field')) {
        addField(schema, metadata, objectOf(schema, file.path), fullField(file.xml, file.name));
    }
    for (const file of metadata.of('object')) {
        for (const field of childrenOf(file.xml, 'fields')) {
            addField(schema, metadata, schema.get(file.name), fullField(field, textIn(field, 'fullName') ?? ''));
        }
    }
    for (const file of metadata.of('validationRule')) {
        if (textIn(file.xml, 'active') === 'true') objectOf(schema, file.path).validationRule = file.name;
    }
}

const objectOf = (schema: Schema, path: string): SObjectInfo => {
    const name = basename(dirname(dirname(path)));
    const found = schema.find(name);
    if (!found) throw new Unsupported(`object ${name}`, path, 1);
    return found;
};

const fullField = (xml: XmlElement, name: string): { xml: XmlElement; name: string } => ({ xml, name });

/** Prefixes of custom objects count up from a00, custom metadata types' from m00, events' from e00. */
function prefixMaker(): (kind: ObjectKind) => string {
    const next: Record<string, number> = {};
    return (kind) => {
        const letter = kind === 'metadata' ? 'm' : kind === 'event' ? 'e' : 'a';
        const number = next[letter] ?? 0;
        next[letter] = number + 1;
        return `${letter}${number.toString(36).padStart(2, '0')}`;
    };
}

const kindOf = (file: MetadataFile): ObjectKind => {
    if (file.name.endsWith('__mdt')) return 'metadata';
    if (file.name.endsWith('__e')) return 'event';
    const setting = textIn(file.xml, 'customSettingsType');
    if (setting === 'Hierarchy') return 'hierarchySetting';
    return setting === 'List' ? 'listSetting' : 'custom';
};

function addObject(schema: Schema, file: MetadataFile, prefixOf: (kind: ObjectKind) => string): void {
    const known = schema.find(file.name);
    const sharing = textIn(file.xml, 'sharingModel');
    if (known) {
        if (sharing) known.sharing = sharingOf(sharing, file.path);
        return;
    }
    if (!/__(c|e|mdt)$/.test(file.name)) throw new Unsupported(`object ${file.name}`, file.path, 1);
    const kind = kindOf(file);
    const object = new SObjectInfo(file.name, kind, textIn(file.xml, 'label') ?? file.name, prefixOf(kind));
    object.labelPlural = textIn(file.xml, 'pluralLabel') ?? object.label;
    object.sharing = sharing ? sharingOf(sharing, file.path) : 'ReadWrite';
    for (const field of systemFields(object, file.xml)) object.add(field);
    schema.add(object);
}

const sharingOf = (text: string, path: string): SharingModel => {
    if (text === 'ReadWriteTransfer' || text === 'FullAccess') return 'ReadWrite';
    if (text !== 'Private' && text !== 'Read' && text !== 'ReadWrite' && text !== 'ControlledByParent') {
        throw new Unsupported(`sharing model ${text}`, path, 1);
    }
    return text;
};

const readOnly = { isCreateable: false, isUpdateable: false } as const;
const user = { type: 'reference', referenceTo: ['User'] } as const;

/** The fields that every object of its kind has. */
function systemFields(object: SObjectInfo, xml: XmlElement): Field[] {
    const id = makeField({ name: 'Id', label: 'Record ID', type: 'id', ...readOnly });
    if (object.kind === 'metadata') return [id, ...metadataFields()];
    const created = [
        makeField({ name: 'CreatedDate', label: 'Created Date', type: 'datetime', ...readOnly }),
        makeField({ name: 'CreatedById', label: 'Created By ID', relationshipName: 'CreatedBy', ...user, ...readOnly })
    ];
    if (object.kind === 'event') {
        const replayId = makeField({ name: 'ReplayId', type: 'string', ...readOnly });
        return [replayId, makeField({ name: 'EventUuid', type: 'string', length: 36 }), ...created];
    }
    return [
        id,
        nameField(object, childrenOf(xml, 'nameField')[0]),
        ...created,
        makeField({ name: 'LastModifiedDate', label: 'Last Modified Date', type: 'datetime', ...readOnly }),
        makeField({
            name: 'LastModifiedById',
            label: 'Last Modified By ID',
            relationshipName: 'LastModifiedBy',
            ...user,
            ...readOnly
        }),
        makeField({ name: 'SystemModstamp', label: 'System Modstamp', type: 'datetime', ...readOnly }),
        makeField({ name: 'IsDeleted', label: 'Deleted', type: 'boolean', ...readOnly }),
        ...ownerFields(object)
    ];
}

function ownerFields(object: SObjectInfo): Field[] {
    if (object.isSetting) {
        const owner = {
            name: 'SetupOwnerId',
            label: 'Location',
            relationshipName: 'SetupOwner',
            referenceTo: ['Name']
        };
        return [makeField({ ...owner, type: 'reference', isUnique: object.kind === 'hierarchySetting' })];
    }
    return [
        makeField({
            name: 'OwnerId',
            label: 'Owner ID',
            type: 'reference',
            referenceTo: ['Name'],
            relationshipName: 'Owner'
        }),
        makeField({ name: 'LastViewedDate', type: 'datetime', ...readOnly }),
        makeField({ name: 'LastReferencedDate', type: 'datetime', ...readOnly }),
        makeField({ name: 'LastActivityDate', type: 'date', ...readOnly })
    ];
}

function metadataFields(): Field[] {
    const texts = {
        DeveloperName: 40,
        MasterLabel: 40,
        Label: 40,
        Language: 40,
        NamespacePrefix: 15,
        QualifiedApiName: 70
    };
    return [
        ...Object.entries(texts).map(([name, length]) => makeField({ name, type: 'string', length })),
        makeField({ name: 'SystemModstamp', type: 'datetime', ...readOnly })
    ];
}

function nameField(object: SObjectInfo, xml: XmlElement | undefined): Field {
    const isAutoNumber = textIn(xml, 'type') === 'AutoNumber';
    return makeField({
        name: 'Name',
        label: textIn(xml, 'label') ?? 'Name',
        type: 'string',
        length: object.isSetting ? 38 : 80,
        isRequired: object.kind === 'listSetting',
        isAutoNumber,
        displayFormat: textIn(xml, 'displayFormat') ?? (isAutoNumber ? '{0}' : null),
        isCreateable: !isAutoNumber,
        isUpdateable: !isAutoNumber,
        isUnique: object.kind === 'listSetting'
    });
}

const types: Record<string, FieldType> = {
    AutoNumber: 'string',
    Checkbox: 'boolean',
    Currency: 'currency',
    Date: 'date',
    DateTime: 'datetime',
    Email: 'email',
    EncryptedText: 'encryptedstring',
    Hierarchy: 'reference',
    Html: 'textarea',
    Location: 'location',
    LongTextArea: 'textarea',
    Lookup: 'reference',
    MasterDetail: 'reference',
    MetadataRelationship: 'reference',
    MultiselectPicklist: 'multipicklist',
    Number: 'double',
    Percent: 'percent',
    Phone: 'phone',
    Picklist: 'picklist',
    Text: 'string',
    TextArea: 'textarea',
    Time: 'time',
    Url: 'url'
};

/** Roll-ups and formulas are computed by the platform. */
const computedType = (xml: XmlElement): FieldType => {
    const type = textIn(xml, 'type') ?? '';
    return type === 'Summary' ? 'double' : (types[type] ?? 'anytype');
};

function addField(
    schema: Schema,
    metadata: Metadata,
    object: SObjectInfo,
    { xml, name }: { xml: XmlElement; name: string }
): void {
    const known = object.fields.get(name.toLowerCase());
    if (known) return;
    const stated = textIn(xml, 'type') ?? '';
    const type = computedType(xml);
    if (type === 'anytype') throw new Unsupported(`field type ${stated} of ${object.name}.${name}`);
    const target = textIn(xml, 'referenceTo') ?? (stated === 'Hierarchy' ? object.name : undefined);
    const isMaster = stated === 'MasterDetail';
    const isAutoNumber = stated === 'AutoNumber';
    const formula = textIn(xml, 'formula') ?? (stated === 'Summary' ? 'a roll-up summary' : null);
    const isWritable = formula === null && !isAutoNumber;
    const length = textIn(xml, 'length') ?? (stated === 'TextArea' ? '255' : undefined);
    const defaultValue = textIn(xml, 'defaultValue') ?? (type === 'boolean' ? 'false' : null);
    object.add(
        makeField({
            name,
            type,
            label: textIn(xml, 'label') ?? name,
            isCustom: true,
            ...(length ? { length: Number(length) } : {}),
            precision: Number(textIn(xml, 'precision') ?? 0),
            scale: Number(textIn(xml, 'scale') ?? 0),
            isRequired: textIn(xml, 'required') === 'true' || isMaster,
            isCreateable: isWritable,
            isUpdateable: isWritable && !(isMaster && textIn(xml, 'reparentableMasterDetail') !== 'true'),
            isUnique: textIn(xml, 'unique') === 'true',
            isCaseSensitive: textIn(xml, 'caseSensitive') === 'true',
            isExternalId: textIn(xml, 'externalId') === 'true',
            isAutoNumber,
            defaultValue,
            formula,
            helpText: textIn(xml, 'inlineHelpText') ?? null,
            referenceTo: target ? [schema.local(target)] : [],
            relationshipName: target ? name.replace(/__c$/, '__r') : null,
            onParentDelete: isMaster ? 'cascade' : deleteRule(textIn(xml, 'deleteConstraint')),
            picklist: stated.endsWith('Picklist') || stated === 'Picklist' ? picklistOf(metadata, xml) : null,
            displayFormat: textIn(xml, 'displayFormat') ?? null
        })
    );
    if (isMaster) object.fields.delete('ownerid');
    if (isMaster) object.parents.delete('owner');
    if (isMaster) object.sharing = 'ControlledByParent';
    const children = textIn(xml, 'relationshipName');
    const parent = target ? schema.find(target) : undefined;
    if (children && parent) {
        const relationship = `${children}__r`;
        parent.children.set(relationship.toLowerCase(), { name: relationship, object: object.name, field: name });
    }
}

const deleteRule = (text: string | undefined): Field['onParentDelete'] =>
    text === 'Cascade' ? 'cascade' : text === 'Restrict' ? 'restrict' : 'clear';

function picklistOf(metadata: Metadata, xml: XmlElement): Picklist {
    const set = childrenOf(xml, 'valueSet')[0];
    const global = textIn(set, 'valueSetName');
    const definition = childrenOf(set, 'valueSetDefinition')[0];
    const values = global
        ? childrenOf(metadata.of('globalValueSet').find((file) => file.name === global)?.xml, 'customValue')
        : childrenOf(definition, 'value');
    return {
        isRestricted: textIn(set, 'restricted') === 'true' || global !== undefined,
        values: values.map((value): PicklistValue => ({
            name: textIn(value, 'fullName') ?? '',
            label: textIn(value, 'label') ?? textIn(value, 'fullName') ?? '',
            isDefault: textIn(value, 'default') === 'true',
            isActive: textIn(value, 'isActive') !== 'false'
        }))
    };
}
