// Usage: node scripts/bring-modules.mjs runtime|all
// Installs what a command needs before npm runs it: `runtime` is the service and the local org, `all` adds the checks'
// tools. Runs under the machine's own Node (20 or later), so it has no dependencies and no types.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const wanted = process.argv[2];
if (wanted !== 'runtime' && wanted !== 'all') {
    console.error('Usage: node scripts/bring-modules.mjs runtime|all');
    process.exit(2);
}

const modules = join(root, 'node_modules');
const stampFile = join(modules, '.strongroom-installed.json');
const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');

/** What an earlier run installed, and whether the lock file is still the same. */
function installed() {
    try {
        const stamp = JSON.parse(readFileSync(stampFile, 'utf8'));
        return { scope: stamp.scope, current: stamp.lock === lock };
    } catch {
        // installed by hand: Jest is one of the checks' tools
        return { scope: existsSync(join(modules, 'jest')) ? 'all' : undefined, current: false };
    }
}

function install(scope) {
    // A clean install from nothing; later only what is missing, so that a running service keeps its modules.
    const command = existsSync(modules) ? ['install', '--no-save'] : ['ci'];
    const omitted = scope === 'runtime' ? ['--omit=dev'] : [];
    const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline'];
    console.error(
        scope === 'all'
            ? 'Installing modules and the checks’ tools (a few minutes the first time)…'
            : 'Installing modules…'
    );
    const npm = process.env.npm_execpath;
    const [file, args] = npm?.endsWith('js') ? [process.execPath, [npm]] : ['npm', []];
    const run = spawnSync(file, [...args, ...command, ...omitted, ...quiet], {
        cwd: root,
        stdio: ['ignore', 2, 2],
        shell: file === 'npm' && process.platform === 'win32'
    });
    if (run.status !== 0) {
        console.error(
            'Installing failed. Check that the npm registry can be reached, then run the same command again.'
        );
        process.exit(1);
    }
    writeFileSync(stampFile, JSON.stringify({ lock, scope }));
}

const have = installed();
const enough = have.current && (have.scope === 'all' || have.scope === wanted);
if (!enough) install(have.scope === 'all' ? 'all' : wanted); // the checks' tools are kept where they are

const bundledNode = existsSync(join(modules, '.bin', process.platform === 'win32' ? 'node.cmd' : 'node'));
if (!bundledNode && Number(process.versions.node.split('.')[0]) < 24) {
    console.error(
        `Strongroom runs on Node 24. This machine has ${process.versions.node}, and npm has no Node 24 package for ` +
            `${process.platform}-${process.arch}. Install Node 24 or later, then run the same command again.`
    );
    process.exit(1);
}
