import * as crypto from 'node:crypto';
import { ApexBlob } from '../language/values.ts';
import { Unsupported } from '../unsupported.ts';
import type { Vm } from '../vm.ts';
import { declare, defineGuarded } from './define.ts';

const digests: Record<string, string> = {
    MD5: 'md5',
    SHA1: 'sha1',
    'SHA-1': 'sha1',
    'SHA3-256': 'sha3-256',
    'SHA3-384': 'sha3-384',
    'SHA3-512': 'sha3-512',
    'SHA-256': 'sha256',
    'SHA-512': 'sha512'
};
const macs: Record<string, string> = { hmacMD5: 'md5', hmacSHA1: 'sha1', hmacSHA256: 'sha256', hmacSHA512: 'sha512' };
const signatures: Record<string, string> = {
    RSA: 'sha1',
    'RSA-SHA1': 'sha1',
    'RSA-SHA256': 'sha256',
    'RSA-SHA384': 'sha384',
    'RSA-SHA512': 'sha512'
};
const keySizes: Record<string, number> = { AES128: 16, AES192: 24, AES256: 32 };
const ivBytes = 16;

/** The entry of a name, whose case does not matter. */
function named<V>(vm: Vm, table: Record<string, V>, name: string, what: string): V {
    const found = Object.entries(table).find(([key]) => key.toLowerCase() === name.toLowerCase());
    return found ? found[1] : vm.raise('NoSuchElementException', `Invalid algorithm ${name} for ${what}`);
}

const blob = (bytes: Buffer): ApexBlob => new ApexBlob(bytes);

const mac = (vm: Vm, algorithm: string, input: ApexBlob, key: ApexBlob): Buffer =>
    crypto
        .createHmac(named(vm, macs, algorithm, 'MAC'), key.bytes)
        .update(input.bytes)
        .digest();

function cipherOf(vm: Vm, algorithm: string, key: ApexBlob): string {
    const size = named(vm, keySizes, algorithm, 'encryption');
    if (key.bytes.length !== size)
        vm.raise('InvalidParameterValueException', `Invalid private key. Must be ${size} bytes.`);
    return `aes-${size * 8}-cbc`;
}

function requireIv(vm: Vm, iv: ApexBlob): void {
    if (iv.bytes.length !== ivBytes)
        vm.raise('InvalidParameterValueException', `Invalid initialization vector. Must be ${ivBytes} bytes.`);
}

function encrypt(vm: Vm, algorithm: string, key: ApexBlob, iv: ApexBlob, clear: ApexBlob): Buffer {
    requireIv(vm, iv);
    const cipher = crypto.createCipheriv(cipherOf(vm, algorithm, key), key.bytes, iv.bytes);
    return Buffer.concat([cipher.update(clear.bytes), cipher.final()]);
}

function decrypt(vm: Vm, algorithm: string, key: ApexBlob, iv: ApexBlob, sealed: Buffer): ApexBlob {
    requireIv(vm, iv);
    if (sealed.length === 0 || sealed.length % ivBytes !== 0) {
        vm.raise('SecurityException', 'Input length must be multiple of 16 when decrypting with padded cipher');
    }
    const decipher = crypto.createDecipheriv(cipherOf(vm, algorithm, key), key.bytes, iv.bytes);
    try {
        return blob(Buffer.concat([decipher.update(sealed), decipher.final()]));
    } catch {
        return vm.raise(
            'SecurityException',
            'Given final block not properly padded. Such issues can arise if a bad key is used during decryption.'
        );
    }
}

function rsaKey(vm: Vm, der: ApexBlob, kind: 'private' | 'public'): crypto.KeyObject {
    try {
        if (kind === 'private') return crypto.createPrivateKey({ key: der.bytes, format: 'der', type: 'pkcs8' });
        return crypto.createPublicKey({ key: der.bytes, format: 'der', type: 'spki' });
    } catch {
        return vm.raise('InvalidParameterValueException', `Invalid ${kind} key`);
    }
}

