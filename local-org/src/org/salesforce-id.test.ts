import { fullId, levelOf } from './salesforce-id.ts';

describe('fullId', () => {
    it('adds the checksum that Salesforce adds', () => {
        expect(fullId('00Dd0000000cHFR')).toBe('00Dd0000000cHFREA2');
        expect(fullId('005000000000000')).toBe('005000000000000AAA');
    });

    it('keeps a full id', () => expect(fullId('00Dd0000000cHFREA2')).toBe('00Dd0000000cHFREA2'));

    it.each(['', '00D', '00Dd0000000cHFREA3', '00Dd0000000cHFREA', '00Dd0000000cHF-EA2'])('refuses %j', (text) =>
        expect(fullId(text)).toBeUndefined()
    );
});

describe('levelOf', () => {
    it('goes by the key prefix', () => {
        expect(['00D1', '00e1', '0051', '0011'].map(levelOf)).toEqual(['organization', 'profile', 'user', undefined]);
    });
});
