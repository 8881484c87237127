import { join } from 'node:path';
import { makePackage, removePackages } from '../../test/support/package.ts';
import { readLabels } from './labels.ts';
import { projectOf } from './project.ts';

afterAll(removePackages);

const labels = `<?xml version="1.0" encoding="UTF-8"?>
<CustomLabels xmlns="http://soap.sforce.com/2006/04/metadata">
    <labels><fullName>Greeting</fullName><language>en_US</language><protected>true</protected>
        <shortDescription>Greeting</shortDescription><value>Hello &amp; welcome</value></labels>
</CustomLabels>`;

const folder = makePackage({
    'sfdx-project.json': '{ "namespace": "planted" }',
    'app/labels/CustomLabels.labels-meta.xml': labels
});

it('finds the project above a package folder', () => {
    expect(projectOf(join(folder, 'app'))).toEqual({ root: folder, namespace: 'planted' });
});

it('takes the folder itself where there is no project', () => {
    const alone = makePackage({ 'A.cls': '' });
    expect(projectOf(alone)).toEqual({ root: alone, namespace: '' });
});

it('reads labels in any case, with and without the namespace', () => {
    const label = readLabels(folder, 'planted');
    expect([label('greeting'), label('planted__Greeting'), label('other__Greeting')]).toEqual([
        'Hello & welcome',
        'Hello & welcome',
        undefined
    ]);
});
