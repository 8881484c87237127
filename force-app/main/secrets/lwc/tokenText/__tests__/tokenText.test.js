import { MAX_BYTES, clean, refusal } from 'c/tokenText';

describe('c/tokenText', () => {
    it.each([
        ['blanks', '  planted-token-1  '],
        ['line breaks', '\r\nplanted-token-1\n'],
        ['tabs', '\tplanted-token-1\t'],
        ['a no-break space', '\u00a0planted-token-1'],
        ['a byte order mark', '\ufeffplanted-token-1'],
        ['a zero-width space', 'planted-token-1\u200b']
    ])('removes %s around a token', (_, text) => {
        expect(clean(text)).toBe('planted-token-1');
    });

    it('keeps blanks inside a token, which some providers use', () => {
        expect(clean(' Bearer planted ')).toBe('Bearer planted');
        expect(refusal('Bearer planted')).toBeUndefined();
    });

    it.each([undefined, null, '', ' \n '])('has nothing left of %p, and refuses that', (text) => {
        expect(refusal(clean(text))).toBe('empty');
    });

    it.each(['a\nb', 'a\r\nb', 'a\tb', 'a\u0000b', 'a\u007fb', 'a\u0085b', 'a\u2028b'])(
        'refuses %j: a control character inside',
        (text) => {
            expect(refusal(clean(text))).toBe('controlCharacters');
        }
    );

    it('takes 16 KB and refuses one byte more', () => {
        expect(MAX_BYTES).toBe(16384);
        expect(refusal('x'.repeat(MAX_BYTES))).toBeUndefined();
        expect(refusal('x'.repeat(MAX_BYTES + 1))).toBe('tooLong');
    });

    it('counts bytes, not characters', () => {
        expect(refusal('é'.repeat(MAX_BYTES / 2))).toBeUndefined();
        expect(refusal('é'.repeat(MAX_BYTES / 2) + 'x')).toBe('tooLong');
    });
});
