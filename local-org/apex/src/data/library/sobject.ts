import { declare, define } from '../../library/define.ts';
import * as convert from '../../language/convert.ts';
import { T, listOf, mapOf } from '../../language/types.ts';
import {
    ApexBlob,
    ApexDate,
    ApexDatetime,
    ApexTime,
    type Instance,
    ListValue,
    MapValue,
    type SObjectValue,
    type Value
} from '../../language/values.ts';
import { Unsupported } from '../../unsupported.ts';
import type { ExceptionState, Vm } from '../../vm.ts';
import { type FieldNative, objectToken } from '../describe/tokens.ts';
import '../describe/declarations.ts';
import { addError, errorsOf } from '../dml/errors-of.ts';
import { cloneRecord, clones } from '../record-methods.ts';
import { asId } from '../ids.ts';
import { aggregateResultType } from '../schema/aggregate-result.ts';
import { type Field, isText } from '../schema/field.ts';
import type { SObjectInfo } from '../schema/objects.ts';
import { readField } from '../schema/records.ts';
import { absentValue } from '../schema/type-decls.ts';
import { databaseError, errorDecl } from './results.ts';

const infoOf = (vm: Vm, record: SObjectValue): SObjectInfo => {
    const found = vm.data.org.schema.find(record.objectName);
    if (!found) throw new Unsupported(`this method on a ${record.objectName}`);
    return found;
};

const isAggregate = (record: SObjectValue): boolean => record.type.decl === aggregateResultType.decl;

const fieldNamed = (vm: Vm, record: SObjectValue, name: string): Field => {
    const object = infoOf(vm, record);
    const field = vm.data.org.schema.field(object, name);
    return (
        field ?? vm.raise('SObjectException', `Invalid field ${name} for ${vm.data.org.schema.qualified(object.name)}`)
    );
};

function get(vm: Vm, record: SObjectValue, name: string | null): Value {
    const wanted = vm.notNull(name);
    if (isAggregate(record)) {
        const value = record.fields.get(wanted.toLowerCase());
        return value === undefined
            ? vm.raise('SObjectException', `Invalid field ${wanted} for AggregateResult`)
            : value;
    }
    const field = fieldNamed(vm, record, wanted);
    return readField(vm, record, field.name.toLowerCase(), field.name, absentValue(field));
}

function put(vm: Vm, record: SObjectValue, name: string | null, value: Value): Value {
    const field = fieldNamed(vm, record, vm.notNull(name));
    if (!field.isCreateable && !field.isUpdateable && field.type !== 'id') {
        vm.raise('SObjectException', `Field ${field.name} is not editable`);
    }
    const key = field.name.toLowerCase();
    const before = record.fields.get(key) ?? absentValue(field);
    record.fields.set(key, value === null ? null : assignable(vm, field, value));
    return before;
}

const numeric = ['currency', 'double', 'percent'];

/** A value of any type as one of the field's. */
function assignable(vm: Vm, field: Field, value: Exclude<Value, null>): Value {
    const from = vm.typeOf(value);
    if (isText(field.type) && typeof value === 'string') return value;
    if (field.type === 'id' || field.type === 'reference') {
        if (typeof value === 'string') return convert.toId(vm, value);
    } else if (field.type === 'boolean' && typeof value === 'boolean') return value;
    else if (field.type === 'integer' && typeof value === 'number') return value;
    else if (field.type === 'long' && (typeof value === 'number' || typeof value === 'bigint')) return BigInt(value);
    else if (numeric.includes(field.type) && isNumber(vm, value)) return convert.toDecimal(value);
    else if (field.type === 'date' && value instanceof ApexDate) return value;
    else if (field.type === 'datetime' && value instanceof ApexDatetime) return value;
    else if (field.type === 'datetime' && value instanceof ApexDate) return new ApexDatetime(value.days * 86_400_000);
    else if (field.type === 'time' && value instanceof ApexTime) return value;
    else if (field.type === 'base64' && value instanceof ApexBlob) return value;
    const to = field.type === 'reference' ? 'Id' : (apexName[field.type] ?? 'String');
    return vm.raise('SObjectException', `Illegal assignment from ${from.decl.name} to ${to}`);
}

