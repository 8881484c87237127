import { asText } from '../as-text.ts';
import { declare, define } from '../../library/define.ts';
import { declareEnum, enumValue } from '../../library/enums.ts';
import { T, listOf, mapOf, typeOf } from '../../language/types.ts';
import { Instance, ListValue, MapValue, SObjectValue, type Value } from '../../language/values.ts';
import { Unsupported } from '../../unsupported.ts';
import type { Vm } from '../../vm.ts';
import {
    childRelationshipDecl,
    describeFieldDecl,
    describeObjectDecl,
    displayTypeDecl,
    fieldSetDecl,
    fieldTokenDecl,
    objectTokenDecl,
    picklistEntryDecl,
    recordTypeInfoDecl,
    soapTypeDecl
} from '../describe/declarations.ts';
import { NameMap } from '../describe/name-map.ts';
import {
    type FieldNative,
    type ObjectNative,
    fieldDescribe,
    fieldToken,
    fieldsOf,
    objectDescribe,
    objectToken
} from '../describe/tokens.ts';
import { defaultOf } from '../field-values.ts';
import { type Field, type PicklistValue, isText } from '../schema/field.ts';
import type { ChildRelationship, Schema, SObjectInfo } from '../schema/objects.ts';
import type { ObjectRight } from '../security/rights.ts';
import type { Row } from '../store.ts';

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

const ofObject = (self: Instance): ObjectNative => self.native as ObjectNative; // made by tokens.ts only
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

const may = (right: ObjectRight) => (vm: Vm, self: Instance) =>
    vm.data.org.rightsOf(vm.user.id).can(right, ofObject(self).object);

const nameKey = (schema: Schema) => (name: string) => schema.local(name).toLowerCase();

const text = (value: string | null | undefined): Value => value ?? null;

define(objectTokenDecl, {
    methods: {
        'Schema.DescribeSObjectResult getDescribe()': (_vm, self: Instance) => describeOf(self),
        'SObject newSObject()': (_vm, self: Instance) => new SObjectValue(ofObject(self).object.type),
        'SObject newSObject(Id id)': (vm, self: Instance, id: string | null) => {
            const record = new SObjectValue(ofObject(self).object.type);
            record.fields.set('id', vm.notNull(id));
            return record;
        },
        'SObject newSObject(Id recordTypeId, Boolean loadDefaults)': (
            _vm,
            self: Instance,
            recordTypeId: string | null,
            load: boolean | null
        ) => {
            const { object } = ofObject(self);
            const record = new SObjectValue(object.type);
            if (recordTypeId !== null) record.fields.set('recordtypeid', recordTypeId);
            if (load !== true) return record;
            for (const field of object.fields.values()) {
                const value = field.formula === null && field.isCreateable ? defaultOf(field) : null;
                if (value !== null) record.fields.set(field.name.toLowerCase(), value);
            }
            return record;
        },
        'String toString()': (_vm, self: Instance) => ofObject(self).schema.qualified(ofObject(self).object.name)
    }
});

const describeOf = (self: Instance): Instance => objectDescribe(ofObject(self).schema, ofObject(self).object);

define(fieldTokenDecl, {
    methods: {
        'Schema.DescribeFieldResult getDescribe()': (_vm, self: Instance) => fieldDescribe(ofField(self)),
        'String toString()': (_vm, self: Instance) => ofField(self).schema.qualified(ofField(self).field.name)
    }
});

define(describeObjectDecl, {
    fields: {
        'Schema.SObjectTypeFields fields': (_vm, self: Instance) =>
            fieldsOf(ofObject(self).schema, ofObject(self).object)
    },
    methods: {
        'String getName()': (_vm, self: Instance) => ofObject(self).schema.qualified(ofObject(self).object.name),
        'String getLocalName()': (_vm, self: Instance) => ofObject(self).object.name,
        'String getLabel()': (_vm, self: Instance) => ofObject(self).object.label,
        'String getLabelPlural()': (_vm, self: Instance) => ofObject(self).object.labelPlural,
        'String getKeyPrefix()': (_vm, self: Instance) => text(ofObject(self).object.keyPrefix),
        'Schema.SObjectType getSObjectType()': (_vm, self: Instance) =>
            objectToken(ofObject(self).schema, ofObject(self).object),
        'Boolean isCustom()': (_vm, self: Instance) => ofObject(self).object.kind !== 'standard',
        'Boolean isCustomSetting()': (_vm, self: Instance) => ofObject(self).object.isSetting,
        'Boolean isAccessible()': may('read'),
        'Boolean isQueryable()': may('read'),
        'Boolean isCreateable()': may('create'),
        'Boolean isUpdateable()': may('edit'),
        'Boolean isDeletable()': may('delete'),
        'Boolean isUndeletable()': may('delete'),
        'Boolean isDeprecatedAndHidden()': () => false,
        'List<Schema.ChildRelationship> getChildRelationships()': (_vm, self: Instance) => childrenOf(ofObject(self)),
        'List<Schema.RecordTypeInfo> getRecordTypeInfos()': (vm, self: Instance) =>
            new ListValue(listOf(typeOf(recordTypeInfoDecl)), recordTypes(vm, ofObject(self).object)),
        'Map<String, Schema.RecordTypeInfo> getRecordTypeInfosByName()': (vm, self: Instance) =>
            recordTypesBy(vm, self, 'name'),
        'Map<String, Schema.RecordTypeInfo> getRecordTypeInfosByDeveloperName()': (vm, self: Instance) =>
            recordTypesBy(vm, self, 'developername'),
        'Map<Id, Schema.RecordTypeInfo> getRecordTypeInfosById()': (vm, self: Instance) => recordTypesBy(vm, self, 'id')
    }
});

