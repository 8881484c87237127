import { z } from 'zod';
import type { AccessToken } from './access-token.ts';
import { ServiceRefusal } from './failures.ts';
import { request } from './http.ts';

const item = z.object({
    clientId: z.string(),
    tokenSet: z.boolean(),
    tokenSetAt: z.string().nullable(),
    tokenSetBy: z.string().nullable()
});

const list = z.object({ items: z.array(item), next: z.string().nullable() });

export type SecretItem = z.output<typeof item>;

/** The service's secrets of this org, as one user acts on them. */
export interface Secrets {
    readonly all: () => Promise<SecretItem[]>;
    readonly one: (clientId: string) => Promise<SecretItem | undefined>;
    readonly setToken: (clientId: string, token: string) => Promise<SecretItem>;
    readonly removeToken: (clientId: string) => Promise<void>;
}

/** Calls the service for a user. A token that it no longer takes is replaced once. */
export const secretsFor = (serviceUrl: string, token: AccessToken, actor: string): Secrets => {
    const send = async (method: string, path: string, body?: unknown): Promise<unknown> => {
        const headers = { Authorization: `Bearer ${await token.get()}`, 'Strongroom-Actor': actor };
        const outgoing = { method, path: `/v1/secrets${path}`, headers };
        if (body === undefined) return request(serviceUrl, outgoing);
        const json = { headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
        return request(serviceUrl, { ...outgoing, ...json });
    };
    const call: typeof send = async (...args) => {
        try {
            return await send(...args);
        } catch (error) {
            if (!(error instanceof ServiceRefusal) || error.status !== 401) throw error;
            token.forget();
            return send(...args);
        }
    };
    const page = async (query: Record<string, string>) =>
        list.parse(await call('GET', `?${new URLSearchParams(query)}`));
    return {
        all: async () => {
            const items: SecretItem[] = [];
            let cursor: string | null = null;
            do {
                const found: z.output<typeof list> = await page(
                    cursor === null ? { limit: '2000' } : { limit: '2000', cursor }
                );
                items.push(...found.items);
                cursor = found.next;
            } while (cursor !== null);
            return items;
        },
        one: async (clientId) => (await page({ clientId })).items[0],
        setToken: async (clientId, text) => item.parse(await call('PUT', pathOf(clientId), { token: text })),
        removeToken: async (clientId) => {
            await call('DELETE', pathOf(clientId));
        }
    };
};

const pathOf = (clientId: string): string => `/${encodeURIComponent(clientId).replaceAll('.', '%2E')}/token`;