const isNumber = (vm: Vm, value: Value): boolean =>
    [T.Integer, T.Long, T.Double, T.Decimal].some((type) => vm.typeOf(value).decl === type.decl);

const apexName: Partial<Record<Field['type'], string>> = {
    base64: 'Blob',
    boolean: 'Boolean',
    currency: 'Decimal',
    date: 'Date',
    datetime: 'Datetime',
    double: 'Decimal',
    id: 'Id',
    integer: 'Integer',
    long: 'Long',
    percent: 'Decimal',
    time: 'Time'
};

function related(vm: Vm, record: SObjectValue, name: string | null): Value {
    const wanted = vm.notNull(name);
    const object = infoOf(vm, record);
    const { schema } = vm.data.org;
    const relationship = schema.parent(object, wanted)?.relationshipName ?? schema.child(object, wanted)?.name;
    if (!relationship) {
        vm.raise('SObjectException', `Invalid relationship ${wanted} for ${schema.qualified(object.name)}`);
    }
    return readField(vm, record, relationship.toLowerCase(), relationship, null);
}

function relatedByToken(vm: Vm, record: SObjectValue, token: Instance | null): Value {
    const { field } = nativeOf(vm, token);
    return field.relationshipName === null
        ? vm.raise('SObjectException', `Invalid relationship ${field.name} for ${record.objectName}`)
        : related(vm, record, field.relationshipName);
}

const nativeOf = (vm: Vm, token: Instance | null): FieldNative => vm.notNull(token).native as FieldNative; // made by tokens.ts only

const nameOfToken = (vm: Vm, token: Instance | null): string => nativeOf(vm, token).field.name;

/** Names as the platform writes them, for fields that have a value. */
function populated(vm: Vm, record: SObjectValue): MapValue {
    const map = new MapValue(mapOf(T.String, T.Object));
    const { schema } = vm.data.org;
    for (const [key, value] of record.fields) {
        const name = isAggregate(record) ? key : (record.type.decl.fields.get(key)?.name ?? key);
        const shown = schema.qualified(name);
        map.entries.set(vm.keyOf(shown), { key: shown, value });
    }
    return map;
}

const exceptionText = (error: Instance): string => (error.native as ExceptionState).message ?? ''; // what exceptions keep

const errorList = (vm: Vm, record: SObjectValue): ListValue =>
    new ListValue(
        listOf({ decl: errorDecl, args: [] }),
        errorsOf(record).map((each) => databaseError(vm, each))
    );

const fieldError = (vm: Vm, self: SObjectValue, name: string | null, message: string | null): void =>
    vm.data.addFieldError(vm, self, vm.notNull(name), vm.notNull(message));

