import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** What our own credentials begin with, so that scanners find them: access token, secret, client id, enrolment code. */
export type CredentialKind = 'srt_' | 'srs_' | 'src_' | 'sre_';

/** A new credential of 256 random bits. */
export const newCredential = (kind: CredentialKind): string => kind + randomBytes(32).toString('base64url');

/** Whether the text has the form of our credential; asked before a database is. */
export const isCredential = (kind: CredentialKind, text: string): boolean =>
    text.length === 47 && text.startsWith(kind) && /^[\w-]+$/.test(text);

/** What is stored of a credential. 256 random bits need no salt and no slow hash. */
export const hashCredential = (credential: string): Buffer => createHash('sha256').update(credential).digest();

/** Compares hashes in constant time. */
export const sameHash = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);
