import { asId, makeId } from './ids.ts';

describe('ids', () => {
    it('have 18 characters, the last three of which are right', () => {
        expect(asId('0018d00000B5MqE')).toHaveLength(18);
        expect(asId('0058d0000034KdA')).toBe('0058d0000034KdAAAU');
        expect(makeId('001', 12)).toMatch(/^001LO000000000C\w{3}$/);
    });

    it('are refused with a wrong checksum, or another length', () => {
        expect(asId('0058d0000034KdAAAV')).toBeUndefined();
        expect(asId('0058d0000034Kd')).toBeUndefined();
        expect(asId('0058d0000034Kd-')).toBeUndefined();
    });

    it('differ for each number', () => {
        expect(new Set(Array.from({ length: 5000 }, (_, i) => makeId('001', i))).size).toBe(5000);
    });
});
