import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { childrenOf, parseXml, textIn } from '../data/schema/xml.ts';

/** The custom labels of a package: by name in any case, with or without its namespace before two underscores. */
export function readLabels(folder: string, namespace: string): (name: string) => string | undefined {
    const texts = new Map<string, string>();
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !entry.name.endsWith('.labels-meta.xml')) continue;
        const xml = parseXml(readFileSync(join(entry.parentPath, entry.name), 'utf8'));
        for (const label of childrenOf(xml, 'labels')) {
            texts.set((textIn(label, 'fullName') ?? '').toLowerCase(), textIn(label, 'value') ?? '');
        }
    }
    const prefix = `${namespace.toLowerCase()}__`;
    return (name) => {
        const key = name.toLowerCase();
        return (
            texts.get(key) ?? (namespace && key.startsWith(prefix) ? texts.get(key.slice(prefix.length)) : undefined)
        );
    };
}
