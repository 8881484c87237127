import { declare, define } from '../../library/define.ts';
import { declareEnum } from '../../library/enums.ts';
import { T, mapOf, setOf, typeOf } from '../../language/types.ts';
import {
    type ApexEnum,
    Instance,
    ListValue,
    MapValue,
    SObjectValue,
    SetValue,
    type Value
} from '../../language/values.ts';
import { Unsupported } from '../../unsupported.ts';
import type { Vm } from '../../vm.ts';
import type { SObjectInfo } from '../schema/objects.ts';
import type { ObjectRight } from '../security/rights.ts';

const own =
    (key: string, absent: string | null = null) =>
    (vm: Vm): Value =>
        vm.data.org.store.get('user', vm.user.id)?.get(key) ?? absent;

const organization =
    (key: string) =>
    (vm: Vm): Value =>
        vm.data.org.store.get('organization', vm.data.organizationId)?.get(key) ?? null;

const unsupported = (what: string) => () => {
    throw new Unsupported(what);
};

define(declare('UserInfo'), {
    statics: {
        'Id getUserId()': (vm) => vm.user.id,
        'String getUserName()': (vm) => vm.user.username,
        'String getName()': (vm) => vm.user.name,
        'String getFirstName()': own('firstname'),
        'String getLastName()': own('lastname'),
        'String getUserEmail()': own('email'),
        'Id getProfileId()': (vm) => vm.user.profileId,
        'Id getUserRoleId()': own('userroleid'),
        'String getUserType()': own('usertype', 'Standard'),
        'String getLanguage()': own('languagelocalekey', 'en_US'),
        'String getLocale()': (vm) => vm.user.locale,
        'Id getOrganizationId()': (vm) => vm.data.organizationId,
        'String getOrganizationName()': organization('name'),
        'Boolean isMultiCurrencyOrganization()': () => false,
        'Boolean isCurrentUserLicensed(String namespace)': () => true,
        'String getDefaultCurrency()': unsupported('UserInfo.getDefaultCurrency'),
        'String getSessionId()': unsupported('UserInfo.getSessionId'),
        'String getUiTheme()': () => 'Theme4d',
        'String getUiThemeDisplayed()': () => 'Theme4d'
    }
});

/** With the package's namespace or without. */
function checkPermission(vm: Vm, name: string | null): boolean {
    const wanted = vm.data.org.schema.local(vm.notNull(name));
    return vm.data.org.rightsOf(vm.user.id).hasCustomPermission(wanted);
}

define(declare('FeatureManagement'), {
    statics: {
        'Boolean checkPermission(String name)': checkPermission,
        'Boolean checkPackageBooleanValue(String name)': unsupported('FeatureManagement.checkPackageBooleanValue')
    }
});

declareEnum('AccessType', ['CREATABLE', 'READABLE', 'UPDATABLE', 'UPSERTABLE']);
const decisionDecl = declare('SObjectAccessDecision');

interface Decision {
    readonly records: ListValue;
    readonly removed: ReadonlyMap<string, ReadonlySet<string>>;
    readonly changed: ReadonlySet<number>;
}

const rightsFor: Record<string, readonly ObjectRight[]> = {
    CREATABLE: ['create'],
    READABLE: ['read'],
    UPDATABLE: ['edit'],
    UPSERTABLE: ['create', 'edit']
};

/** Copies of the records without the fields that the user has no such access to. */
function stripInaccessible(
    vm: Vm,
    access: ApexEnum | null,
    given: ListValue | null,
    checkObject: boolean | null
): Instance {
    const kind = vm.notNull(access).name;
    const removed = new Map<string, Set<string>>();
    const changed = new Set<number>();
    const strip = (record: SObjectValue, index: number): SObjectValue => {
        const object = vm.data.org.schema.of(record.type);
        if (checkObject !== false) requireObject(vm, object, kind);
        const copy = new SObjectValue(record.type);
        for (const [key, value] of record.fields) {
            if (mayKeep(vm, object, key, kind)) {
                copy.fields.set(
                    key,
                    value instanceof SObjectValue && kind === 'READABLE' ? strip(value, index) : value
                );
                continue;
            }
            const names = removed.get(object.name) ?? new Set();
            removed.set(object.name, names.add(vm.data.org.schema.qualified(object.fields.get(key)?.name ?? key)));
            changed.add(index);
        }
        copy.queried = record.queried && new Set([...record.queried].filter((key) => mayKeep(vm, object, key, kind)));
        return copy;
    };
    const list = vm.notNull(given);
    const records = list.items.map((item, index) => {
        const record = vm.notNull(item);
        if (!(record instanceof SObjectValue))
            throw new Unsupported('Security.stripInaccessible of what is not a record');
        return strip(record, index);
    });
    const decision = new Instance(typeOf(decisionDecl));
    decision.native = { records: new ListValue(list.type, records), removed, changed } satisfies Decision;
    return decision;
}

function requireObject(vm: Vm, object: SObjectInfo, kind: string): void {
    const rights = vm.data.org.rightsOf(vm.user.id);
    if ((rightsFor[kind] ?? []).every((right) => rights.can(right, object))) return;
    vm.raise('NoAccessException', `No access to entity: ${vm.data.org.schema.qualified(object.name)}`);
}

function mayKeep(vm: Vm, object: SObjectInfo, key: string, kind: string): boolean {
    const field = object.fields.get(key) ?? object.parents.get(key);
    if (!field || field.type === 'id') return true;
    const rights = vm.data.org.rightsOf(vm.user.id);
    if (kind === 'READABLE') return rights.canRead(object, field);
    const writable = kind === 'UPDATABLE' ? field.isUpdateable : field.isCreateable;
    return writable && rights.canWrite(object, field);
}

define(declare('Security'), {
    statics: {
        'SObjectAccessDecision stripInaccessible(AccessType access, List<SObject> records)': (
            vm,
            access: ApexEnum | null,
            records: ListValue | null
        ) => stripInaccessible(vm, access, records, true),
        'SObjectAccessDecision stripInaccessible(AccessType access, List<SObject> records, Boolean checkObject)':
            stripInaccessible
    }
});

const ofDecision = (self: Instance): Decision => self.native as Decision; // stripInaccessible puts it there

define(decisionDecl, {
    methods: {
        'List<SObject> getRecords()': (_vm, self: Instance) => ofDecision(self).records,
        'Map<String, Set<String>> getRemovedFields()': (vm, self: Instance) => {
            const map = new MapValue(mapOf(T.String, setOf(T.String)));
            for (const [name, fields] of ofDecision(self).removed) {
                const set = new SetValue(setOf(T.String));
                for (const field of fields) set.entries.set(vm.keyOf(field), field);
                const shown = vm.data.org.schema.qualified(name);
                map.entries.set(vm.keyOf(shown), { key: shown, value: set });
            }
            return map;
        },
        'Set<Integer> getModifiedIndexes()': (vm, self: Instance) => {
            const set = new SetValue(setOf(T.Integer));
            for (const index of ofDecision(self).changed) set.entries.set(vm.keyOf(index), index);
            return set;
        }
    }
});
