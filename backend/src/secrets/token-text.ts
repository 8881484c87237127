import { Failure } from '../platform/failures.ts';

const maxTokenBytes = 16 * 1024;
const maxClientIdBytes = 1024;

/**
 * The token as it is kept: without the blanks and line breaks that pasting put around it.
 * Refuses an empty one, one over 16 KB of UTF-8, and one with control characters or half a character
 * (a lone surrogate) inside: UTF-8 cannot hold it, another text would be kept.
 */
export function tokenText(pasted: string): string {
    const token = pasted.trim();
    if (token === '') throw new Failure('token_empty');
    if (Buffer.byteLength(token) > maxTokenBytes) throw new Failure('token_too_long');
    if (!token.isWellFormed() || /\p{Cc}|\u2028|\u2029/u.test(token)) throw new Failure('token_control_characters');
    return token;
}

/** The client ID as secrets are keyed by it: exact, but for blanks around it. Refuses a blank one and one over 1,024 bytes. */
export function clientIdText(text: string): string {
    const clientId = text.trim();
    if (clientId === '') throw new Failure('client_id_blank');
    if (Buffer.byteLength(clientId) > maxClientIdBytes) throw new Failure('client_id_too_long');
    return clientId;
}