define(T.SObject.decl, {
    fields: {
        'Id Id': {
            get: (_vm: Vm, self: SObjectValue) => self.fields.get('id') ?? null,
            set: (_vm: Vm, self: SObjectValue, id: Value) => void self.fields.set('id', id)
        }
    },
    methods: {
        'Object get(String field)': get,
        'Object get(SObjectField field)': (vm, self: SObjectValue, token: Instance | null) =>
            get(vm, self, nameOfToken(vm, token)),
        'Object put(String field, Object value)': put,
        'Object put(SObjectField field, Object value)': (
            vm,
            self: SObjectValue,
            token: Instance | null,
            value: Value
        ) => put(vm, self, nameOfToken(vm, token), value),
        'SObject getSObject(String relationship)': related,
        'SObject getSObject(SObjectField field)': relatedByToken,
        'List<SObject> getSObjects(String relationship)': (vm, self: SObjectValue, name: string | null) => {
            const children = related(vm, self, name);
            return children instanceof ListValue && children.items.length === 0 ? null : children;
        },
        'SObject putSObject(String relationship, SObject record)': (
            vm,
            self: SObjectValue,
            name: string | null,
            record: Value
        ) => {
            const before = self.fields.get(vm.notNull(name).toLowerCase()) ?? null;
            const relationship =
                vm.data.org.schema.parent(infoOf(vm, self), vm.notNull(name))?.relationshipName ?? null;
            if (relationship === null) {
                return vm.raise('SObjectException', `Invalid relationship ${name ?? ''} for ${self.objectName}`);
            }
            self.fields.set(relationship.toLowerCase(), record);
            return before;
        },
        'Map<String, Object> getPopulatedFieldsAsMap()': populated,
        'SObjectType getSObjectType()': (vm, self: SObjectValue) => objectToken(vm.data.org.schema, infoOf(vm, self)),
        'SObject clone()': (vm, self: SObjectValue) => cloneRecord(vm.data.org.schema, self),
        'SObject clone(Boolean id)': (vm, self: SObjectValue, id: boolean | null) =>
            cloneRecord(vm.data.org.schema, self, id === true),
        'SObject clone(Boolean id, Boolean deep)': (vm, self: SObjectValue, id: boolean | null, deep: boolean | null) =>
            cloneRecord(vm.data.org.schema, self, id === true, deep === true),
        'SObject clone(Boolean id, Boolean deep, Boolean times)': (
            vm,
            self: SObjectValue,
            id: boolean | null,
            deep: boolean | null,
            times: boolean | null
        ) => cloneRecord(vm.data.org.schema, self, id === true, deep === true, times === true),
        'SObject clone(Boolean id, Boolean deep, Boolean times, Boolean numbers)': (
            vm,
            self: SObjectValue,
            id: boolean | null,
            deep: boolean | null,
            times: boolean | null,
            numbers: boolean | null
        ) => cloneRecord(vm.data.org.schema, self, id === true, deep === true, times === true, numbers === true),
        'Boolean isClone()': (_vm, self: SObjectValue) => clones.has(self),
        'Id getCloneSourceId()': (_vm, self: SObjectValue) => clones.get(self) ?? null,
        'Boolean isSet(String field)': (vm, self: SObjectValue, name: string | null) =>
            self.fields.has(fieldNamed(vm, self, vm.notNull(name)).name.toLowerCase()),
        'Boolean isSet(SObjectField field)': (vm, self: SObjectValue, token: Instance | null) =>
            self.fields.has(nameOfToken(vm, token).toLowerCase()),
        'void addError(String message)': (vm, self: SObjectValue, message: string | null) =>
            addError(self, vm.notNull(message)),
        'void addError(String message, Boolean escape)': (vm, self: SObjectValue, message: string | null) =>
            addError(self, vm.notNull(message)),
        'void addError(Exception error)': (vm, self: SObjectValue, error: Instance | null) =>
            addError(self, exceptionText(vm.notNull(error))),
        'void addError(String field, String message)': fieldError,
        'void addError(SObjectField field, String message)': (
            vm,
            self: SObjectValue,
            token: Instance | null,
            message: string | null
        ) => fieldError(vm, self, nameOfToken(vm, token), message),
        'Boolean hasErrors()': (_vm, self: SObjectValue) => errorsOf(self).length > 0,
        'List<Database.Error> getErrors()': errorList
    }
});

const idOf = (vm: Vm, text: string | null): string => {
    const given = vm.notNull(text);
    return asId(given) ?? vm.raise('StringException', `Invalid id: ${given}`);
};

define(T.Id.decl, {
    statics: {
        'Id valueOf(String text)': idOf,
        'Id valueOf(String text, Boolean restoreCasing)': (vm, text: string | null, restore: boolean | null) => {
            if (restore === true && vm.notNull(text).length === 18)
                throw new Unsupported('Id.valueOf that restores casing');
            return idOf(vm, text);
        }
    },
    methods: {
        'String to15()': (_vm, self: string) => self.slice(0, 15),
        'SObjectType getSObjectType()': (vm, self: string) => {
            const object = vm.data.org.schema.ofId(self);
            return object
                ? objectToken(vm.data.org.schema, object)
                : vm.raise('SObjectException', `Cannot locate Apex Type for ID: ${self}`);
        },
        'void addError(String message)': () => {
            throw new Unsupported('Id.addError on what is not a field');
        }
    }
});

define(declare('AggregateResult'), {});
