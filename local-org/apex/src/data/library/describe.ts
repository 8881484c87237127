import { asText } from '../as-text.ts';
import { declare, define } from '../../library/define.ts';
import { T, listOf, mapOf, typeOf } from '../../language/types.ts';
import { Instance, ListValue, MapValue, SObjectValue, type Value } from '../../language/values.ts';
import { Unsupported } from '../../unsupported.ts';
import type { Vm } from '../../vm.ts';
import {
    childRelationshipDecl,
    describeObjectDecl,
    objectTokenDecl,
    recordTypeInfoDecl
} from '../describe/declarations.ts';
import { NameMap, nameKey } from '../describe/name-map.ts';
import { type ObjectNative, fieldToken, fieldsOf, objectDescribe, objectToken } from '../describe/tokens.ts';
import { defaultOf } from '../field-values.ts';
import type { ChildRelationship, Schema, SObjectInfo } from '../schema/objects.ts';
import type { ObjectRight } from '../security/rights.ts';
import type { Row } from '../store.ts';

const ofObject = (self: Instance): ObjectNative => self.native as ObjectNative; // made by tokens.ts only

const may = (right: ObjectRight) => (vm: Vm, self: Instance) =>
    vm.data.org.rightsOf(vm.user.id).can(right, ofObject(self).object);

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
        'String getKeyPrefix()': (_vm, self: Instance) => ofObject(self).object.keyPrefix,
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
