import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type XmlElement, parseXml } from './xml.ts';

/** A metadata file, read. */
export interface MetadataFile {
    readonly path: string;
    /** `Foo__c` of `Foo__c.object-meta.xml`. */
    readonly name: string;
    readonly xml: XmlElement;
}

/** The metadata of a package by the suffix of its files: `object`, `field`, `permissionset`. */
export class Metadata {
    private readonly files = new Map<string, MetadataFile[]>();

    /** Reads every metadata file below these folders. */
    constructor(folders: readonly string[]) {
        for (const folder of folders) this.walk(folder);
    }

    of(kind: string): readonly MetadataFile[] {
        return this.files.get(kind) ?? [];
    }

    private walk(folder: string): void {
        for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
            const path = join(folder, entry.name);
            if (entry.isDirectory() && entry.name !== 'node_modules' && entry.name !== '__tests__') this.walk(path);
            const [, name, kind] = /^(.+)\.(\w+)-meta\.xml$/.exec(entry.name) ?? [];
            if (!name || !kind || !wanted.has(kind)) continue;
            const known = this.files.get(kind) ?? [];
            known.push({ path, name: decodeURIComponent(name), xml: parseXml(readFileSync(path, 'utf8')) });
            this.files.set(kind, known);
        }
    }
}

const wanted = new Set(
    'object field recordType validationRule customPermission permissionset profile md globalValueSet cls trigger namedCredential'.split(
        ' '
    )
);
