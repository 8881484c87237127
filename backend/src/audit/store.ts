import { randomUUID } from 'node:crypto';
import type { Db, Tx } from '../platform/db.ts';

/** Who did what, to which, with what outcome. Has no field that could hold a value. */
export interface AuditEvent {
    readonly at: Date;
    readonly tenantId: string | null;
    /** The OAuth client that called. */
    readonly clientId: string | null;
    /** The Salesforce user it acted for. */
    readonly actor: string | null;
    readonly action: string;
    /** Which one: a secret's client ID, an organisation's id. */
    readonly subject: string | null;
    readonly outcome: 'done' | 'refused';
    /** The failure's code, for a refusal. */
    readonly reason: string | null;
    readonly requestId: string | null;
}

/** Text columns hold no U+0000. */
const printable = (text: string | null): string | null => text?.replaceAll('\0', '\\0').slice(0, 1024) ?? null;

/** Writes the row. Inside the change's own transaction, the one is never there without the other. */
export async function recordEvent(db: Db | Tx, event: AuditEvent): Promise<void> {
    await db
        .insertInto('audit_event')
        .values({
            id: randomUUID(),
            at: event.at,
            tenant_id: event.tenantId,
            client_id: printable(event.clientId),
            actor: event.actor,
            action: event.action,
            subject: printable(event.subject),
            outcome: event.outcome,
            reason: event.reason,
            request_id: event.requestId
        })
        .execute();
}
