import { asText } from '../as-text.ts';
import { declare, define } from '../../library/define.ts';
import { type TypeDecl, iteratorDecl, listOf, T, typeOf } from '../../language/types.ts';
import { Instance, ListValue, type MapValue, SObjectValue, type Value } from '../../language/values.ts';
import { Unsupported } from '../../unsupported.ts';
import type { Vm } from '../../vm.ts';
import type { AccessLevel, DmlOperation } from '../data.ts';
import type { FieldNative } from '../describe/tokens.ts';
import type { Outcome } from '../dml/failures.ts';
import {
    deleteResultDecl,
    emptyRecycleBinResultDecl,
    resultOf,
    saveResultDecl,
    undeleteResultDecl,
    upsertResultDecl
} from './results.ts';

const accessDecl = declare('AccessLevel');
const level = (access: AccessLevel): Instance => {
    const instance = new Instance(typeOf(accessDecl));
    instance.native = access;
    return instance;
};
const levels = { user: level('user'), system: level('system') };

define(accessDecl, {
    staticFields: {
        'AccessLevel USER_MODE': () => levels.user,
        'AccessLevel SYSTEM_MODE': () => levels.system
    },
    methods: {
        'AccessLevel withPermissionSetId(String id)': () => {
            throw new Unsupported('AccessLevel.withPermissionSetId');
        }
    }
});

const accessOf = (vm: Vm, access: Instance | null): AccessLevel => vm.notNull(access).native as AccessLevel; // one of the two above

interface Given {
    readonly allOrNone?: boolean | null;
    readonly access?: Instance | null;
    readonly externalId?: Instance | null;
}

function run(vm: Vm, operation: DmlOperation, records: Value, decl: TypeDecl, given: Given): Value {
    const { access, externalId } = given;
    const outcomes = vm.data.dmlOutcomes(vm, operation, records, {
        access: access === undefined ? 'system' : accessOf(vm, access),
        allOrNone: given.allOrNone !== false,
        externalId: externalId === undefined ? undefined : (vm.notNull(externalId).native as FieldNative).field.name
    });
    return answer(records, decl, outcomes);
}

function answer(records: Value, decl: TypeDecl, outcomes: readonly Outcome[]): Value {
    const results = outcomes.map((outcome) => resultOf(decl, outcome));
    if (records instanceof ListValue) return new ListValue(listOf(typeOf(decl)), results);
    return results[0] ?? null;
}

/** Ids as records that have nothing else. */
function byId(vm: Vm, ids: Value): Value {
    const record = (id: Value): SObjectValue => {
        const text = asText(vm.notNull(id));
        const object = vm.data.org.schema.ofId(text);
        if (!object) vm.raise('DmlException', `Invalid id: ${text}`);
        const made = new SObjectValue(object.type);
        made.fields.set('id', text);
        return made;
    };
    return ids instanceof ListValue ? new ListValue(listOf(T.SObject), ids.items.map(record)) : record(ids);
}

type Native = (vm: Vm, records: Value, ...rest: never[]) => Value;
type Loose = (vm: Vm, records: Value, ...rest: Value[]) => Value;

/** The overloads of one operation: a record or a list, with allOrNone, access level, or both. */
function overloads(
    operation: DmlOperation,
    decl: TypeDecl,
    resultName: string,
    of: 'SObject' | 'Id'
): Record<string, Native> {
    const perform = (vm: Vm, records: Value, given: Given): Value =>
        run(vm, operation, of === 'Id' ? byId(vm, records) : records, decl, given);
    const members: Record<string, Native> = {};
    for (const [result, type] of [
        [`Database.${resultName}`, of],
        [`List<Database.${resultName}>`, `List<${of}>`]
    ] as const) {
        const add = (params: string, native: Loose): void => {
            members[`${result} ${operation}(${type} records${params})`] = native;
        };
        add('', (vm, records) => perform(vm, records, {}));
        add(', Boolean allOrNone', (vm, records, allOrNone) =>
            perform(vm, records, { allOrNone: allOrNone as boolean | null })
        );
        add(', AccessLevel access', (vm, records, access) =>
            perform(vm, records, { access: access as Instance | null })
        );
        add(', Boolean allOrNone, AccessLevel access', (vm, records, allOrNone, access) =>
            perform(vm, records, { allOrNone: allOrNone as boolean | null, access: access as Instance | null })
        );
        if (operation !== 'upsert') continue;
        add(', SObjectField field', (vm, records, field) =>
            perform(vm, records, { externalId: field as Instance | null })
        );
        add(', SObjectField field, Boolean allOrNone', (vm, records, field, allOrNone) =>
            perform(vm, records, { externalId: field as Instance | null, allOrNone: allOrNone as boolean | null })
        );
        add(', SObjectField field, AccessLevel access', (vm, records, field, access) =>
            perform(vm, records, { externalId: field as Instance | null, access: access as Instance | null })
        );
        add(', SObjectField field, Boolean allOrNone, AccessLevel access', (vm, records, field, allOrNone, access) =>
            perform(vm, records, {
                externalId: field as Instance | null,
                allOrNone: allOrNone as boolean | null,
                access: access as Instance | null
            })
        );
    }
    return members;
}

