import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import '../library/index.ts';
import { SObjectValue, type ListValue } from '../language/values.ts';
import { Limits } from '../run/limits.ts';
import { Unsupported } from '../unsupported.ts';
import { ApexThrow, type ExceptionState, Vm } from '../vm.ts';
import { Data } from './data.ts';

const now = Date.UTC(2026, 4, 20, 12);

const dataWith = (files: Record<string, string> = {}, namespace: string | null = null): Data => {
    const folder = mkdtempSync(join(tmpdir(), 'apex-data-'));
    try {
        for (const [path, text] of Object.entries(files)) {
            mkdirSync(join(folder, path, '..'), { recursive: true });
            writeFileSync(join(folder, path), text);
        }
        return new Data({ folders: [folder], namespace, now });
    } finally {
        rmSync(folder, { recursive: true });
    }
};

const vmOf = (data: Data, limits = new Limits()): Vm =>
    new Vm({
        program: { findType: () => undefined, classes: () => [] },
        data,
        host: {
            now: () => now,
            callout: () => {
                throw new Error('no callouts here');
            },
            label: () => undefined,
            debug: () => undefined
        },
        limits,
        user: data.testUser
    });

const record = (data: Data, object: string, fields: Record<string, string | boolean | null>): SObjectValue => {
    const made = new SObjectValue(data.org.schema.get(object).type);
    for (const [name, value] of Object.entries(fields)) made.fields.set(name.toLowerCase(), value);
    return made;
};

const count = (vm: Vm, text: string): number => Number(vm.data.queryText(vm, text, 'system'));

const rows = (vm: Vm, text: string): SObjectValue[] =>
    (vm.data.queryText(vm, text, 'system') as ListValue).items as SObjectValue[];

const messageOf = (work: () => unknown): string => {
    try {
        work();
    } catch (error) {
        if (error instanceof ApexThrow) return (error.value.native as ExceptionState).message ?? '';
        throw error;
    }
    return '';
};

const settingXml =
    '<CustomObject><customSettingsType>Hierarchy</customSettingsType><label>Rules</label></CustomObject>';
const fieldXml = (name: string, type = 'Text', more = '<length>20</length>'): string =>
    `<CustomField><fullName>${name}</fullName><label>${name}</label><type>${type}</type>${more}</CustomField>`;

describe('transactions', () => {
    it('takes everything back that happened since the beginning, deleted rows too', () => {
        const data = dataWith();
        const vm = vmOf(data);
        data.begin();
        const kept = record(data, 'Account', { Name: 'kept' });
        data.dml(vm, 'insert', kept);
        data.commit();
        data.begin();
        data.dml(vm, 'delete', kept);
        data.dml(vm, 'insert', record(data, 'Account', { Name: 'gone' }));
        expect(data.hasUncommittedWork()).toBe(true);
        data.rollback();
        expect(data.hasUncommittedWork()).toBe(false);
        expect(rows(vm, 'SELECT Name FROM Account').map((row) => row.fields.get('name'))).toEqual(['kept']);
    });

    it('nests: what a test does is taken back, what its setup did stays', () => {
        const data = dataWith();
        const vm = vmOf(data);
        data.begin();
        data.dml(vm, 'insert', record(data, 'Account', { Name: 'setup' }));
        data.begin();
        data.dml(vm, 'insert', record(data, 'Account', { Name: 'test' }));
        data.rollback();
        expect(count(vm, 'SELECT COUNT() FROM Account')).toBe(1);
        data.rollback();
        expect(count(vm, 'SELECT COUNT() FROM Account')).toBe(0);
    });
});

