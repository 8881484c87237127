import { z } from 'zod';
import type { CredentialFile, Credentials } from './credentials.ts';
import { ServiceRefusal } from './failures.ts';
import { type Outgoing, request } from './http.ts';

const answer = z.object({ access_token: z.string(), expires_in: z.number() });

const marginSeconds = 30;

export interface AccessTokenDeps {
    readonly serviceUrl: string;
    readonly credentials: CredentialFile;
    readonly enrol: () => Promise<Credentials>;
    readonly now: () => number;
}

/** The org's access token, fetched when first asked for and again shortly before it expires. */
export interface AccessToken {
    readonly get: () => Promise<string>;
    /** Forgets the token that the service no longer takes. */
    readonly forget: () => void;
}

/** Keeps one token for all callers. Enrols when there is no client yet, or when the service no longer knows it. */
export const accessToken = ({ serviceUrl, credentials, enrol, now }: AccessTokenDeps): AccessToken => {
    let current: Promise<{ token: string; until: number }> | undefined;

    const enrolled = async (): Promise<Credentials> => {
        const fresh = await enrol();
        credentials.write(fresh); // before use: the secret is shown once
        return fresh;
    };
    const ask = async (client: Credentials): Promise<{ token: string; until: number }> => {
        const found = answer.parse(await request(serviceUrl, tokenRequest(client)));
        return { token: found.access_token, until: now() + (found.expires_in - marginSeconds) * 1000 };
    };
    const fetchToken = async (): Promise<{ token: string; until: number }> => {
        const known = credentials.read();
        if (!known) return ask(await enrolled());
        return ask(known).catch(async (error: unknown) => {
            if (error instanceof ServiceRefusal && error.code === 'invalid_client') return ask(await enrolled());
            throw error;
        });
    };
    const start = (): Promise<{ token: string; until: number }> => {
        const started = fetchToken();
        started.catch(() => (current = undefined));
        return started;
    };
    return {
        get: async () => {
            current ??= start();
            const found = await current;
            if (found.until > now()) return found.token;
            current = start();
            return (await current).token;
        },
        forget: () => (current = undefined)
    };
};

const tokenRequest = ({ clientId, clientSecret }: Credentials): Outgoing => {
    const basic = [clientId, clientSecret].map(encodeURIComponent).join(':'); // RFC 6749, 2.3.1
    return {
        method: 'POST',
        path: '/oauth/token',
        headers: {
            Authorization: `Basic ${Buffer.from(basic).toString('base64')}`,
            'Content-Type': 'application/x-www-form-urlencoded'
        },
        body: 'grant_type=client_credentials'
    };
};
