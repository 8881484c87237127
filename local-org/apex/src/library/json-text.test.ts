import { BadJson, JsonWriter, parseJson, quoted } from './json-text.ts';

it('keeps the text of numbers and the order of names', () => {
    expect(parseJson(' {"b":1.50,"a":[true,null,"x\\u0041"]} ')).toEqual({
        kind: 'object',
        entries: [
            ['b', { kind: 'number', text: '1.50' }],
            [
                'a',
                {
                    kind: 'array',
                    items: [{ kind: 'boolean', value: true }, { kind: 'null' }, { kind: 'string', text: 'xA' }]
                }
            ]
        ]
    });
});

it.each([
    ['', 'No content to map to Object due to end of input'],
    ['<html>', "Unexpected character ('<' (code 60)): expected a valid value"],
    ['nonsense', "Unrecognized token 'nonsense'"],
    ['{"a" 1}', 'was expecting a colon'],
    ['{"a":1,}', 'was expecting double-quote to start field name'],
    ['[1 2]', 'was expecting comma to separate ARRAY entries'],
    ['"a', 'Unexpected end-of-input: was expecting closing quote for a string value'],
    ['01', 'Unexpected character'],
    ['{', 'Unexpected end-of-input'],
    ['"\n"', 'Unexpected character']
])('refuses %j', (text, message) => {
    expect(() => parseJson(text)).toThrow(message);
});

it('refuses JSON nested without end', () => {
    expect(() => parseJson('['.repeat(100_000))).toThrow(BadJson);
});

it('escapes control characters in upper case, and nothing that need not be', () => {
    expect(quoted('\u001f/é"\\\n')).toBe('"\\u001F/é\\"\\\\\\n"');
});

it('indents objects and keeps lists on their line', () => {
    const writer = new JsonWriter(true);
    writer.start('object');
    writer.name('a');
    writer.start('array');
    for (const each of ['1', '2']) writer.raw(each);
    writer.end('array');
    writer.name('o');
    writer.start('object');
    writer.end('object');
    writer.end('object');
    expect(writer.text).toBe('{\n  "a" : [ 1, 2 ],\n  "o" : { }\n}');
});

it('refuses pieces that do not fit', () => {
    const writer = new JsonWriter(false);
    expect(() => writer.name('a')).toThrow('Can not write a field name, expecting a value');
    writer.start('object');
    expect(() => writer.raw('1')).toThrow('Can not write a value, expecting field name');
    expect(() => writer.end('array')).toThrow('Current context not an array but object');
});
