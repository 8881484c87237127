import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { Command } from 'commander';

const root = resolve(import.meta.dirname, '..');

const program = new Command('npm run deploy --')
    .description(
        'Deploys the package’s source into an org with the Salesforce CLI. Further options go to `sf project deploy start`.'
    )
    .option('--target-org <alias>', 'username or alias of the org (see npx sf org list)')
    .allowUnknownOption()
    .allowExcessArguments()
    .parse();

const targetOrg = program.opts<{ targetOrg?: string }>().targetOrg;
if (targetOrg === undefined) {
    process.stderr.write(
        'Say which org: npm run deploy -- --target-org <alias>\n' +
            'Orgs that the CLI knows: npx sf org list. To add one: npx sf org login web --alias <alias>\n'
    );
    process.exit(2);
}

process.stdout.write(
    `Deploying force-app to ${targetOrg}. An org without the namespace strongroom gets the same source under its own names ` +
        '(Contact_Center_Settings__c instead of strongroom__Contact_Center_Settings__c).\n\n'
);
const cli = join(root, 'node_modules/@salesforce/cli/bin/run.js');
const deploy = ['project', 'deploy', 'start', '--source-dir', 'force-app', '--target-org', targetOrg, ...program.args];
const env = { SF_AUTOUPDATE_DISABLE: 'true', ...process.env }; // the version is the project's to choose
const { status, error } = spawnSync(process.execPath, [cli, ...deploy], { cwd: root, env, stdio: 'inherit' });
if (status !== 0) {
    process.stderr.write(
        `\nThe deployment did not succeed: ${error?.message ?? 'see what the Salesforce CLI says above'}.\n`
    );
    process.exit(status ?? 1);
}
if (program.args.includes('--dry-run')) process.exit(0);
process.stdout.write(`
Next (docs/guides/install-in-salesforce.md has the details):
  1. Give people access:  npx sf org assign permset --name Strongroom_Admin --target-org ${targetOrg}
     Strongroom_Viewer is for those who may only look.
  2. Run the service where the org can reach it, and put its address into the Named Credential and the External
     Credential Strongroom (Setup > Named Credentials).
  3. Enrol the org: npm run enrol on the service's machine, send the code and the org's id to POST /v1/enrolments, and
     put the client ID and secret of the answer into the External Credential.
  4. Open the tab:  npx sf org open --target-org ${targetOrg} --path lightning/n/Secrets_Management
`);
