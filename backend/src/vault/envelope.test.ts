import { createCipheriv, randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { type Place, SealBroken, keyIdOf, open, seal } from './envelope.ts';

const key = randomBytes(32);
const keyId = randomUUID();
const place: Place = { tenant: '00D5g00000TTTT1EAP', record: 'secret:one', field: 'token' };
const plaintext = Buffer.from('planted-token-of-envelope');
const sealed = seal(key, keyId, place, plaintext);

describe('a sealed value', () => {
    it('opens to the same bytes, whatever they are, at the same place and key, and at no other', () => {
        const text = fc.string({ unit: 'binary', maxLength: 20 });
        const places = fc.record({ tenant: text, record: text, field: text });
        fc.assert(
            fc.property(places, places, fc.uint8Array({ maxLength: 300 }), (at, elsewhere, bytes) => {
                const value = seal(key, keyId, at, Buffer.from(bytes));
                expect(open(key, at, value).equals(Buffer.from(bytes))).toBe(true);
                fc.pre(JSON.stringify(at) !== JSON.stringify(elsewhere));
                expect(() => open(key, elsewhere, value)).toThrow(SealBroken);
            }),
            { numRuns: 300 }
        );
    });

    it('names the key it needs, and holds nothing of the value in clear', () => {
        expect(keyIdOf(sealed)).toBe(keyId);
        expect(sealed.includes(plaintext)).toBe(false);
        expect(sealed.length).toBe(1 + 16 + 12 + plaintext.length + 16);
    });

    it('is different each time', () => {
        const ivs = Array.from({ length: 200 }, () => seal(key, keyId, place, plaintext).toString('hex', 17, 29));
        expect(new Set(ivs).size).toBe(200);
    });

    it.each<[string, Place]>([
        ['another tenant', { ...place, tenant: '00D5g00000TTTT2EAP' }],
        ['another record', { ...place, record: 'secret:two' }],
        ['another field', { ...place, field: 'refresh' }],
        ['parts that read the same when joined', { ...place, tenant: `${place.tenant}secret`, record: ':one' }],
        ['parts with quotes that would close the text', { ...place, record: 'secret:one","token' }]
    ])('does not open for %s', (_what, elsewhere) => {
        expect(() => open(key, elsewhere, sealed)).toThrow(SealBroken);
    });

    it('does not open with another key', () => {
        expect(() => open(randomBytes(32), place, sealed)).toThrow(SealBroken);
    });

    it('does not open with any one bit flipped: version, key id, IV, ciphertext, tag', () => {
        for (let bit = 0; bit < sealed.length * 8; bit += 1) {
            const changed = Buffer.from(sealed);
            changed[bit >> 3]! ^= 1 << (bit & 7);
            expect(() => open(key, place, changed)).toThrow(SealBroken);
        }
    });

    it('does not open cut short at either end, or longer, or empty', () => {
        for (let length = 0; length < sealed.length; length += 1) {
            expect(() => open(key, place, sealed.subarray(0, length))).toThrow(SealBroken);
            expect(() => open(key, place, sealed.subarray(sealed.length - length))).toThrow(SealBroken);
        }
        expect(() => open(key, place, Buffer.concat([sealed, Buffer.of(0)]))).toThrow(SealBroken);
    });

    it('does not open with a tag of 4 bytes, which Node alone would accept', () => {
        const iv = sealed.subarray(17, 29);
        const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: 4 });
        const header = sealed.subarray(0, 17);
        cipher.setAAD(Buffer.concat([header, Buffer.from(JSON.stringify([place.tenant, place.record, place.field]))]));
        const long = randomBytes(40);
        const forged = Buffer.concat([header, iv, cipher.update(long), cipher.final(), cipher.getAuthTag()]);
        expect(() => open(key, place, forged)).toThrow(SealBroken);
    });

    it('says in its refusal nothing of what it holds', () => {
        const moved = { ...place, record: 'secret:planted' };
        expect(() => open(key, moved, sealed)).toThrow(/^A sealed value does not open with this key at this place\.$/);
    });

    it('is made for a key id that is a UUID only', () => {
        expect(() => seal(key, 'kek-1', place, plaintext)).toThrow(TypeError);
    });
});
