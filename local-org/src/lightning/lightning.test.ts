import {
    existsSync,
    mkdirSync,
    mkdtempSync,
    readFileSync,
    readdirSync,
    rmSync,
    symlinkSync,
    writeFileSync
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { packageModules } from '../package/modules.ts';
import { type AppSources, BuildError, buildApp } from './app-bundle.ts';
import { cached, hashOf } from './cache.ts';

const root = path.resolve(import.meta.dirname, '../../..');

let folder: string;

beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'strongroom-lightning-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

describe('the cache', () => {
    const build = (kind: string, key: string, text = key) =>
        cached(folder, kind, key, async (target) => writeFileSync(path.join(target, 'built'), text));

    it('builds a key once', async () => {
        const first = await build('app', '1', 'first');
        const second = await build('app', '1', 'second');
        expect(second).toBe(first);
        expect(readFileSync(path.join(second, 'built'), 'utf8')).toBe('first');
    });

    it('leaves nothing behind when a build fails', async () => {
        const failing = cached(folder, 'app', '1', async (target) => {
            writeFileSync(path.join(target, 'half'), '');
            throw new Error('refused');
        });
        await expect(failing).rejects.toThrow('refused');
        expect(readdirSync(folder)).toEqual([]);
    });

    it('takes two builds of one key at once', async () => {
        const [one, two] = await Promise.all([build('app', '1'), build('app', '1')]);
        expect([one, readdirSync(folder)]).toEqual([two, ['app-1']]);
    });

    it('keeps the newest few of each kind', async () => {
        await build('base', 'b');
        for (const key of ['1', '2', '3', '4', '5', '6']) await build('app', key);
        expect(readdirSync(folder).filter((name) => name.startsWith('app-'))).toHaveLength(4);
        expect(existsSync(path.join(folder, 'app-6')) && existsSync(path.join(folder, 'base-b'))).toBe(true);
    });

    it('has another key for another text, file or place', () => {
        const files = ['a', 'b'].map((name) => path.join(folder, name));
        for (const file of files) writeFileSync(file, 'same');
        const keys = [
            hashOf(files.slice(0, 1)),
            hashOf(files.slice(1)),
            hashOf(files),
            hashOf(files, 'x'),
            hashOf(files, 'y')
        ];
        expect(new Set(keys).size).toBe(keys.length);
    });
});

describe('the app bundle', () => {
    const external = ['lwc', '@lwc/synthetic-shadow', 'toast', 'toastContainer', 'navigation', 'platformShowToastEvent']
        .concat(['buttonMenu', 'menuItem', 'menuDivider', 'icon', 'button', 'card', 'input', 'combobox'])
        .map((name) => (name.includes('lwc') ? name : `lightning/${name}`));

    const sources = (files: Record<string, string>): AppSources => {
        const component = path.join(folder, 'rooms/lwc/greeting');
        mkdirSync(component, { recursive: true });
        writeFileSync(path.join(folder, 'package.json'), '{}');
        symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
        for (const [name, text] of Object.entries(files)) writeFileSync(path.join(component, name), text);
        return {
            root,
            packageFolder: path.join(folder, 'rooms'),
            modules: packageModules(path.join(folder, 'rooms')),
            labels: (name) => {
                if (name !== 'Greeting') throw new Error(`There is no custom label ${name}.`);
                return 'Hello from a label';
            },
            tabs: [{ apiName: 'ns__Greeting', label: 'Greeting', component: 'greeting' }],
            vendor: { folder: '', urls: Object.fromEntries(external.map((name) => [name, `/base-1/${name}.js`])) }
        };
    };
    const build = (files: Record<string, string>) => buildApp(sources(files), path.join(folder, 'cache'));

    const script = (label = 'Greeting') => `import { LightningElement } from 'lwc';
        import overview from '@salesforce/apex/SecretController.overview';
        import userId from '@salesforce/user/Id';
        import locale from '@salesforce/i18n/locale';
        import greeting from '@salesforce/label/c.${label}';
        export default class Greeting extends LightningElement {
            greeting = [greeting, locale, userId, overview];
        }`;
    const markup = '<template><p>{greeting}</p></template>';

    it('holds the package’s components with labels and Apex, and takes the rest from the base bundle', async () => {
        const app = readFileSync(
            path.join(await build({ 'greeting.js': script(), 'greeting.html': markup }), 'app.js'),
            'utf8'
        );
        expect(app).toContain('Hello from a label');
        expect(app).toMatch(/apexMethod\("SecretController", "overview"\)/);
        expect(app).toContain('"c-greeting"');
        expect(app).toMatch(/from '\/base-1\/lwc\.js'/);
    });

    it.each([
        [
            'markup that the compiler refuses',
            { 'greeting.html': '<template>\n<p onclick="now"></p></template>' },
            /greeting\.html:2:\d+ .*LWC1\d+/
        ],
        [
            'markup that the compiler warns of',
            { 'greeting.html': '<template>\n<p></p><p/>\n</template>' },
            /greeting\.html:2:\d+ /
        ],
        ['a label that does not exist', { 'greeting.js': script('Farewell') }, /no custom label Farewell/],
        ['a script with an error', { 'greeting.js': 'export default class {' }, /greeting\.js/],
        ['an import that nothing answers', { 'greeting.js': "import 'c/nobody';" }, /c\/nobody/]
    ])('refuses %s, naming the place', async (_name, change, sentence) => {
        const refusal = await build({ 'greeting.js': script(), 'greeting.html': markup, ...change }).catch(
            (error: unknown) => error
        );
        expect(refusal).toBeInstanceOf(BuildError);
        expect((refusal as Error).message).toMatch(sentence);
    });
});
