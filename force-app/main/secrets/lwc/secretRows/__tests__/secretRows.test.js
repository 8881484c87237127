import { matching, sorted, toRows } from 'c/secretRows';

const item = (clientId, extra = {}) => ({
    clientId,
    locations: ['Organization'],
    tokenSet: false,
    tokenSetAt: null,
    tokenSetByName: null,
    usedBySettings: true,
    ...extra
});

const ids = (rows) => rows.map(({ clientId }) => clientId);

describe('c/secretRows', () => {
    it('finds a row by part of its client ID or of a location, whatever the case', () => {
        const rows = toRows([item('NVM-1'), item('NVM-2', { locations: ['User: Jane Doe'] })]);

        expect(ids(matching(rows, 'nvm-1'))).toEqual(['NVM-1']);
        expect(ids(matching(rows, 'JANE'))).toEqual(['NVM-2']);
        expect(ids(matching(rows, ' doe nvm '))).toEqual(['NVM-2']);
        expect(ids(matching(rows, 'janedoe'))).toEqual([]);
    });

    it('finds every row with an empty search', () => {
        const rows = toRows([item('a'), item('b')]);
        expect(matching(rows, '  ')).toBe(rows);
    });

    it('sorts client IDs as people count', () => {
        const rows = toRows([item('key-10'), item('key-2'), item('key-1')]);

        expect(ids(sorted(rows, 'clientId', 'asc'))).toEqual(['key-1', 'key-2', 'key-10']);
        expect(ids(sorted(rows, 'clientId', 'desc'))).toEqual(['key-10', 'key-2', 'key-1']);
    });

    it('sorts locations by how many there are, then by the first', () => {
        const rows = toRows([
            item('a', { locations: ['Organization', 'User: A'] }),
            item('b', { locations: ['User: B'] }),
            item('c', { locations: [], usedBySettings: false }),
            item('d', { locations: ['Profile: A'] })
        ]);

        expect(ids(sorted(rows, 'locations', 'asc'))).toEqual(['c', 'd', 'b', 'a']);
    });

    it('sorts tokens: those not set first, then the oldest', () => {
        const rows = toRows([
            item('new', { tokenSet: true, tokenSetAt: '2026-05-12T10:31:00.000Z' }),
            item('old', { tokenSet: true, tokenSetAt: '2025-05-12T10:31:00.000Z' }),
            item('none-b'),
            item('none-a')
        ]);

        expect(ids(sorted(rows, 'tokenSet', 'asc'))).toEqual(['none-a', 'none-b', 'old', 'new']);
    });

    it('lets a token be removed where there is one, and a secret that no setting uses', () => {
        const rows = toRows([item('a'), item('b', { tokenSet: true }), item('c', { usedBySettings: false })]);
        expect(rows.map(({ canRemove }) => canRemove)).toEqual([false, true, true]);
    });
});