function query(vm: Vm, text: string | null, access: AccessLevel, binds?: MapValue | null): ListValue {
    const found = vm.data.queryText(vm, vm.notNull(text), access, binds === undefined ? undefined : inMap(vm, binds));
    return found instanceof ListValue
        ? found
        : vm.raise('QueryException', 'COUNT() is not allowed here: use Database.countQuery');
}

function count(vm: Vm, text: string | null, access: AccessLevel, binds?: MapValue | null): number {
    const found = vm.data.queryText(vm, vm.notNull(text), access, binds === undefined ? undefined : inMap(vm, binds));
    return typeof found === 'number' ? found : vm.raise('QueryException', 'Database.countQuery needs SELECT COUNT()');
}

/** Names of binds are compared without case. */
function inMap(vm: Vm, binds: MapValue | null): (name: string) => Value | undefined {
    const values = new Map(
        [...vm.notNull(binds).entries.values()].map(({ key, value }) => [asText(key).toLowerCase(), value])
    );
    return (name) => {
        if (name.includes('.')) throw new Unsupported(`the bind :${name} of a dynamic query`);
        return values.has(name.toLowerCase()) ? (values.get(name.toLowerCase()) ?? null) : undefined;
    };
}

const locatorDecl = declare('Database.QueryLocator');
const locatorIteratorDecl = declare('Database.QueryLocatorIterator');

/** The texts that locators were asked for with. */
const locatorTexts = new WeakMap<Instance, string>();

/** A QueryLocator: keeps its rows. */
function locator(vm: Vm, rows: ListValue, text: string | null): Instance {
    vm.limits.count(vm, 'queryLocatorRows', rows.items.length);
    const instance = new Instance(typeOf(locatorDecl));
    instance.native = rows;
    if (text !== null) locatorTexts.set(instance, text);
    return instance;
}

locatorIteratorDecl.interfaces.push(typeOf(iteratorDecl, T.SObject));

define(locatorDecl, {
    methods: {
        'String getQuery()': (_vm, self: Instance) => {
            const text = locatorTexts.get(self);
            if (text === undefined) throw new Unsupported('QueryLocator.getQuery of a query in brackets');
            return text;
        },
        'Database.QueryLocatorIterator iterator()': (_vm, self: Instance) => {
            const iterator = new Instance(typeOf(locatorIteratorDecl));
            iterator.native = { rows: (self.native as ListValue).items, next: 0 }; // as made by locator
            return iterator;
        }
    }
});

interface Position {
    readonly rows: readonly Value[];
    next: number;
}

define(locatorIteratorDecl, {
    methods: {
        'Boolean hasNext()': (_vm, self: Instance) => {
            const { rows, next } = self.native as Position; // as made by QueryLocator.iterator
            return next < rows.length;
        },
        'SObject next()': (vm, self: Instance) => {
            const position = self.native as Position; // as made by QueryLocator.iterator
            const row = position.rows[position.next];
            if (row === undefined) vm.raise('NoSuchElementException', 'Iterator has no more elements');
            position.next += 1;
            return row;
        }
    }
});

const savepointDecl = declare('Savepoint');

function setSavepoint(vm: Vm): Instance {
    vm.limits.count(vm, 'dmlStatements');
    vm.data.transaction.hasWork = true;
    const savepoint = new Instance(typeOf(savepointDecl));
    savepoint.native = vm.data.transaction.setSavepoint();
    return savepoint;
}

