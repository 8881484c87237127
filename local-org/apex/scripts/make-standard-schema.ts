import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Command } from 'commander';

/** The standard objects that code may name. Add one here, then run this script again. */
const objects =
    'Account ApexClass ApexTrigger Asset AsyncApexJob Attachment AuthSession BusinessHours Campaign CampaignMember Case ' +
    'CaseComment ConnectedApplication Contact ContentDocument ContentDocumentLink ContentVersion Contract CronJobDetail ' +
    'CronTrigger CustomPermission Document EmailMessage EmailTemplate EntityDefinition Event FeedItem FieldDefinition ' +
    'Folder Group GroupMember Holiday Individual Lead LoginHistory Name NamedCredential Note OauthToken Opportunity ' +
    'OpportunityContactRole OpportunityLineItem Order OrderItem OrgWideEmailAddress Organization PermissionSet ' +
    'PermissionSetAssignment PermissionSetGroup PermissionSetLicense Pricebook2 PricebookEntry Product2 Profile ' +
    'QueueSobject RecordType SetupEntityAccess StaticResource Task User UserLicense UserRecordAccess UserRole';

/** Fields that only orgs with more than the default features have. */
const notByDefault =
    /^(Account\.(Person|FirstName|LastName|Salutation|IsPersonAccount|IsPartner|IsCustomerPortal|IsPriorityRecord|Channel|LastCU).*|(?!User\.|Organization\.)\w+\.Division|\w+\.(CurrencyIsoCode|\w*StateCode|\w*CountryCode|IsPersonAccount|UserRecordAccess))$/;

new Command('node scripts/make-standard-schema.ts')
    .description(
        'Writes src/data/schema/standard-schema.json: the fields of common standard objects and their types, as the Apex ' +
            'type checker inside Code Analyzer knows them. Needs a Java 11 development kit.'
    )
    .parse();

const jars = join(
    dirname(createRequire(import.meta.url).resolve('@salesforce/code-analyzer-pmd-engine')),
    'java-lib/*'
);
const names = objects.split(' ');
const { status, stdout, stderr } = spawnSync(
    'java',
    ['-cp', jars, join(import.meta.dirname, 'StandardFields.java'), ...names],
    { encoding: 'utf8', maxBuffer: 1 << 24 }
);
if (status !== 0) throw new Error(stderr);

/** What stays of a field: objects that are not in the table have no children here. */
const kept = (object: string, field: string): string | undefined => {
    const [name = ''] = field.split(/[:<>]/);
    const child = field.split('<')[1];
    if (notByDefault.test(`${object}.${name}`) || (child && !names.includes(child))) return undefined;
    return field.replace(/:o$/, '>Name');
};

const table: Record<string, string> = {};
for (const line of stdout.trimEnd().split('\n')) {
    const [object = '', ...fields] = line.split(' ');
    table[object] = fields.flatMap((field) => kept(object, field) ?? []).join(' ');
}
writeFileSync(
    join(import.meta.dirname, '../src/data/schema/standard-schema.json'),
    `${JSON.stringify(table, null, 2)}\n`
);
