import fc from 'fast-check';
import { clientIdText, tokenText } from './token-text.ts';

describe('a token', () => {
    it('keeps every character but the blanks and line breaks around it', () => {
        expect(tokenText(' \r\n\t\u00a0\ufeffa b\u2003ü☎️\n')).toBe('a b\u2003ü☎️');
    });

    it('comes back byte for byte from UTF-8, or is refused', () => {
        fc.assert(
            fc.property(fc.string({ unit: 'binary', maxLength: 50 }), (pasted) => {
                let token: string;
                try {
                    token = tokenText(pasted);
                } catch {
                    return;
                }
                expect(Buffer.from(token).toString('utf8')).toBe(token);
                expect(token).not.toMatch(/\p{Cc}/u);
            })
        );
    });

    it.each([
        ['token_empty', ''],
        ['token_empty', ' \n\u2028'],
        ['token_too_long', 'x'.repeat(16 * 1024 + 1)],
        ['token_too_long', '☎'.repeat(5462)],
        ['token_control_characters', 'a\tb'],
        ['token_control_characters', 'a\u0085b'],
        ['token_control_characters', 'a\u2029b'],
        ['token_control_characters', 'a\ud800b']
    ])('is refused as %s: case %#', (code, pasted) => {
        expect(() => tokenText(pasted)).toThrow(expect.objectContaining({ code }));
    });

    it('may have exactly 16 KB', () => {
        expect(tokenText(`\n${'x'.repeat(16 * 1024)}\n`)).toHaveLength(16 * 1024);
    });
});

describe('a client ID', () => {
    it('keeps case, blanks and control characters inside', () => {
        expect(clientIdText('\n Key\0 one\t')).toBe('Key\0 one');
    });

    it('is refused when blank or over 1,024 bytes', () => {
        expect(() => clientIdText(' \u3000')).toThrow(expect.objectContaining({ code: 'client_id_blank' }));
        expect(() => clientIdText('é'.repeat(513))).toThrow(expect.objectContaining({ code: 'client_id_too_long' }));
        expect(clientIdText('é'.repeat(512))).toHaveLength(512);
    });
});
