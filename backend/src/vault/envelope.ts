import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** A 256-bit AES key. */
export type Key = Buffer;

/** What a sealed value belongs to. Bound in as additional data: a row copied elsewhere does not open. */
export interface Place {
    readonly tenant: string;
    readonly record: string;
    readonly field: string;
}

/** A sealed value did not open: it was changed, moved, or sealed under another key. Says nothing of the content. */
export class SealBroken extends Error {
    constructor(options?: { cause: unknown }) {
        super('A sealed value does not open with this key at this place.', options);
        this.name = 'SealBroken';
    }
}

// version (1 byte) | key id (16 bytes, a UUID) | IV (12) | ciphertext | tag (16)
const version = 1;
const keyIdEnd = 17;
const ivEnd = 29;
const tagBytes = 16; // stated, as Node otherwise takes a tag of 4 bytes

const idBytes = (keyId: string): Buffer => Buffer.from(keyId.replaceAll('-', ''), 'hex');

/** The header is authenticated too. JSON of an array keeps `a|bc` and `ab|c` apart. */
const additionalData = (header: Buffer, place: Place): Buffer =>
    Buffer.concat([header, Buffer.from(JSON.stringify([place.tenant, place.record, place.field]))]);

/** Seals under `key` with AES-256-GCM and a random IV (NIST SP 800-38D: at most 2^32 values a key). `keyId` is a UUID. */
export function seal(key: Key, keyId: string, place: Place, plaintext: Buffer): Buffer {
    const header = Buffer.concat([Buffer.of(version), idBytes(keyId)]);
    if (header.length !== keyIdEnd) throw new TypeError('keyId is not a UUID');
    const iv = randomBytes(ivEnd - keyIdEnd);
    const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes });
    cipher.setAAD(additionalData(header, place));
    return Buffer.concat([header, iv, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/** The id of the key that a sealed value needs. Refuses (SealBroken) what this version did not seal. */
export function keyIdOf(sealed: Buffer): string {
    if (sealed.length < ivEnd + tagBytes || sealed[0] !== version) throw new SealBroken();
    return sealed.toString('hex', 1, keyIdEnd).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Opens a sealed value; refuses (SealBroken) one that was changed, or belongs to another key or place. */
export function open(key: Key, place: Place, sealed: Buffer): Buffer {
    keyIdOf(sealed);
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(keyIdEnd, ivEnd), {
        authTagLength: tagBytes
    });
    decipher.setAAD(additionalData(sealed.subarray(0, keyIdEnd), place));
    decipher.setAuthTag(sealed.subarray(-tagBytes));
    try {
        return Buffer.concat([decipher.update(sealed.subarray(ivEnd, -tagBytes)), decipher.final()]);
    } catch (error) {
        throw new SealBroken({ cause: error });
    }
}
