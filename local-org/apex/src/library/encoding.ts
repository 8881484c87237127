import { T } from '../language/types.ts';
import { ApexBlob } from '../language/values.ts';
import { Unsupported } from '../unsupported.ts';
import type { Vm } from '../vm.ts';
import { declare, defineGuarded } from './define.ts';

/** The bytes as text; raises for bytes that are not UTF-8. */
export function blobText(vm: Vm, blob: ApexBlob): string {
    try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(blob.bytes);
    } catch {
        return vm.raise('StringException', 'BLOB is not a valid UTF-8 string');
    }
}

function decodeBase64(vm: Vm, text: string): ApexBlob {
    const plain = text.replace(/[\r\n]/g, '');
    if (!/^[A-Za-z0-9+/]*={0,2}$/.test(plain))
        vm.raise('StringException', 'Unrecognized base64 character: ' + (/[^A-Za-z0-9+/=]/.exec(plain)?.[0] ?? '='));
    return new ApexBlob(Buffer.from(plain, 'base64'));
}

function decodeHex(vm: Vm, text: string): ApexBlob {
    if (text.length % 2 !== 0) vm.raise('StringException', 'Odd number of characters.');
    const bad = /[^0-9a-fA-F]/.exec(text);
    if (bad) vm.raise('StringException', `Illegal hexadecimal character ${bad[0]} at index ${bad.index}`);
    return new ApexBlob(Buffer.from(text, 'hex'));
}

function requireUtf8(charset: string): void {
    if (!/^utf-?8$/i.test(charset)) throw new Unsupported(`the character set ${charset}`);
}

/** As Java's URLEncoder: blanks are `+`; letters, digits and `.-*_` stay. */
export const urlEncode = (text: string): string =>
    [...Buffer.from(text, 'utf8')]
        .map((byte) => {
            const char = String.fromCharCode(byte);
            if (/[A-Za-z0-9.*_-]/.test(char)) return char;
            return char === ' ' ? '+' : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
        })
        .join('');

function urlDecode(text: string): string {
    const plain = text.replaceAll('+', ' ');
    try {
        return decodeURIComponent(plain);
    } catch {
        throw new Unsupported(`decoding the URL text ${text}`);
    }
}

defineGuarded(T.Blob.decl, {
    statics: {
        'Blob valueOf(String text)': (_vm, text: string) => new ApexBlob(Buffer.from(text, 'utf8')),
        'Blob toPdf(String text)': () => {
            throw new Unsupported('Blob.toPdf');
        }
    },
    methods: {
        'Integer size()': (_vm, self: ApexBlob) => self.bytes.length,
        'String toString()': blobText
    }
});

defineGuarded(declare('EncodingUtil'), {
    statics: {
        'String base64Encode(Blob blob)': (_vm, blob: ApexBlob) => blob.bytes.toString('base64'),
        'Blob base64Decode(String text)': decodeBase64,
        'String convertToHex(Blob blob)': (_vm, blob: ApexBlob) => blob.bytes.toString('hex'),
        'Blob convertFromHex(String text)': decodeHex,
        'String urlEncode(String text, String charset)': (_vm, text: string, charset: string) => {
            requireUtf8(charset);
            return urlEncode(text);
        },
        'String urlDecode(String text, String charset)': (_vm, text: string, charset: string) => {
            requireUtf8(charset);
            return urlDecode(text);
        }
    }
});
