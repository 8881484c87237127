const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** Whose settings an id stands for, by its key prefix. */
export type OwnerLevel = 'organization' | 'profile' | 'user';

const levels: Readonly<Record<string, OwnerLevel>> = { '00D': 'organization', '00e': 'profile', '005': 'user' };

const checksum = (id: string): string =>
    [0, 5, 10]
        .map((start) => {
            const capitals = [...id.slice(start, start + 5)].map((letter, bit) =>
                /[A-Z]/.test(letter) ? 1 << bit : 0
            );
            return alphabet.charAt(capitals.reduce((sum, bit) => sum + bit, 0));
        })
        .join('');

/** The 18-character form of an id of 15 or 18 characters; undefined for anything else, a wrong checksum included. */
export const fullId = (text: string): string | undefined => {
    if (!/^[0-9A-Za-z]{15}([0-9A-Z]{3})?$/.test(text)) return undefined;
    const full = text.slice(0, 15) + checksum(text.slice(0, 15));
    return text.length === 15 || text === full ? full : undefined;
};

/** The level of a settings record's owner: `SetupOwner.Type` is a word in some exports and a key prefix in others. */
export const levelOf = (id: string): OwnerLevel | undefined => levels[id.slice(0, 3)];
