/** The longest token that the service takes, in bytes of UTF-8. */
export const MAX_BYTES = 16384;

// What String.prototype.trim takes away, and the invisible characters that web pages and mails add.
const AROUND = /^[\s\u200b-\u200d\u2060\ufeff]+|[\s\u200b-\u200d\u2060\ufeff]+$/g;
const CONTROL = /[\p{Cc}\u2028\u2029]/u;

/** The token without blanks and line breaks around it. */
export const clean = (text) => (text ?? '').replace(AROUND, '');

/** Why a cleaned token cannot be saved: 'empty', 'tooLong' or 'controlCharacters'; undefined when it can. */
export const refusal = (token) => {
    if (token === '') return 'empty';
    if (CONTROL.test(token)) return 'controlCharacters';
    if (new Blob([token]).size > MAX_BYTES) return 'tooLong';
    return undefined;
};