const random = (least: bigint, bytes: number): bigint =>
    BigInt(`0x${crypto.randomBytes(bytes).toString('hex')}`) + least;

const unsupported = (what: string) => () => {
    throw new Unsupported(what);
};

defineGuarded(declare('Crypto'), {
    statics: {
        'Blob generateDigest(String algorithm, Blob input)': (vm, algorithm: string, input: ApexBlob) =>
            blob(
                crypto
                    .createHash(named(vm, digests, algorithm, 'digest'))
                    .update(input.bytes)
                    .digest()
            ),
        'Blob generateMac(String algorithm, Blob input, Blob key)': (
            vm,
            algorithm: string,
            input: ApexBlob,
            key: ApexBlob
        ) => blob(mac(vm, algorithm, input, key)),
        'Boolean verifyHmac(String algorithm, Blob input, Blob key, Blob expected)': (
            vm,
            algorithm: string,
            input: ApexBlob,
            key: ApexBlob,
            expected: ApexBlob
        ) => mac(vm, algorithm, input, key).equals(expected.bytes),
        'Blob generateAesKey(Integer size)': (vm, size: number) => {
            if (![128, 192, 256].includes(size))
                vm.raise('InvalidParameterValueException', 'Invalid key size. Must be 128, 192, or 256.');
            return blob(crypto.randomBytes(size / 8));
        },
        'Blob encrypt(String algorithm, Blob key, Blob iv, Blob clear)': (
            vm,
            algorithm: string,
            key: ApexBlob,
            iv: ApexBlob,
            clear: ApexBlob
        ) => blob(encrypt(vm, algorithm, key, iv, clear)),
        'Blob decrypt(String algorithm, Blob key, Blob iv, Blob sealed)': (
            vm,
            algorithm: string,
            key: ApexBlob,
            iv: ApexBlob,
            sealed: ApexBlob
        ) => decrypt(vm, algorithm, key, iv, sealed.bytes),
        'Blob encryptWithManagedIV(String algorithm, Blob key, Blob clear)': (
            vm,
            algorithm: string,
            key: ApexBlob,
            clear: ApexBlob
        ) => {
            const iv = blob(crypto.randomBytes(ivBytes));
            return blob(Buffer.concat([iv.bytes, encrypt(vm, algorithm, key, iv, clear)]));
        },
        'Blob decryptWithManagedIV(String algorithm, Blob key, Blob ivAndSealed)': (
            vm,
            algorithm: string,
            key: ApexBlob,
            both: ApexBlob
        ) => decrypt(vm, algorithm, key, blob(both.bytes.subarray(0, ivBytes)), both.bytes.subarray(ivBytes)),
        'Blob sign(String algorithm, Blob input, Blob privateKey)': (
            vm,
            algorithm: string,
            input: ApexBlob,
            key: ApexBlob
        ) => blob(crypto.sign(named(vm, signatures, algorithm, 'signature'), input.bytes, rsaKey(vm, key, 'private'))),
        'Boolean verify(String algorithm, Blob input, Blob signature, Blob publicKey)': (
            vm,
            algorithm: string,
            input: ApexBlob,
            signature: ApexBlob,
            key: ApexBlob
        ) =>
            crypto.verify(
                named(vm, signatures, algorithm, 'signature'),
                input.bytes,
                rsaKey(vm, key, 'public'),
                signature.bytes
            ),
        'Blob signWithCertificate(String algorithm, Blob input, String certificate)':
            unsupported('Crypto.signWithCertificate'),
        'Boolean verify(String algorithm, Blob input, Blob signature, String certificate)': unsupported(
            'Crypto.verify with a certificate'
        ),
        'Integer getRandomInteger()': () => Number(random(-(2n ** 31n), 4)),
        'Long getRandomLong()': () => random(-(2n ** 63n), 8)
    }
});
