import { Unsupported } from '../unsupported.ts';
import { BadPattern, translate } from './java-regex.ts';

const first = (pattern: string, text: string): string | undefined =>
    new RegExp(translate(pattern).source, 'v').exec(text)?.[0];

it.each([
    ['\\d+', 'a12b', '12'],
    ['[a-z&&[^aeiou]]+', 'aeixyz', 'xyz'],
    ['[a-c[x-z]]+', '-abxz-', 'abxz'],
    ['(?i)abc[d-f]', 'xABCE', 'ABCE'],
    ['(?i:a)b', 'Ab', 'Ab'],
    ['a(?i)b|c', 'C', 'C'],
    ['\\Qa.b\\E+', 'a.bb', 'a.bb'],
    ['[\\w.%+-]+@[\\w.-]+\\.[a-zA-Z]{2,}', 'to me@x.org', 'me@x.org'],
    ['[^\\]\\-]+', 'a-]', 'a'],
    ['(a)(?<n>b)\\2', 'abb', 'abb'],
    ['x{2,3}?', 'xxx', 'xx'],
    ['\\p{L}+', '1éa', 'éa'],
    ['\\p{Alpha}+', 'éa', 'a'],
    ['\\x41\\u0042\\t', 'AB\t', 'AB\t'],
    ['(?s)a.b', 'a\nb', 'a\nb'],
    ['a$', 'a\n', 'a'],
    ['(?m)^b$', 'a\nb\nc', 'b'],
    ['a\\z', 'ba', 'a'],
    ['{0}'.replace('{0}', '\\{\\d\\}'), '{1}', '{1}'],
    ['.', '😀', '😀']
])('finds %s in %j', (pattern, text, expected) => {
    expect(first(pattern, text)).toBe(expected);
});

it.each([
    ['.', '\n'],
    ['\\w', 'é'],
    ['\\d', '٣'],
    ['a\\z', 'a\n'],
    ['^b', 'a\nb']
])('does not find %s in %j', (pattern, text) => {
    expect(first(pattern, text)).toBeUndefined();
});

it.each(['(', 'a)', '[a', '*a', 'a{', '\\y', '[b-a]'])('refuses the malformed %s', (pattern) => {
    expect(() => translate(pattern)).toThrow(BadPattern);
});

it.each(['a++', '(?>a)', '(?x)a', '\\Ga', '(?i)é', '\\p{InGreek}'])(
    'stops at %s, which JavaScript has not',
    (pattern) => {
        expect(() => translate(pattern)).toThrow(Unsupported);
    }
);
