import { format, formatMoment, formatNumber } from 'c/text';

describe('c/text', () => {
    it('fills the places of a label, as often as they occur', () => {
        expect(format('{0} of {1}, {0}', 12, '2,000')).toBe('12 of 2,000, 12');
    });

    it('leaves a place without a value, and never reads a value as a label', () => {
        expect(format('{0} and {1}', '{1}')).toBe('{1} and {1}');
    });

    it('writes numbers with their group signs', () => {
        expect(formatNumber(2000)).toBe('2,000');
    });

    it('writes a moment with date and time', () => {
        expect(formatMoment('2026-05-12T10:31:00.000Z')).toMatch(/May 1[12], 2026/);
    });

    it.each([undefined, null, '', 'yesterday'])('writes nothing for %p', (iso) => {
        expect(formatMoment(iso)).toBe('');
    });
});
