import { Unsupported } from '../unsupported.ts';
import { failureOf, said, valueOf } from '../../test/support/library.ts';

describe('texts of values', () => {
    it.each([
        ['null', 'null'],
        ['1.0d', '1.0'],
        ['12345678.0d', '1.2345678E7'],
        ['0.0001d', '1.0E-4'],
        ['12.50', '12.50'],
        ["Decimal.valueOf('0.0000001')", '1E-7'],
        ["Blob.valueOf('abc')", 'Blob[3]'],
        ['Datetime.newInstanceGmt(2026, 1, 31, 10, 0, 0)', '2026-01-31 10:00:00'],
        ['String.valueOf(Datetime.newInstanceGmt(2026, 1, 31, 10, 0, 0))', '2026-01-31 02:00:00'],
        ["new List<Object>{ 'a', null, new Set<Integer>{ 1 } }", '(a, null, {1})'],
        ["new Map<String, List<Integer>>{ 'a' => new List<Integer>{ 1 } }", '{a=(1)}'],
        ["new DmlException('Insert failed')", 'System.DmlException: Insert failed'],
        ['System.RoundingMode.UP', 'UP'],
        ['Map<String, Integer>.class', 'Map<String,Integer>']
    ])('%s is %s', (expression, expected) => {
        expect(valueOf(expression)).toBe(expected);
    });

    it('objects print their fields, those above last, and themselves only once', () => {
        const node = 'public virtual class Node { public Integer a = 1; public Object next { get; set; } }';
        const leaf = "public class Leaf extends Node { String b = 'x'; static Integer none = 0; }";
        expect(said('Leaf l = new Leaf(); l.next = l; say(l);', [node, leaf])).toEqual([
            'Leaf:[b=x, a=1, next=(already output)]'
        ]);
    });

    it('a toString of their own decides', () => {
        const named = "public class Named { public override String toString() { return 'me'; } }";
        expect(said('say(new List<Named>{ new Named() });', [named])).toEqual(['(me)']);
    });
});

describe('what cannot be done raises as on the platform', () => {
    it.each([
        ["Long.valueOf('x')", 'System.TypeException: Invalid long: x'],
        ["Decimal.valueOf('x')", 'System.TypeException: Invalid decimal: x'],
        ["Integer.valueOf('2147483648')", 'System.TypeException: Invalid integer: 2147483648'],
        ['Math.mod(1, 0)', 'System.MathException: Divide by 0'],
        ["'abc'.abbreviate(3)", 'System.StringException: Minimum abbreviation width is 4'],
        ["'abc'.contains(null)", 'System.NullPointerException: Argument cannot be null.'],
        ["'abc'.substring(2, 1)", 'System.StringException: Ending position out of bounds: 1'],
        ['new List<Integer>{ 1 }.remove(1)', 'System.ListException: List index out of bounds: 1'],
        ["EncodingUtil.convertFromHex('abc')", 'System.StringException: Odd number of characters.'],
        ["EncodingUtil.base64Decode('a?b').toString()", 'System.StringException: Unrecognized base64 character: ?'],
        ["EncodingUtil.convertFromHex('ff').toString()", 'System.StringException: BLOB is not a valid UTF-8 string'],
        [
            "JSON.deserialize('[]', Snippet.class)",
            "System.JSONException: Malformed JSON: Expected '{' at the beginning of object"
        ],
        [
            "JSON.deserialize('{}', List<String>.class)",
            "System.JSONException: Malformed JSON: Expected '[' at the beginning of List/Set"
        ],
        ["new Url('example.invalid')", 'System.StringException: no protocol: example.invalid']
    ])('%s', (expression, expected) => {
        expect(failureOf(expression)).toBe(expected);
    });

    it('refuses to sort what has no order', () => {
        const plain = 'public class Plain {}';
        expect(
            said(
                'try { new List<Plain>{ new Plain(), new Plain() }.sort(); } catch (ListException e) { say(e.getMessage()); }',
                [plain]
            )
        ).toEqual(['One or more of the items in this list is not Comparable.']);
    });
});

it.each([
    "'<b>'.stripHtmlTags()",
    "String.format('{0}', new List<Object>{ 1000 })",
    'JSON.deserialize(\'"1"\', Integer.class)',
    'Datetime.newInstance(2026, 3, 7, 12, 0, 0).addDays(1)',
    "Decimal.valueOf('1').divide(8, 2)",
    'Url.getOrgDomainUrl()'
])('stops rather than guess: %s', (expression) => {
    expect(() => valueOf(expression)).toThrow(Unsupported);
});

describe('assertions', () => {
    const failing = (statement: string): string => {
        try {
            said(statement);
            return 'passed';
        } catch (error) {
            const { value } = error as { value: { native: { message: string } } };
            return value.native.message;
        }
    };

    it.each([
        ['System.assert(false);', 'Assertion Failed'],
        ["System.assert(false, 'why');", 'Assertion Failed: why'],
        ['System.assertEquals(1, 2);', 'Assertion Failed: Expected: 1, Actual: 2'],
        ["Assert.areEqual('a', 'A', 'why');", 'Assertion Failed: why: Expected: a, Actual: A'],
        ['Assert.areNotEqual(1, 1);', 'Assertion Failed: Same value: 1'],
        ['Assert.areEqual(1, 1.0);', 'passed'],
        ["Assert.isNull('x');", 'Assertion Failed: Expected: null, Actual: x'],
        ["try { Assert.fail('no'); } catch (Exception e) { say(e); }", 'Assertion Failed: no']
    ])('%s', (statement, expected) => {
        expect(failing(statement)).toBe(expected);
    });
});

it('answers the moment, labels and the like from the host', () => {
    expect(
        said("say(Datetime.now()); say(Date.today()); say(System.currentTimeMillis()); say(Label.get('', 'Greeting'));")
    ).toEqual(['2026-01-31 18:30:15', '2026-01-31 00:00:00', '1769884215250', 'Hello']);
});