describe('rows from elsewhere', () => {
    it('keeps the ids of an export, and learns the prefix of its objects', () => {
        const data = dataWith({ 'objects/Rules__c/Rules__c.object-meta.xml': settingXml }, 'ns');
        const [id] = data.importRows('ns__Rules__c', [
            { attributes: { type: 'x' }, Id: 'a5X8d0000074Kd0', SetupOwnerId: data.organizationId }
        ]);
        expect(id).toMatch(/^a5X8d0000074Kd0\w{3}$/);
        expect(data.org.schema.ofId(id ?? '')?.name).toBe('Rules__c');
    });

    it('refuses a field that the object does not have', () => {
        const data = dataWith();
        expect(() => data.importRows('Account', [{ Nothing: 1 }])).toThrow('Account has no field Nothing');
    });

    it('comes back from JSON as it was', () => {
        const data = dataWith();
        const vm = vmOf(data);
        data.dml(vm, 'insert', record(data, 'Account', { Name: 'saved' }));
        const copy = dataWith();
        copy.load(JSON.parse(JSON.stringify(data.save())));
        const found = rows(vmOf(copy), 'SELECT Name, CreatedDate FROM Account');
        expect(found.map((row) => row.fields)).toEqual(
            rows(vm, 'SELECT Name, CreatedDate FROM Account').map((row) => row.fields)
        );
        copy.dml(vmOf(copy), 'insert', record(copy, 'Account', { Name: 'next' }));
        expect(count(vmOf(copy), 'SELECT COUNT() FROM Account')).toBe(2);
    });
});

describe('names', () => {
    it('finds the package’s objects and fields with and without its namespace', () => {
        const data = dataWith(
            {
                'objects/Rules__c/Rules__c.object-meta.xml': settingXml,
                'objects/Rules__c/fields/Key__c.field-meta.xml': fieldXml('Key__c')
            },
            'ns'
        );
        expect(data.findType('NS__rules__c')).toBe(data.findType('Rules__c'));
        expect(data.findType('other__Rules__c')).toBeUndefined();
        expect(data.findType('Rules__c')?.fields.has('ns__key__c')).toBe(true);
        expect(count(vmOf(data), "SELECT COUNT() FROM ns__Rules__c WHERE ns__Key__c = 'x'")).toBe(0);
    });

    it('resolves tokens with as many names as they take', () => {
        const data = dataWith();
        expect(data.resolveToken(['Account', 'SObjectType'])?.used).toBe(2);
        expect(data.resolveToken(['Schema', 'SObjectType', 'Account', 'fields', 'Name'])?.used).toBe(5);
        expect(data.resolveToken(['Contact', 'Account', 'Name'])?.used).toBe(3);
        expect(data.resolveToken(['Nothing', 'Name'])).toBeUndefined();
    });
});

describe('what is not supported', () => {
    it.each([
        'SELECT NextFireTime FROM CronTrigger',
        'SELECT RecordId FROM UserRecordAccess',
        'SELECT TYPEOF Owner WHEN User THEN Name END FROM Case'
    ])('stops at %s', (text) => {
        const data = dataWith();
        expect(() => data.queryText(vmOf(data), text, 'system')).toThrow(Unsupported);
    });

    it('stops at an object with a validation rule', () => {
        const data = dataWith({
            'objects/Thing__c/Thing__c.object-meta.xml': '<CustomObject><label>Thing</label></CustomObject>',
            'objects/Thing__c/validationRules/Never.validationRule-meta.xml':
                '<ValidationRule><active>true</active></ValidationRule>'
        });
        const thing = record(data, 'Thing__c', { Name: 'x' });
        expect(() => data.dml(vmOf(data), 'insert', thing)).toThrow('validation rule Never of Thing__c');
    });

    it('stops at a formula field when it is read', () => {
        const data = dataWith({
            'objects/Account/fields/Twice__c.field-meta.xml': fieldXml('Twice__c', 'Number', '<formula>1 + 1</formula>')
        });
        expect(() => data.queryText(vmOf(data), 'SELECT Twice__c FROM Account', 'system')).toThrow(
            'formula field Account.Twice__c'
        );
    });
});

describe('limits', () => {
    it('ends the transaction at the first query too many', () => {
        const data = dataWith();
        const vm = vmOf(data);
        for (let i = 0; i < 100; i += 1) count(vm, 'SELECT COUNT() FROM Account');
        expect(messageOf(() => count(vm, 'SELECT COUNT() FROM Account'))).toBe('Too many SOQL queries: 101');
    });

    it('allows an asynchronous transaction 200 queries', () => {
        expect(new Limits(true).most('queries')).toBe(200);
    });

    it('counts rows of every query together', () => {
        const data = dataWith();
        const vm = vmOf(data);
        data.importRows(
            'Account',
            Array.from({ length: 25_001 }, (_, i) => ({ Name: `row ${i}` }))
        );
        rows(vm, 'SELECT Id FROM Account');
        expect(messageOf(() => rows(vm, 'SELECT Id FROM Account'))).toBe('Too many query rows: 50002');
    });
});
