const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** The three characters that make a 15-character id safe where case is lost: one for the capitals of each five. */
function checksum(id: string): string {
    const letterFor = (start: number): string => {
        let bits = 0;
        for (let i = 0; i < 5; i += 1) if (/[A-Z]/.test(id.charAt(start + i))) bits |= 1 << i;
        return alphabet.charAt(bits);
    };
    return letterFor(0) + letterFor(5) + letterFor(10);
}

/**
 * The 18-character form of a Salesforce id with this key prefix (`00D` organisation, `005` user), from 15 or 18
 * characters. Undefined for anything else, a wrong checksum included.
 */
export function salesforceId(text: string, prefix: string): string | undefined {
    if (!/^[0-9A-Za-z]{15}([0-9A-Z]{3})?$/i.test(text) || !text.startsWith(prefix)) return undefined;
    const id = text.slice(0, 15);
    const full = id + checksum(id);
    return text.length === 15 || text.toUpperCase() === full.toUpperCase() ? full : undefined;
}
