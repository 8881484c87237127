import { salesforceId } from './salesforce-id.ts';

describe('a Salesforce id', () => {
    it('gets the checksum that Salesforce gives it', () => {
        expect(salesforceId('001A0000006Vm9u', '001')).toBe('001A0000006Vm9uIAC');
    });

    it('is the same from 15 and from 18 characters, a checksum in small letters included', () => {
        const full = salesforceId('0055g00000AbCdE', '005')!;
        expect(full).toHaveLength(18);
        expect(salesforceId(full, '005')).toBe(full);
        expect(salesforceId(full.slice(0, 15) + full.slice(15).toLowerCase(), '005')).toBe(full);
    });

    it.each([
        ['another kind', '00D5g00000AbCdE'],
        ['a wrong checksum', '0055g00000AbCdEAAA'],
        ['16 characters', '0055g00000AbCdEA'],
        ['a letter’s case changed', salesforceId('0055g00000AbCdE', '005')!.replace('AbCdE', 'abCdE')],
        ['another character', '0055g00000AbC-E'],
        ['a line break behind', '0055g00000AbCdE\n'],
        ['nothing', '']
    ])('is refused: %s', (_what, text) => {
        expect(salesforceId(text, '005')).toBeUndefined();
    });
});
