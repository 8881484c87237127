import { isIP } from 'node:net';

/** What follows an IPv6 address' double colon stands at its end; zeros fill the gap. */
function groups(address: string): string[] {
    const [head = '', tail] = address.split('::');
    const left = head.split(':').filter(Boolean);
    const right = (tail ?? '').split(':').filter(Boolean);
    return tail === undefined
        ? left
        : [...left, ...new Array<string>(8 - left.length - right.length).fill('0'), ...right];
}

/**
 * Whom an address counts for in a limit: an IPv4 address for itself, an IPv6 address for its /64, which one customer
 * has whole. Anything that is no address (a forged header) counts for one and the same.
 */
export function limitedAs(address: string): string {
    const plain = address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '').replace(/%.*$/, '');
    if (isIP(plain) === 4) return plain;
    if (isIP(plain) !== 6) return 'no address';
    const network = groups(plain).slice(0, 4);
    return `${network.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}
