import { Command } from 'commander';
import { ConfigError, readConfig } from './config.ts';
import { systemClock } from './platform/clock.ts';
import { DataFolderInUse } from './platform/data-folder.ts';
import { isUnreachable, migrate, openDatabase } from './platform/db.ts';
import { Failure } from './platform/failures.ts';
import { issueEnrolmentCode } from './tenants/issue-enrolment-code.ts';
import { askOperatorDoor } from './tenants/operator-door.ts';

/** Asks the service that has the embedded database open; without one, and on PostgreSQL, writes the code itself. */
async function enrolmentCode(orgId: string | undefined): Promise<string> {
    const config = readConfig({ keyNeeded: false });
    if (config.databaseUrl === undefined) {
        const code = await askOperatorDoor(config.dataDir, orgId);
        if (code !== undefined) return code;
    }
    const { db, close } = await openDatabase(config, () => undefined);
    try {
        await migrate(db);
        return await issueEnrolmentCode({ db, now: systemClock })(orgId);
    } finally {
        await close();
    }
}

function explain(error: unknown): string {
    if (isUnreachable(error)) return 'The database of DATABASE_URL cannot be reached.';
    if (error instanceof DataFolderInUse)
        return 'The service is starting or stopping. Wait a moment, then run this again.';
    if (error instanceof Failure || error instanceof ConfigError) return error.message;
    return error instanceof Error ? error.message : String(error);
}

const program = new Command('npm run enrol --')
    .description('Prints a one-time code with which a Salesforce org enrols at this service within 15 minutes.')
    .option(
        '--org <id>',
        'bind the code to this org (00D…); needed to replace the client of an org that is enrolled already'
    )
    .parse();

try {
    const { org } = program.opts<{ org?: string }>();
    const code = await enrolmentCode(org);
    process.stderr.write('Valid once, for 15 minutes. Send it with the org id to POST /v1/enrolments:\n');
    process.stdout.write(`${code}\n`);
} catch (error) {
    process.stderr.write(`No code was made. ${explain(error)}\n`);
    process.exitCode = 1;
}
