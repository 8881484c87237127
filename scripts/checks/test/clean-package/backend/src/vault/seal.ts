import { createCipheriv, randomBytes } from 'node:crypto';

/** Seals a note under a key of 32 bytes. */
export const seal = (key: Buffer, text: string): Buffer => {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: 16 });
    return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
};
