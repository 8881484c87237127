import { define } from '../../library/define.ts';
import { declareEnum, enumValue } from '../../library/enums.ts';
import { T, listOf, mapOf, typeOf } from '../../language/types.ts';
import { Instance, ListValue, MapValue } from '../../language/values.ts';
import { Unsupported } from '../../unsupported.ts';
import type { Vm } from '../../vm.ts';
import {
    describeFieldDecl,
    displayTypeDecl,
    fieldSetDecl,
    fieldTokenDecl,
    objectTokenDecl,
    picklistEntryDecl,
    soapTypeDecl
} from '../describe/declarations.ts';
import { NameMap, nameKey } from '../describe/name-map.ts';
import { type FieldNative, type ObjectNative, fieldDescribe, fieldToken, objectToken } from '../describe/tokens.ts';
import { defaultOf } from '../field-values.ts';
import { type Field, type PicklistValue, isText } from '../schema/field.ts';

declareEnum(
    'Schema.DisplayType',
    'ADDRESS ANYTYPE BASE64 BOOLEAN COMBOBOX CURRENCY DATACATEGORYGROUPREFERENCE DATE DATETIME DOUBLE EMAIL ENCRYPTEDSTRING ID INTEGER JSON LOCATION LONG MULTIPICKLIST PERCENT PHONE PICKLIST REFERENCE STRING TEXTAREA TIME URL'.split(
        ' '
    )
);
declareEnum(
    'Schema.SoapType',
    'ADDRESS ANYTYPE BASE64BINARY BOOLEAN DATE DATETIME DOUBLE ID INTEGER LOCATION STRING TIME'.split(' ')
);

const ofField = (self: Instance): FieldNative => self.native as FieldNative; // made by tokens.ts only

const soapTypes: Partial<Record<Field['type'], string>> = {
    address: 'ADDRESS',
    anytype: 'ANYTYPE',
    base64: 'BASE64BINARY',
    boolean: 'BOOLEAN',
    currency: 'DOUBLE',
    date: 'DATE',
    datetime: 'DATETIME',
    double: 'DOUBLE',
    id: 'ID',
    integer: 'INTEGER',
    location: 'LOCATION',
    long: 'INTEGER',
    percent: 'DOUBLE',
    reference: 'ID',
    time: 'TIME'
};

define(fieldTokenDecl, {
    methods: {
        'Schema.DescribeFieldResult getDescribe()': (_vm, self: Instance) => fieldDescribe(ofField(self)),
        'String toString()': (_vm, self: Instance) => ofField(self).schema.qualified(ofField(self).field.name)
    }
});

/** All fields of an object by name, whatever the case the name is asked for in. */
function fieldMap({ schema, object }: ObjectNative): MapValue {
    const map = new MapValue(mapOf(T.String, typeOf(fieldTokenDecl)));
    const entries = new NameMap(nameKey(schema));
    for (const field of object.fields.values()) {
        entries.add(schema.qualified(field.name).toLowerCase(), fieldToken({ schema, object, field }));
    }
    return Object.assign(map, { entries });
}

define(fieldSetDecl, {
    methods: {
        'Map<String, Schema.SObjectField> getMap()': (_vm, self: Instance) =>
            fieldMap(self.native as ObjectNative) /* made by tokens.ts only */
    }
});

const isNumber = (field: Field): boolean => ['currency', 'double', 'percent'].includes(field.type);

const mayUse = (how: 'read' | 'create' | 'update') => (vm: Vm, self: Instance) => {
    const { object, field } = ofField(self);
    const rights = vm.data.org.rightsOf(vm.user.id);
    if (how === 'read') return rights.can('read', object) && rights.canRead(object, field);
    if (how === 'create') return field.isCreateable && rights.can('create', object) && rights.canWrite(object, field);
    return field.isUpdateable && rights.can('edit', object) && rights.canWrite(object, field);
};

