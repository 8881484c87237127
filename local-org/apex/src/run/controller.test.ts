import { makePackage, removePackages } from '../../test/support/package.ts';
import { LightningError, invoke } from './controller.ts';
import { type Org, openOrg } from './org.ts';

afterAll(removePackages);

const controller = `public with sharing class ThingController {
    public class Thing {
        @AuraEnabled public String name { get; set; }
        @AuraEnabled public Integer count;
        @AuraEnabled public List<Thing> parts;
        public String hidden = 'hidden';
    }
    public class OwnException extends Exception { }
    public enum Colour { RED, GREEN }
    @AuraEnabled public static Thing thing(String name) {
        Thing made = new Thing();
        made.name = name;
        return made;
    }
    @AuraEnabled public static Object echo(Integer i, Decimal d, Boolean b, Id userId, Date day, Datetime at) {
        return new List<Object>{ i, d, b, userId, day, at };
    }
    @AuraEnabled public static Map<String, Object> kinds() {
        return new Map<String, Object>{
            'long' => 5L, 'decimal' => 1.50, 'double' => Double.valueOf('2.5'), 'null' => null, 'colour' => Colour.GREEN
        };
    }
    @AuraEnabled public static Integer total(List<Integer> values, Map<String, Integer> more) {
        Integer sum = 0;
        for (Integer value : values) { sum += value; }
        for (Integer value : more.values()) { sum += value; }
        return sum;
    }
    @AuraEnabled public static String names(Thing thing) {
        return thing.name + thing.parts[0].name + thing.hidden;
    }
    @AuraEnabled public static Account save(Account record) {
        insert record;
        return [SELECT Id, Name, Phone, Owner.Name FROM Account WHERE Id = :record.Id];
    }
    @AuraEnabled(cacheable=true) public static void sneak() { insert new Account(Name = 'sneaked'); }
    @AuraEnabled(cacheable=true) public static Integer accounts() { return [SELECT COUNT() FROM Account]; }
    @AuraEnabled public static void refuse() { throw new AuraHandledException('Say this.'); }
    @AuraEnabled public static void fail() { insert new Account(Name = 'taken back'); throw new OwnException('own'); }
    @AuraEnabled public static void divide() { Integer zero = 0; zero = 1 / zero; }
    @AuraEnabled public static void saveNothing() { insert new Account(); }
    public static void internal() { }
}`;

const grant = `<?xml version="1.0" encoding="UTF-8"?>
<PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata">
    <classAccesses><apexClass>ThingController</apexClass><enabled>true</enabled></classAccesses>
    <label>Thing User</label>
</PermissionSet>`;

let org: Org;

beforeEach(() => {
    org = openOrg({
        packageFolder: makePackage({
            'ThingController.cls': controller,
            'Thing_User.permissionset-meta.xml': grant
        })
    });
});

const call = (method: string, parameters: Record<string, unknown> = {}, user = org.data.testUser) =>
    invoke(org, user, 'ThingController', method, parameters);

function refusal(method: string, parameters: Record<string, unknown> = {}): unknown {
    try {
        call(method, parameters);
    } catch (error) {
        if (error instanceof LightningError) return error.body;
        throw error;
    }
    throw new Error('it was not refused');
}

it('answers the @AuraEnabled members of an object that are not null', () => {
    expect(call('thing', { name: 'Jane' })).toEqual({ name: 'Jane' });
});

it('converts parameters to their declared types, and answers to JSON', () => {
    const userId = org.data.testUser.id;
    expect(
        call('echo', { i: 5, d: 1.5, b: true, userId: userId.slice(0, 15), day: '2026-01-31', at: '2026-01-31T11:00:00+01:00' }) // prettier-ignore
    ).toEqual([5, 1.5, true, userId, '2026-01-31', '2026-01-31T10:00:00.000Z']);
});

it('takes a parameter that is not sent for null', () => {
    expect(call('echo')).toEqual([null, null, null, null, null, null]);
});

it('writes every kind of number as one', () => {
    expect(call('kinds')).toEqual({ long: 5, decimal: 1.5, double: 2.5, null: null, colour: 'GREEN' });
});

it('takes lists, maps and objects', () => {
    expect(call('total', { values: [1, 2], more: { a: 3 } })).toBe(6);
    expect(call('names', { thing: { name: 'a', parts: [{ name: 'b' }], hidden: 'set' } })).toBe('abhidden');
});

it('takes and answers records', () => {
    const saved = call('save', { record: { Name: 'Acme', sobjectType: 'Account' } });
    expect(saved).toEqual({ Id: expect.stringMatching(/^001/), Name: 'Acme', OwnerId: expect.any(String), Owner: { Id: expect.any(String), Name: 'User User' } }); // prettier-ignore
    expect(call('accounts')).toBe(1);
});

it.each([
    ['echo', { i: 'five' }, "Value provided is invalid for action parameter 'i' of type 'Integer'"],
    ['echo', { i: 3_000_000_000 }, "Value provided is invalid for action parameter 'i' of type 'Integer'"],
    ['echo', { userId: 'nobody' }, "Value provided is invalid for action parameter 'userId' of type 'Id'"],
    ['total', { values: 5 }, "Value provided is invalid for action parameter 'values' of type 'List'"]
])('refuses for %s what does not fit: %j', (method, parameters, message) => {
    expect(refusal(method, parameters)).toEqual({ message });
});

it('shows the sentence of an AuraHandledException alone', () => {
    expect(refusal('refuse')).toEqual({ message: 'Say this.' });
});

it('describes any other exception', () => {
    expect(refusal('fail')).toEqual({
        message: 'own',
        exceptionType: 'ThingController.OwnException',
        isUserDefinedException: true,
        stackTrace: 'Class.ThingController.fail: line 39, column 1'
    });
    expect(refusal('divide')).toMatchObject({ exceptionType: 'System.MathException', isUserDefinedException: false });
    expect(refusal('saveNothing')).toMatchObject({ pageErrors: [{ statusCode: 'REQUIRED_FIELD_MISSING' }] });
});

it('takes back what a failed call did, and keeps what a good one did', () => {
    refusal('fail');
    expect(call('accounts')).toBe(0);
    call('save', { record: { Name: 'kept' } });
    expect(call('accounts')).toBe(1);
});

it('forbids a wire to save', () => {
    expect(refusal('sneak')).toMatchObject({ message: 'Too many DML statements: 1', exceptionType: 'System.LimitException' }); // prettier-ignore
});

it('refuses methods that are not for components', () => {
    expect(refusal('internal')).toMatchObject({ message: expect.stringContaining('ThingController.internal') });
    expect(refusal('nowhere')).toMatchObject({ message: expect.stringContaining('ThingController.nowhere') });
});

it('asks for access to the class', () => {
    const profile = [...org.data.org.store.rows('profile')].find(([, row]) => row.get('name') === 'Minimum Access - Salesforce'); // prettier-ignore
    const [id = ''] = org.data.importRows('User', [{ Username: 'planted@example.com', LastName: 'Planted', ProfileId: profile?.[0] }]); // prettier-ignore
    const user = org.data.findUser(id);
    if (!user) throw new Error('no user');
    expect(() => call('accounts', {}, user)).toThrow(
        "You do not have access to the Apex class named 'ThingController'."
    );
    const [set] =
        [...org.data.org.store.rows('permissionset')].find(([, row]) => row.get('name') === 'Thing_User') ?? [];
    org.data.importRows('PermissionSetAssignment', [{ AssigneeId: id, PermissionSetId: set }]);
    expect(call('accounts', {}, user)).toBe(0);
});
