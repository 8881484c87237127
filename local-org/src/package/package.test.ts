import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readLabels } from './labels.ts';
import { baseModulesUsed, packageModules } from './modules.ts';
import { readTabs } from './tabs.ts';

let folder: string;

beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'strongroom-package-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

const write = (file: string, text: string): string => {
    const target = path.join(folder, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
    return target;
};

describe('labels', () => {
    beforeEach(() => {
        write(
            'platform/labels/CustomLabels.labels-meta.xml',
            `<?xml version="1.0"?><CustomLabels xmlns="http://soap.sforce.com/2006/04/metadata">
            <labels><fullName>Greeting</fullName><value>{0} &amp; {1}, {2}</value></labels></CustomLabels>`
        );
    });

    it('take values, and leave a place without one', () => {
        expect(readLabels(folder)('Greeting', 'Ann', '{1}')).toBe('Ann & {1}, {2}');
    });

    it('refuse a name that is in no file', () =>
        expect(() => readLabels(folder)('Farewell')).toThrow(/no custom label Farewell/));

    it('refuse broken XML, naming the file', () => {
        write('other/labels/Other.labels-meta.xml', '<CustomLabels><labels></CustomLabels>');
        expect(() => readLabels(folder)).toThrow(/Other\.labels-meta\.xml is not well-formed/);
    });
});

describe('tabs', () => {
    const tab = (name: string, content: string) =>
        write(
            `rooms/tabs/${name}.tab-meta.xml`,
            `<CustomTab xmlns="http://soap.sforce.com/2006/04/metadata">${content}</CustomTab>`
        );

    it('are the LWC tabs in the order of the app, those outside it last', () => {
        tab('Alpha', '<label>A</label><lwcComponent>alpha</lwcComponent>');
        tab('Beta', '<label>B</label><lwcComponent>beta</lwcComponent>');
        tab('Gamma', '<label>C</label><lwcComponent>gamma</lwcComponent>');
        tab('Note__c', '<customObject>true</customObject>');
        write(
            'rooms/applications/Room.app-meta.xml',
            '<CustomApplication><tabs>Gamma</tabs><tabs>Beta</tabs></CustomApplication>'
        );
        expect(readTabs(folder, 'ns').map(({ apiName }) => apiName)).toEqual(['ns__Gamma', 'ns__Beta', 'ns__Alpha']);
    });
});

describe('modules', () => {
    it('are the components below lwc folders, tests and helpers aside', () => {
        write('rooms/lwc/table/table.js', '');
        write('rooms/lwc/table/columns.js', '');
        write('rooms/lwc/table/__tests__/table.test.js', '');
        expect(packageModules(folder).map(({ name }) => name)).toEqual(['table']);
    });

    it('refuses two of one name', () => {
        write('rooms/lwc/table/table.js', '');
        write('other/lwc/table/table.js', '');
        expect(() => packageModules(folder)).toThrow(/another component is called table/);
    });

    it('finds the base components used, in markup and in imports', () => {
        write('base/lightning/buttonIcon/buttonIcon.js', '');
        write('base/lightning/modal/modal.js', '');
        const files = [
            write('a.html', '<template><lightning-button-icon></lightning-button-icon></template>'),
            write('b.js', "import LightningModal from 'lightning/modal';")
        ];
        expect(baseModulesUsed(files, [path.join(folder, 'base')])).toEqual([
            'lightning/buttonIcon',
            'lightning/modal'
        ]);
    });

    it('refuses a base component that works in an org only, naming the file', () => {
        const file = write('a.html', '<template><lightning-record-picker></lightning-record-picker></template>');
        expect(() => baseModulesUsed([file], [folder])).toThrow(/a\.html: lightning\/recordPicker is not among/);
    });
});
