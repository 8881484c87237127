import { resolve } from 'node:path';
import { Command } from 'commander';
import { startAll } from './start/run.ts';

const { org } = new Command('npm start --')
    .description(
        'Starts the Strongroom service and the local org: the package’s own screens in a browser, on the export of an org.\n' +
            'Environment: HOST, PORT (service, 3000), LOCAL_ORG_PORT (3100), STRONGROOM_DATA_DIR (.strongroom), DATABASE_URL, STRONGROOM_KEK.'
    )
    .option('--org <folder>', 'folder with outputs of sf data query --json, instead of the sample org')
    .parse()
    .opts<{ org?: string }>();

await startAll({
    root: resolve(import.meta.dirname, '..'),
    // npm changes to the project's folder and says here where it was called from
    org: org === undefined ? undefined : resolve(process.env['INIT_CWD'] ?? '.', org)
});
