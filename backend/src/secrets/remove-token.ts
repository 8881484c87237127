import { recordEvent } from '../audit/store.ts';
import type { Clock } from '../platform/clock.ts';
import { type Db, inTransaction } from '../platform/db.ts';
import { Failure } from '../platform/failures.ts';
import type { ActingCaller } from './set-token.ts';
import { removeSecret } from './store.ts';
import { clientIdText } from './token-text.ts';

/** Removes the secret's token for good, with its audit row. Refuses (`secret_not_found`) when none is stored. */
export const removeToken =
    ({ db, now }: { db: Db; now: Clock }) =>
    async (caller: ActingCaller, askedClientId: string): Promise<void> => {
        const clientId = clientIdText(askedClientId);
        await inTransaction(db, async (tx) => {
            const removed = await removeSecret(tx, caller.tenantId, clientId);
            if (!removed) throw new Failure('secret_not_found');
            await recordEvent(tx, {
                at: new Date(now()),
                tenantId: caller.tenantId,
                clientId: caller.oauthClientId,
                actor: caller.actor,
                action: 'secret.remove_token',
                subject: clientId,
                outcome: 'done',
                reason: null,
                requestId: caller.requestId
            });
        });
    };