function rollback(vm: Vm, savepoint: Instance | null): void {
    vm.limits.count(vm, 'dmlStatements');
    if (!vm.data.transaction.rollbackTo(Number(vm.notNull(savepoint).native))) {
        vm.raise('TypeException', 'Savepoint name not valid');
    }
}

function release(vm: Vm, savepoint: Instance | null): void {
    const { savepoints } = vm.data.transaction;
    const number = Number(vm.notNull(savepoint).native);
    if (!savepoints.has(number)) vm.raise('TypeException', 'Savepoint name not valid');
    for (const other of [...savepoints.keys()]) if (other >= number) savepoints.delete(other);
}

function emptyRecycleBin(vm: Vm, records: Value): Value {
    vm.limits.count(vm, 'dmlStatements');
    const list = records instanceof ListValue ? records.items : [records];
    const outcomes = list.map((item): Outcome => {
        const given = vm.notNull(item);
        const record = given instanceof SObjectValue ? given : (byId(vm, given) as SObjectValue); // an id makes one record
        const id = asText(record.fields.get('id'));
        vm.data.org.store.purge(record.objectName.toLowerCase(), id);
        return { record, id, failures: [], isCreated: false };
    });
    return answer(records, emptyRecycleBinResultDecl, outcomes);
}

define(declare('Database'), {
    statics: {
        ...overloads('insert', saveResultDecl, 'SaveResult', 'SObject'),
        ...overloads('update', saveResultDecl, 'SaveResult', 'SObject'),
        ...overloads('upsert', upsertResultDecl, 'UpsertResult', 'SObject'),
        ...overloads('delete', deleteResultDecl, 'DeleteResult', 'SObject'),
        ...overloads('delete', deleteResultDecl, 'DeleteResult', 'Id'),
        ...overloads('undelete', undeleteResultDecl, 'UndeleteResult', 'SObject'),
        ...overloads('undelete', undeleteResultDecl, 'UndeleteResult', 'Id'),
        'List<SObject> query(String text)': (vm, text: string | null) => query(vm, text, 'system'),
        'List<SObject> query(String text, AccessLevel access)': (vm, text: string | null, access: Instance | null) =>
            query(vm, text, accessOf(vm, access)),
        'List<SObject> queryWithBinds(String text, Map<String, Object> binds, AccessLevel access)': (
            vm,
            text: string | null,
            binds: MapValue | null,
            access: Instance | null
        ) => query(vm, text, accessOf(vm, access), binds),
        'Integer countQuery(String text)': (vm, text: string | null) => count(vm, text, 'system'),
        'Integer countQuery(String text, AccessLevel access)': (vm, text: string | null, access: Instance | null) =>
            count(vm, text, accessOf(vm, access)),
        'Integer countQueryWithBinds(String text, Map<String, Object> binds, AccessLevel access)': (
            vm,
            text: string | null,
            binds: MapValue | null,
            access: Instance | null
        ) => count(vm, text, accessOf(vm, access), binds),
        'Database.QueryLocator getQueryLocator(String text)': (vm, text: string | null) =>
            locator(vm, query(vm, text, 'system'), text),
        'Database.QueryLocator getQueryLocator(String text, AccessLevel access)': (
            vm,
            text: string | null,
            access: Instance | null
        ) => locator(vm, query(vm, text, accessOf(vm, access)), text),
        'Database.QueryLocator getQueryLocator(List<SObject> rows)': (vm, rows: ListValue | null) =>
            locator(vm, vm.notNull(rows), null),
        'Database.QueryLocator getQueryLocatorWithBinds(String text, Map<String, Object> binds, AccessLevel access)': (
            vm,
            text: string | null,
            binds: MapValue | null,
            access: Instance | null
        ) => locator(vm, query(vm, text, accessOf(vm, access), binds), text),
        'Savepoint setSavepoint()': setSavepoint,
        'void rollback(Savepoint savepoint)': rollback,
        'void releaseSavepoint(Savepoint savepoint)': release,
        'Database.EmptyRecycleBinResult emptyRecycleBin(SObject record)': emptyRecycleBin,
        'List<Database.EmptyRecycleBinResult> emptyRecycleBin(List<SObject> records)': emptyRecycleBin
    }
});