define(describeFieldDecl, {
    methods: {
        'String getName()': (_vm, self: Instance) => ofField(self).schema.qualified(ofField(self).field.name),
        'String getLocalName()': (_vm, self: Instance) => ofField(self).field.name,
        'String getLabel()': (_vm, self: Instance) => ofField(self).field.label,
        'Schema.DisplayType getType()': (_vm, self: Instance) =>
            enumValue(displayTypeDecl, ofField(self).field.type.toUpperCase()),
        'Schema.SoapType getSoapType()': (_vm, self: Instance) =>
            enumValue(soapTypeDecl, soapTypes[ofField(self).field.type] ?? 'STRING'),
        'Schema.SObjectField getSObjectField()': (_vm, self: Instance) => fieldToken(ofField(self)),
        'Schema.SObjectType getSObjectType()': (_vm, self: Instance) =>
            objectToken(ofField(self).schema, ofField(self).object),
        'Integer getLength()': (_vm, self: Instance) =>
            isText(ofField(self).field.type) || ofField(self).field.length === 18 ? ofField(self).field.length : 0,
        'Integer getPrecision()': (_vm, self: Instance) =>
            isNumber(ofField(self).field) ? known(ofField(self)).precision : 0,
        'Integer getScale()': (_vm, self: Instance) => (isNumber(ofField(self).field) ? known(ofField(self)).scale : 0),
        'Integer getDigits()': () => 0,
        'Boolean isAccessible()': mayUse('read'),
        'Boolean isCreateable()': mayUse('create'),
        'Boolean isUpdateable()': mayUse('update'),
        'Boolean isNillable()': (_vm, self: Instance) => {
            const { field } = ofField(self);
            return !field.isRequired && field.type !== 'boolean' && field.type !== 'id';
        },
        'Boolean isUnique()': (_vm, self: Instance) => ofField(self).field.isUnique,
        'Boolean isCustom()': (_vm, self: Instance) => ofField(self).field.isCustom,
        'Boolean isCalculated()': (_vm, self: Instance) => ofField(self).field.formula !== null,
        'Boolean isAutoNumber()': (_vm, self: Instance) => ofField(self).field.isAutoNumber,
        'Boolean isExternalId()': (_vm, self: Instance) => ofField(self).field.isExternalId,
        'Boolean isCaseSensitive()': (_vm, self: Instance) => ofField(self).field.isCaseSensitive,
        'Boolean isNameField()': (_vm, self: Instance) => ofField(self).field.name === ofField(self).object.nameField,
        'Boolean isIdLookup()': (_vm, self: Instance) =>
            ofField(self).field.type === 'id' || ofField(self).field.isExternalId,
        'Boolean isRestrictedPicklist()': (_vm, self: Instance) => ofField(self).field.picklist?.isRestricted ?? false,
        'Boolean isCascadeDelete()': (_vm, self: Instance) => ofField(self).field.onParentDelete === 'cascade',
        'Boolean isRestrictedDelete()': (_vm, self: Instance) => ofField(self).field.onParentDelete === 'restrict',
        'Boolean isEncrypted()': (_vm, self: Instance) => ofField(self).field.type === 'encryptedstring',
        'Boolean isDeprecatedAndHidden()': () => false,
        'String getRelationshipName()': (_vm, self: Instance) => {
            const { schema, field } = ofField(self);
            return field.relationshipName === null ? null : schema.qualified(field.relationshipName);
        },
        'List<Schema.SObjectType> getReferenceTo()': (_vm, self: Instance) => {
            const { schema, field } = ofField(self);
            if (field.type === 'reference' && field.referenceTo[0] === 'Name')
                throw new Unsupported(`getReferenceTo of ${field.name}`);
            const objects = field.referenceTo.flatMap((name) => schema.find(name) ?? []);
            return new ListValue(
                listOf(typeOf(objectTokenDecl)),
                objects.map((each) => objectToken(schema, each))
            );
        },
        'String getInlineHelpText()': (_vm, self: Instance) => ofField(self).field.helpText,
        'Object getDefaultValue()': (_vm, self: Instance) => {
            const { field } = ofField(self);
            return field.type === 'boolean' ? defaultOf(field) : null;
        },
        'String getDefaultValueFormula()': (_vm, self: Instance) => {
            const { field } = ofField(self);
            return field.type === 'boolean' ? null : field.defaultValue;
        },
        'String getCalculatedFormula()': (_vm, self: Instance) => ofField(self).field.formula,
        'List<Schema.PicklistEntry> getPicklistValues()': (_vm, self: Instance) => picklistValues(ofField(self))
    }
});

/** The standard table does not tell the digits of most numbers. */
function known({ object, field }: FieldNative): Field {
    if (field.precision === 0) throw new Unsupported(`the digits of ${object.name}.${field.name}`);
    return field;
}

function picklistValues({ object, field }: FieldNative): ListValue {
    if (field.picklist === null) throw new Unsupported(`the picklist values of ${object.name}.${field.name}`);
    const list = new ListValue(listOf(typeOf(picklistEntryDecl)));
    for (const value of field.picklist.values) {
        const entry = new Instance(typeOf(picklistEntryDecl));
        entry.native = value;
        list.items.push(entry);
    }
    return list;
}

const ofEntry = (self: Instance): PicklistValue => self.native as PicklistValue; // picklistValues puts it there

define(picklistEntryDecl, {
    methods: {
        'String getValue()': (_vm, self: Instance) => ofEntry(self).name,
        'String getLabel()': (_vm, self: Instance) => ofEntry(self).label,
        'Boolean isActive()': (_vm, self: Instance) => ofEntry(self).isActive,
        'Boolean isDefaultValue()': (_vm, self: Instance) => ofEntry(self).isDefault
    }
});
