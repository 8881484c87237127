import path from 'node:path';
import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65535);

const environment = z.object({
    HOST: z.string().min(1).default('127.0.0.1'),
    LOCAL_ORG_PORT: port.default(3100),
    PORT: port.default(3000),
    SERVICE_URL: z.url({ protocol: /^https?$/ }).optional(),
    STRONGROOM_DATA_DIR: z.string().min(1).default('.strongroom')
});

export interface Config {
    /** An address of this machine alone: the local org has no login. */
    readonly host: string;
    /** 0 lets the system choose. */
    readonly port: number;
    /** Where the service is: `SERVICE_URL`, or this host at `PORT`. */
    readonly serviceUrl: string;
    readonly dataDir: string;
}

/** Names every setting that is wrong, and never its value. */
export class ConfigError extends Error {}

/** Reads the environment once; nothing else in the local org does. Refuses (ConfigError) malformed settings. */
export const readConfig = (env: NodeJS.ProcessEnv = process.env): Config => {
    const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
    const parsed = environment.safeParse(present);
    if (!parsed.success) {
        const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
        throw new ConfigError(`The environment is not usable:\n${lines.join('\n')}`);
    }
    const { HOST: host, LOCAL_ORG_PORT, PORT, SERVICE_URL, STRONGROOM_DATA_DIR } = parsed.data;
    const serviceUrl = (SERVICE_URL ?? `http://${hostInUrl(host)}:${PORT}`).replace(/\/+$/, '');
    return Object.freeze({
        host: loopbackOf(host),
        port: LOCAL_ORG_PORT,
        serviceUrl,
        dataDir: path.resolve(STRONGROOM_DATA_DIR)
    });
};

/** The address to listen on: that of HOST when it is the loopback, else 127.0.0.1. */
const loopbackOf = (host: string): string => (/^(127\.[\d.]+|localhost|::1)$/.test(host) ? host : '127.0.0.1');

/** A host as an address names it; one that listens everywhere is reached over the loopback. */
export const hostInUrl = (host: string): string => {
    if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
    return host.includes(':') ? `[${host}]` : host;
};
