import { resolve } from 'node:path';
import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65535);

const environment = z.object({
    NODE_ENV: z.string().default('development'),
    HOST: z.string().min(1).default('127.0.0.1'),
    PORT: port.default(3000),
    PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
    DATABASE_URL: z
        .string()
        .regex(/^postgres(ql)?:\/\//, 'must start with postgres:// or postgresql://')
        .optional(),
    TRUSTED_PROXIES: z.string().default('loopback'),
    STRONGROOM_DATA_DIR: z.string().min(1).default('.strongroom'),
    STRONGROOM_KEK: z
        .string()
        .regex(/^file:./, 'must be file:<path>; no other key source is supported by this version')
        .optional(),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info')
});

export interface Config {
    readonly production: boolean;
    readonly host: string;
    /** 0 lets the system choose. */
    readonly port: number;
    /** What browsers and providers call back; without it, the address listened on. */
    readonly publicUrl: string | undefined;
    /** Without it the embedded database in `dataDir` is used. */
    readonly databaseUrl: string | undefined;
    readonly dataDir: string;
    /** Whose X-Forwarded-For is believed, as Express' `trust proxy` takes it: `loopback`, addresses and ranges. */
    readonly trustedProxies: string;
    /** Path of the key-encryption key's file, when the operator named one. */
    readonly kekFile: string | undefined;
    readonly logLevel: string;
}

/** Names every setting that is wrong, and never its value. */
export class ConfigError extends Error {}

/**
 * Reads the environment once, before anything listens; nothing else in the service does.
 * Refuses (ConfigError) malformed settings, and production without `STRONGROOM_KEK`: there is no fallback key. A
 * command that neither seals nor opens says so (`keyNeeded: false`).
 */
export function readConfig({ keyNeeded = true } = {}, env: NodeJS.ProcessEnv = process.env): Config {
    const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
    const parsed = environment.safeParse(present);
    if (!parsed.success) {
        const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
        throw new ConfigError(`The environment is not usable:\n${lines.join('\n')}`);
    }
    const settings = parsed.data;
    const production = settings.NODE_ENV === 'production';
    if (production && keyNeeded && settings.STRONGROOM_KEK === undefined) {
        throw new ConfigError(
            'STRONGROOM_KEK is not set. In production the key that wraps all others must be named: STRONGROOM_KEK=file:<path>, ' +
                'a file with 32 random bytes in base64 (openssl rand -base64 32).'
        );
    }
    return Object.freeze({
        production,
        host: settings.HOST,
        port: settings.PORT,
        publicUrl: settings.PUBLIC_URL?.replace(/\/+$/, ''),
        databaseUrl: settings.DATABASE_URL,
        dataDir: resolve(settings.STRONGROOM_DATA_DIR),
        trustedProxies: settings.TRUSTED_PROXIES,
        kekFile:
            settings.STRONGROOM_KEK === undefined ? undefined : resolve(settings.STRONGROOM_KEK.slice('file:'.length)),
        logLevel: settings.LOG_LEVEL
    });
}
