import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { repository } from './checks/check.ts';
import { hasJava, noJava, runJava } from './checks/java.ts';

/** The standard objects that the package's queries may name. Add one here, then run this script again. */
const objects = [
    'Account',
    'ApexClass',
    'AsyncApexJob',
    'AuthSession',
    'Case',
    'ConnectedApplication',
    'Contact',
    'ContentDocument',
    'ContentDocumentLink',
    'ContentVersion',
    'CronJobDetail',
    'CronTrigger',
    'CustomPermission',
    'Event',
    'Group',
    'GroupMember',
    'Lead',
    'LoginHistory',
    'Name',
    'NamedCredential',
    'OauthToken',
    'Opportunity',
    'Organization',
    'PermissionSet',
    'PermissionSetAssignment',
    'Profile',
    'RecordType',
    'SetupEntityAccess',
    'Task',
    'User',
    'UserRecordAccess',
    'UserRole'
];

const program = new Command('node scripts/make-standard-schema.ts').description(
    'Writes scripts/checks/standard-schema.json: the fields of common standard objects, as the Apex type checker inside ' +
        'Code Analyzer knows them. Needs a Java 11 development kit.'
);
program.parse();
if (!hasJava()) program.error(noJava);

const { code, output, errors } = await runJava(
    [join(import.meta.dirname, 'StandardSchema.java'), ...objects],
    repository
);
if (code !== 0) program.error(errors);
const lines = output.trimEnd().split('\n');
const table = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)])
);
writeFileSync(join(import.meta.dirname, 'checks/standard-schema.json'), `${JSON.stringify(table, null, 2)}\n`);
console.log(`${lines.length} objects written`);
