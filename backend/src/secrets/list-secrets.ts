import type { Db } from '../platform/db.ts';
import { Failure } from '../platform/failures.ts';
import { type SecretStatus, findByClientIds, listPage } from './store.ts';
import { clientIdText } from './token-text.ts';

/** A client ID with what is known of its token; null where none is set. */
export interface SecretItem {
    readonly clientId: string;
    readonly token: Pick<SecretStatus, 'tokenSetAt' | 'tokenSetBy'> | null;
}

/** An opaque cursor: the client ID that the page ended with. */
const cursorAfter = (clientId: string): string => Buffer.from(clientId).toString('base64url');

function clientIdOfCursor(cursor: string): string {
    const bytes = Buffer.from(cursor, 'base64url');
    if (cursor === '' || bytes.toString('base64url') !== cursor) throw new Failure('invalid_request');
    return bytes.toString('utf8');
}

const asItem = (status: SecretStatus): SecretItem => ({ clientId: status.clientId, token: status });

/** The tenant's secrets in the order of their client IDs, `limit` a page. Refuses a cursor that no page gave out. */
export const listSecrets =
    ({ db }: { db: Db }) =>
    async (
        tenantId: string,
        page: { limit: number; cursor?: string | undefined }
    ): Promise<{ items: SecretItem[]; next: string | null }> => {
        const after = page.cursor === undefined ? undefined : clientIdOfCursor(page.cursor);
        const found = await listPage(db, tenantId, after, page.limit + 1);
        const items = found.slice(0, page.limit).map(asItem);
        const last = items.at(-1);
        return { items, next: found.length > page.limit && last ? cursorAfter(last.clientId) : null };
    };

/** One item for each client ID asked for, in that order, with or without a token. Refuses a blank client ID. */
export const describeSecrets =
    ({ db }: { db: Db }) =>
    async (tenantId: string, asked: readonly string[]): Promise<SecretItem[]> => {
        const clientIds = [...new Set(asked.map(clientIdText))];
        const found = new Map(
            (await findByClientIds(db, tenantId, clientIds)).map((status) => [status.clientId, status])
        );
        return clientIds.map((clientId) => ({ clientId, token: found.get(clientId) ?? null }));
    };
