import { type Db } from '../../src/platform/db.ts';

/** Everything that the service stores but the audit, as text: equal when nothing was changed. */
export async function snapshot(db: Db): Promise<string> {
    const rows = [
        await db.selectFrom('tenant').selectAll().orderBy('id').execute(),
        await db.selectFrom('tenant_data_key').selectAll().orderBy('id').execute(),
        await db.selectFrom('enrolment_code').selectAll().orderBy('code_hash').execute(),
        await db.selectFrom('oauth_client').selectAll().orderBy('client_id').execute(),
        await db.selectFrom('oauth_client_secret').selectAll().orderBy('id').execute(),
        await db.selectFrom('oauth_artifact').selectAll().orderBy('id_hash').execute(),
        await db.selectFrom('secret').selectAll().orderBy('tenant_id').orderBy('client_id').execute()
    ];
    return JSON.stringify(rows, undefined, 1);
}

/** The audit in the order it was written. */
export const auditRows = (db: Db) => db.selectFrom('audit_event').selectAll().orderBy('at').execute();
