import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { Command } from 'commander';
import { startApex } from './apex/apex-thread.ts';
import { rowsOf } from './apex/rows.ts';
import { createApp } from './app.ts';
import { ConfigError, hostInUrl, readConfig } from './config.ts';
import { BuildError } from './lightning/app-bundle.ts';
import { buildLightning } from './lightning/build.ts';
import { openEdits } from './org/edits.ts';
import { openOrg } from './org/org.ts';
import { ExportError, readExport } from './org/read-export.ts';
import { readLabels } from './package/labels.ts';
import { readTabs } from './package/tabs.ts';
import { accessToken } from './service/access-token.ts';
import { credentialFile } from './service/credentials.ts';
import { enrol } from './service/enrol.ts';
import { openNamedCredential } from './service/named-credential.ts';

const root = path.resolve(import.meta.dirname, '../..');
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const options = new Command('local-org')
    .description('Serves the package’s components on the export of an org, with the Strongroom service behind them.')
    .option('--org <folder>', 'folder with outputs of sf data query --json', path.join(root, 'local-org/sample-org'))
    .parse()
    .opts<{ org: string }>();

const fail = (error: unknown): never => {
    if (error instanceof ExportError || error instanceof ConfigError || error instanceof BuildError)
        console.error(error.message);
    else if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
        console.error(`The port of the local org is taken: ${error.message}. Choose another with LOCAL_ORG_PORT.`);
    else console.error(error);
    process.exit(1);
};

const start = async (): Promise<void> => {
    const config = readConfig();
    const source = readExport(path.resolve(options.org));
    const folder = path.join(config.dataDir, 'local-org', source.organization.id);
    const org = openOrg(source, openEdits(folder));
    if (source.ignored.length > 0) say(`Not used from the export: ${source.ignored.join(', ')}`);

    const packageFolder = path.join(root, 'force-app/main');
    const labels = readLabels(packageFolder);
    const tabs = readTabs(packageFolder, 'strongroom');
    const enrolOrg = () => enrol({ root, serviceUrl: config.serviceUrl, org });
    const token = accessToken({
        serviceUrl: config.serviceUrl,
        credentials: credentialFile(folder),
        enrol: enrolOrg,
        now: Date.now
    });
    const gate = await openNamedCredential(config.serviceUrl, token);
    // The package's Apex compiles while the page is being opened; a call made before that waits.
    const apex = startApex({
        ...{ packageFolder, rows: rowsOf(org) },
        credentials: { Strongroom: { url: gate.url, headers: gate.headers } },
        database: path.join(folder, 'database.json')
    });
    apex.catch(fail);
    const built = await buildLightning({
        ...{ root, packageFolder, labels, tabs },
        onVendorBuild: () => say('Building the Lightning base components (only when they change)')
    });
    const app = createApp({
        ...{ root, org, built },
        apex: {
            call: async (...asked) => (await apex).call(...asked),
            putSetting: async (row) => (await apex).putSetting(row)
        },
        log: (error) => console.error(error instanceof Error ? `${error.name}: ${error.message}` : error)
    });

    const server = app.listen(config.port, config.host);
    await once(server, 'listening');
    say(`Local org listening on http://${hostInUrl(config.host)}:${(server.address() as AddressInfo).port}`);
    const stop = (): void => {
        server.close(() => process.exit(0));
        server.closeIdleConnections();
        setTimeout(() => process.exit(0), 3000).unref();
    };
    process.once('SIGTERM', stop).once('SIGINT', stop);
    if (process.connected) process.once('disconnect', stop); // whoever started it is gone
};

start().catch(fail);
