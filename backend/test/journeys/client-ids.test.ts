import fc from 'fast-check';
import { type Place, newPlace } from '../support/place.ts';
import { type Service, startService } from '../support/service.ts';
import { type Org, newOrg, tokenPath } from '../support/org.ts';

const token = 'planted-token-of-client-ids';
let place: Place;
let service: Service;
let org: Org;

beforeAll(async () => {
    place = await newPlace();
    service = await startService(place);
    org = await newOrg(place, service.url);
});
afterAll(() => place.dispose());

const listed = async (): Promise<string[]> =>
    (await org.list()).body.items.map((item: { clientId: string }) => item.clientId);

/** Sets, finds and removes the secret of this client ID, each time under exactly this name. */
async function expectRoundTrip(clientId: string): Promise<void> {
    const set = await org.setToken(clientId, token);
    expect([set.status, set.body.clientId]).toEqual([200, clientId]);
    expect(await listed()).toContain(clientId);
    const asked = await org.list(`?clientId=${encodeURIComponent(clientId)}`);
    expect(asked.body.items).toEqual([set.body]);
    expect((await org.removeToken(clientId)).status).toBe(204);
    expect(await listed()).not.toContain(clientId);
}

describe('a client ID may hold any character', () => {
    it.each([
        ['a slash', 'team/eu/west'],
        ['a percent sign', '100%25 %zz %2F'],
        ['blanks inside', 'contact center one'],
        ['a plus sign', 'a+b c'],
        ['quotes', `it's "quoted" \`so\``],
        ['an emoji', 'centre ☎️ 👩‍💻'],
        ['a NUL', 'before\0after'],
        ['line breaks and tabs', 'one\r\ntwo\tthree'],
        ['two dots in front', '..x'],
        ['path segments', '../../etc/passwd'],
        ['a question mark, a hash and an ampersand', 'a?b#c&d=e'],
        ['a semicolon, a colon and an at sign', 'user:pass@host;v=1'],
        ['a backslash', 'C:\\keys\\one'],
        ['SQL', `'; DROP TABLE secret; --`],
        ['a LIKE pattern', '%_%'],
        ['markup', '<script>alert(1)</script>'],
        ['the name of an object’s own property', '__proto__'],
        ['right-to-left text', 'مفتاح'],
        ['a combining accent', 'e\u0301'],
        ['only a zero', '0'],
        ['255 characters', 'x'.repeat(255)],
        ['255 characters of 4 bytes', '🔑'.repeat(255)],
        ['a single dot', '.'],
        ['two dots', '..']
    ])('keeps %s as it is', async (_what, clientId) => {
        await expectRoundTrip(clientId);
    });

    it('brings any text back as it was, surrounding blanks aside', async () => {
        const anyId = fc
            .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
            .map((text) => text.trim())
            .filter((text) => text !== '' && text.isWellFormed());
        await fc.assert(
            fc.asyncProperty(anyId, async (clientId) => {
                const set = await org.setToken(clientId, token);
                const asked = await org.list(`?clientId=${encodeURIComponent(clientId)}`);
                expect([set.body.clientId, asked.body.items]).toEqual([clientId, [set.body]]);
                expect((await org.removeToken(clientId)).status).toBe(204);
            }),
            { numRuns: 40 }
        );
    });

    it('tells client IDs apart that differ in case, in an accent’s form, or in blanks inside', async () => {
        const alike = ['Key', 'key', 'KEY', 'k ey', '\u00e9', 'e\u0301', 'stra\u00dfe', 'strasse'];
        for (const clientId of alike) expect((await org.setToken(clientId, token)).status).toBe(200);
        expect((await listed()).sort()).toEqual([...alike].sort());
        expect((await org.removeToken('key')).status).toBe(204);
        expect(await listed()).toEqual(expect.arrayContaining(['Key', 'KEY']));
        for (const clientId of alike.filter((other) => other !== 'key')) await org.removeToken(clientId);
    });

    it('ignores blanks around a client ID, whichever kind, on every route', async () => {
        await org.setToken('surrounded', token);
        for (const blank of [' ', '\t', '\r\n', '\u00a0', '\u2003', '\ufeff']) {
            const set = await org.setToken(`${blank}surrounded${blank}`, token);
            expect(set.body.clientId).toBe('surrounded');
            const asked = await org.list(`?clientId=${encodeURIComponent(`${blank}surrounded`)}`);
            expect(asked.body.items).toEqual([set.body]);
        }
        expect(await listed()).toEqual(['surrounded']);
        expect((await org.removeToken(' surrounded ')).status).toBe(204);
    });

    it('refuses a client ID over 1,024 bytes, a blank one, and one that is not UTF-8', async () => {
        const tooLong = await org.setToken('🔑'.repeat(257), token);
        expect([tooLong.status, tooLong.body.code]).toEqual([400, 'client_id_too_long']);
        const blank = await org.setToken(' \t', token);
        expect([blank.status, blank.body.code]).toEqual([400, 'client_id_blank']);
        for (const path of ['/v1/secrets/%zz/token', '/v1/secrets/%ff%fe/token', '/v1/secrets/%ED%A0%80/token']) {
            const malformed = await org.call('PUT', path, { json: { token } });
            expect([malformed.status, malformed.body.code]).toEqual([400, 'malformed_path']);
        }
        expect(await listed()).toEqual([]);
    });

    it('writes the client ID into the audit, a NUL as \\0, so that each change can be found again', async () => {
        expect(tokenPath('a/b')).toBe('/v1/secrets/a%2Fb/token');
        await service.stop();
        const subjects = await place.inspect((db) =>
            db.selectFrom('audit_event').select('subject').where('action', '=', 'secret.set_token').execute()
        );
        const written = new Set(subjects.map((row) => row.subject));
        expect(written).toContain('before\\0after');
        expect(written).toContain('team/eu/west');
        expect(written).toContain('Key');
    });
});
