import { makePackage, removePackages } from '../../test/support/package.ts';
import { CompileErrors, openOrg } from './org.ts';
import { type TestResult, type TestRun, runTests } from './run-tests.ts';

afterAll(removePackages);

const run = (files: Record<string, string>, wanted = {}): TestRun =>
    runTests(openOrg({ packageFolder: makePackage(files) }), wanted);

const results = (files: Record<string, string>, wanted = {}): Record<string, TestResult> =>
    Object.fromEntries(run(files, wanted).results.map((result) => [result.methodName, result]));

const thing = `public class Thing {
    public static Integer twice(Integer value) {
        if (value == null) {
            return 0;
        }
        return value * 2;
    }
    public static void fail() {
        throw new IllegalArgumentException('planted');
    }
}`;

const tests = (body: string): string => `@IsTest\nprivate class ThingTest {\n${body}\n}`;

describe('a test run', () => {
    const found = results({
        'Thing.cls': thing,
        'ThingTest.cls': tests(`
            static Integer count = 0;
            @TestSetup static void setup() { insert new Account(Name = 'from setup'); }
            @IsTest static void passes() { count++; Assert.areEqual(1, count); Assert.areEqual(4, Thing.twice(2)); }
            static testMethod void oldStyle() { count++; System.assertEquals(1, count); }
            @IsTest static void seesTheSetup() { delete [SELECT Id FROM Account]; Assert.areEqual(0, [SELECT COUNT() FROM Account]); }
            @IsTest static void seesTheSetupAgain() { Assert.areEqual(1, [SELECT COUNT() FROM Account]); }
            @IsTest static void fails() { Assert.areEqual(5, Thing.twice(2), 'twice two'); }
            @IsTest static void throwsUp() { Thing.fail(); }
            @IsTest static void exceeds() { for (Integer i = 0; i < 101; i++) { Integer n = [SELECT COUNT() FROM Account]; } }
            @IsTest static void recurses() { recurses(); }
            @IsTest static void failsPastFinally() { try { Assert.fail('seen'); } finally { return; } }
            @IsTest static void stopsAtWhatIsNotSupported() { try { Test.loadData(Account.SObjectType, 'x'); } catch (Exception e) { } }
            static void helper() { }
        `)
    });

    it('runs every method annotated as a test, and no other', () => {
        expect(Object.keys(found)).toEqual([
            'passes', 'oldStyle', 'seesTheSetup', 'seesTheSetupAgain', 'fails', 'throwsUp', 'exceeds', 'recurses',
            'failsPastFinally', 'stopsAtWhatIsNotSupported'
        ]); // prettier-ignore
    });

    it('gives each method statics and data of its own', () => {
        for (const name of ['passes', 'oldStyle', 'seesTheSetup', 'seesTheSetupAgain']) {
            expect([name, found[name]?.outcome, found[name]?.message]).toEqual([name, 'pass', null]);
        }
    });

    it('words a failed assertion as the platform does', () => {
        expect(found.fails?.message).toBe(
            'System.AssertException: Assertion Failed: twice two: Expected: 5, Actual: 4'
        );
        expect(found.fails?.type).toBe('System.AssertException');
        expect(found.fails?.stackTrace).toBe('Class.ThingTest.fails: line 10, column 1');
    });

    it('gives the stack of an uncaught exception, innermost first', () => {
        expect(found.throwsUp?.message).toBe('System.IllegalArgumentException: planted');
        expect(found.throwsUp?.stackTrace).toBe(
            'Class.Thing.fail: line 9, column 1\nClass.ThingTest.throwsUp: line 11, column 1'
        );
    });

    it('enforces limits', () => {
        expect(found.exceeds?.message).toBe('System.LimitException: Too many SOQL queries: 101');
        expect(found.recurses?.message).toMatch(/^System\.LimitException: Maximum stack depth reached: \d+$/);
    });

    it('lets no finally block hide a failed assertion', () => {
        expect(found.failsPastFinally?.message).toBe('System.AssertException: Assertion Failed: seen');
    });

    it('fails what it does not support, naming the place, past every catch clause', () => {
        expect(found.stopsAtWhatIsNotSupported?.message).toMatch(/^Unsupported: .*loadData.* at .*ThingTest\.cls:15$/);
    });
});

it('runs only the classes and methods that are wanted', () => {
    const files = {
        'A.cls': tests('@IsTest static void one() { } @IsTest static void two() { }').replace('ThingTest', 'A'),
        'B.cls': tests('@IsTest static void one() { }').replace('ThingTest', 'B')
    };
    const names = (wanted: object): string[] =>
        run(files, wanted).results.map(({ className, methodName }) => `${className}.${methodName}`);
    expect(names({ classes: ['b'] })).toEqual(['B.one']);
    expect(names({ methods: ['A.ONE'] })).toEqual(['A.one']);
    expect(names({ methods: ['one'] })).toEqual(['A.one', 'B.one']);
});

it('skips a class whose setup fails, and says why', () => {
    const found = results({
        'ThingTest.cls': tests('@TestSetup static void setup() { insert new Account(); } @IsTest static void one() { }')
    });
    expect(found.setup?.message).toMatch(/^System\.DmlException: Insert failed/);
    expect(found.one?.outcome).toBe('skip');
});

it('covers lines by test, and leaves test classes out', () => {
    const { coverage, results: all } = run({
        'Thing.cls': thing,
        'ThingTest.cls': tests(`
            @IsTest static void one() { Thing.twice(null); }
            @IsTest static void two() { Thing.twice(1); }`)
    });
    expect(coverage).toEqual([{ name: 'Thing', path: 'Thing.cls', covered: [3, 4, 6], uncovered: [9], percent: 75 }]);
    expect(all.map((result) => result.coverage[0]?.covered)).toEqual([
        [3, 4],
        [3, 6]
    ]);
});

/** The files of the compile errors that work ends in. */
function placesOf(work: () => unknown): (string | undefined)[] {
    try {
        work();
    } catch (error) {
        if (error instanceof CompileErrors) return error.errors.map(({ message }) => message.split(':')[0]);
        throw error;
    }
    return [];
}

it('names every compile error at once', () => {
    const files = {
        'A.cls': 'public class A { void a() { missing(); } void b() { Integer i = unknown; } }',
        'B.cls': 'public class B { void a() { A.nothing(); } }'
    };
    expect(placesOf(() => run(files))).toEqual(['A.cls', 'A.cls', 'B.cls']);
});

it('stubs a class', () => {
    const found = results({
        'Thing.cls': "public virtual class Thing { public String greet(String name) { return 'Hello ' + name; } }",
        'ThingTest.cls': tests(`
            class Provider implements StubProvider {
                public Object handleMethodCall(Object stub, String name, Type returns, List<Type> types, List<String> names, List<Object> args) {
                    return name + ' ' + names[0] + ' ' + args[0] + ' ' + returns;
                }
            }
            @IsTest static void stubbed() {
                Thing thing = (Thing) Test.createStub(Thing.class, new Provider());
                Assert.areEqual('greet name Jane String', thing.greet('Jane'));
            }`)
    });
    expect([found.stubbed?.outcome, found.stubbed?.message]).toEqual(['pass', null]);
});
