// Usage: npm run apex:org -- --target-org <alias>
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { Command } from 'commander';

const root = resolve(import.meta.dirname, '..');

const { targetOrg } = new Command('npm run apex:org --')
    .description(
        'Deploys the conformance tests of the Apex interpreter to a scratch org and runs them there: what an org answers is right.'
    )
    .requiredOption('--target-org <alias>', 'the scratch org, as the Salesforce CLI knows it')
    .parse()
    .opts<{ targetOrg: string }>();

/** Runs the Salesforce CLI in the folder of the conformance tests; ends with its exit code when it fails. */
function sf(...args: string[]): void {
    const cli = join(root, 'node_modules/@salesforce/cli/bin/run.js');
    const cwd = join(root, 'local-org/apex/test');
    const { status } = spawnSync(process.execPath, [cli, ...args, '--target-org', targetOrg], {
        cwd,
        stdio: 'inherit'
    });
    if (status !== 0) process.exit(status ?? 1);
}

sf('project', 'deploy', 'start', '--source-dir', 'conformance');
sf('apex', 'run', 'test', '--test-level', 'RunLocalTests', '--wait', '30', '--result-format', 'human');