function childrenOf({ schema, object }: ObjectNative): ListValue {
    const list = new ListValue(listOf(typeOf(childRelationshipDecl)));
    for (const child of object.children.values()) {
        const instance = new Instance(typeOf(childRelationshipDecl));
        instance.native = { schema, child };
        list.items.push(instance);
    }
    return list;
}

interface Child {
    readonly schema: Schema;
    readonly child: ChildRelationship;
}

const ofChild = (self: Instance): Child => self.native as Child; // childrenOf puts it there

define(childRelationshipDecl, {
    methods: {
        'String getRelationshipName()': (_vm, self: Instance) =>
            ofChild(self).schema.qualified(ofChild(self).child.name),
        'Schema.SObjectType getChildSObject()': (_vm, self: Instance) => {
            const { schema, child } = ofChild(self);
            return objectToken(schema, schema.get(child.object));
        },
        'Schema.SObjectField getField()': (_vm, self: Instance) => {
            const { schema, child } = ofChild(self);
            const object = schema.get(child.object);
            const field = schema.field(object, child.field);
            return field ? fieldToken({ schema, object, field }) : null;
        },
        'Boolean isCascadeDelete()': (_vm, self: Instance) => {
            const { schema, child } = ofChild(self);
            return schema.field(schema.get(child.object), child.field)?.onParentDelete === 'cascade';
        }
    }
});

function recordTypes(vm: Vm, object: SObjectInfo): Instance[] {
    const { schema, store } = vm.data.org;
    const rows = [...store.rows('recordtype').values()].filter(
        (row) => schema.local(asText(row.get('sobjecttype'))).toLowerCase() === object.name.toLowerCase()
    );
    if (rows.length > 0) throw new Unsupported('record types of a describe');
    const master = new Instance(typeOf(recordTypeInfoDecl));
    master.native = new Map<string, Value>([
        ['id', '012000000000000AAA'],
        ['name', 'Master'],
        ['developername', 'Master']
    ]);
    return [master];
}

const ofRecordType = (self: Instance): Row => self.native as Row; // recordTypes puts it there

function recordTypesBy(vm: Vm, self: Instance, key: string): MapValue {
    const map = new MapValue(mapOf(key === 'id' ? T.Id : T.String, typeOf(recordTypeInfoDecl)));
    for (const info of recordTypes(vm, ofObject(self).object)) {
        const name = ofRecordType(info).get(key) ?? null;
        map.entries.set(vm.keyOf(name), { key: name, value: info });
    }
    return map;
}

define(recordTypeInfoDecl, {
    methods: {
        'String getName()': (_vm, self: Instance) => ofRecordType(self).get('name') ?? null,
        'String getDeveloperName()': (_vm, self: Instance) => ofRecordType(self).get('developername') ?? null,
        'Id getRecordTypeId()': (_vm, self: Instance) => ofRecordType(self).get('id') ?? null,
        'Boolean isAvailable()': () => true,
        'Boolean isActive()': () => true,
        'Boolean isMaster()': () => true,
        'Boolean isDefaultRecordTypeMapping()': () => true
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
    methods: { 'Map<String, Schema.SObjectField> getMap()': (_vm, self: Instance) => fieldMap(ofObject(self)) }
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
        'String getInlineHelpText()': (_vm, self: Instance) => text(ofField(self).field.helpText),
        'Object getDefaultValue()': (_vm, self: Instance) => {
            const { field } = ofField(self);
            return field.type === 'boolean' ? defaultOf(field) : null;
        },
        'String getDefaultValueFormula()': (_vm, self: Instance) => {
            const { field } = ofField(self);
            return field.type === 'boolean' ? null : text(field.defaultValue);
        },
        'String getCalculatedFormula()': (_vm, self: Instance) => text(ofField(self).field.formula),
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

define(declare('Schema'), {
    statics: {
        'Map<String, SObjectType> getGlobalDescribe()': (vm) => {
            const { schema } = vm.data.org;
            const map = new MapValue(mapOf(T.String, typeOf(objectTokenDecl)));
            const entries = new NameMap(nameKey(schema));
            for (const object of schema.all())
                entries.add(schema.qualified(object.name).toLowerCase(), objectToken(schema, object));
            return Object.assign(map, { entries });
        },
        'List<Schema.DescribeSObjectResult> describeSObjects(List<String> names)': (vm, names: ListValue | null) => {
            const { schema } = vm.data.org;
            const found = vm.notNull(names).items.map((name) => {
                const object = schema.find(asText(name));
                return object
                    ? objectDescribe(schema, object)
                    : vm.raise('InvalidParameterValueException', `Invalid sObject type: ${asText(name)}`);
            });
            return new ListValue(listOf(typeOf(describeObjectDecl)), found);
        }
    }
});
