import path from 'node:path';
import { filesUnder } from './files.ts';
import { parseXml, textOf } from './labels.ts';

/** A custom tab that shows a Lightning Web Component. */
export interface Tab {
    /** With the namespace, as page references and addresses name it. */
    readonly apiName: string;
    readonly label: string;
    readonly component: string;
}

/** The package's LWC tabs in the order in which its Lightning app shows them. */
export const readTabs = (folder: string, namespace: string): Tab[] => {
    const files = filesUnder(folder);
    const app = files.find((file) => file.endsWith('.app-meta.xml'));
    const order = app ? [...parseXml(app).getElementsByTagName('tabs')].map((tab) => tab.textContent ?? '') : [];
    const position = (name: string): number => (order.indexOf(name) + order.length + 1) % (order.length + 1);
    return files
        .filter((file) => file.endsWith('.tab-meta.xml'))
        .map((file) => ({ name: path.basename(file, '.tab-meta.xml'), xml: parseXml(file) }))
        .map(({ name, xml }) => ({ name, label: textOf(xml, 'label'), component: textOf(xml, 'lwcComponent') }))
        .filter(({ component }) => component !== '')
        .sort((a, b) => position(a.name) - position(b.name))
        .map(({ name, label, component }) => ({ apiName: `${namespace}__${name}`, label, component }));
};
