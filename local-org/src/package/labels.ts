import { readFileSync } from 'node:fs';
import { DOMParser } from '@xmldom/xmldom';
import { filesUnder } from './files.ts';

/** The package's custom labels; `{0}`, `{1}`, … take values as `String.format` does in Apex. Refuses a name that no file has. */
export type Labels = (name: string, ...values: readonly string[]) => string;

/** Reads every `*.labels-meta.xml` below a folder. Refuses XML that is not well-formed. */
export const readLabels = (folder: string): Labels => {
    const labels = new Map(labelFiles(folder).flatMap(labelsIn));
    return (name, ...values) => {
        const text = labels.get(name);
        if (text === undefined) throw new Error(`There is no custom label ${name} below ${folder}.`);
        return text.replace(/\{(\d+)\}/g, (place, index) => values[Number(index)] ?? place);
    };
};

/** The files that labels are read from. */
export const labelFiles = (folder: string): string[] =>
    filesUnder(folder).filter((file) => file.endsWith('.labels-meta.xml'));

const labelsIn = (file: string): [string, string][] => {
    const document = parseXml(file);
    return [...document.getElementsByTagName('labels')].map((label) => [
        textOf(label, 'fullName'),
        textOf(label, 'value')
    ]);
};

/** A metadata file as a document. Refuses XML that is not well-formed, naming the file. */
export const parseXml = (file: string) => {
    const refuse = (_level: string, message: string): never => {
        throw new Error(`${file} is not well-formed XML: ${message}`);
    };
    return new DOMParser({ onError: refuse }).parseFromString(readFileSync(file, 'utf8'), 'text/xml');
};

type Parent = { getElementsByTagName(name: string): ArrayLike<{ textContent: string | null }> };

/** The text of the first element of that name; empty when there is none. */
export const textOf = (parent: Parent, name: string): string => parent.getElementsByTagName(name)[0]?.textContent ?? '';
