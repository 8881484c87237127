import { recordEvent } from '../audit/store.ts';
import type { Clock } from '../platform/clock.ts';
import { type Db, inTransaction } from '../platform/db.ts';
import type { Vault } from '../vault/vault.ts';
import type { SecretItem } from './list-secrets.ts';
import { putSealedToken } from './store.ts';
import { clientIdText, tokenText } from './token-text.ts';

/** Who asks for a change, for the record. */
export interface ActingCaller {
    readonly tenantId: string;
    /** The calling OAuth client. */
    readonly oauthClientId: string;
    /** The acting Salesforce user. */
    readonly actor: string;
    readonly requestId: string;
}

/** Where a secret's token is sealed for; the same for every version of it. */
const placeOf = (tenantId: string, clientId: string) => ({
    tenant: tenantId,
    record: `secret:${clientId}`,
    field: 'token'
});

/**
 * Seals the token and stores it in the place of the former one, with its audit row, or changes nothing.
 * Refuses what `tokenText` and `clientIdText` refuse. Answers the item, never the token.
 */
export const setToken =
    ({ db, vault, now }: { db: Db; vault: Vault; now: Clock }) =>
    async (caller: ActingCaller, askedClientId: string, pasted: string): Promise<SecretItem> => {
        const clientId = clientIdText(askedClientId);
        const token = tokenText(pasted);
        const { tenantId, actor } = caller;
        const at = new Date(now());
        const status = { clientId, tokenSetAt: at, tokenSetBy: actor };
        await inTransaction(db, async (tx) => {
            const sealed = await vault.seal(tx, placeOf(tenantId, clientId), token);
            await putSealedToken(tx, tenantId, status, sealed);
            await recordEvent(tx, {
                at,
                tenantId,
                clientId: caller.oauthClientId,
                actor,
                action: 'secret.set_token',
                subject: clientId,
                outcome: 'done',
                reason: null,
                requestId: caller.requestId
            });
        });
        return { clientId, token: status };
    };
