// Usage: node scripts/build.ts — writes dist/ for publishing: the sources with their types blanked out. `npm pack` runs it.
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, join, relative } from 'node:path';

const root = join(import.meta.dirname, '..');
const source = join(root, 'src');
const target = join(root, 'dist');

/** Imports and worker files name the built file. */
const renamed = (code: string): string => code.replace(/(['"])(\.{1,2}\/[^'"\n]+)\.ts\1/g, '$1$2.js$1');

rmSync(target, { recursive: true, force: true });
for (const file of readdirSync(source, { recursive: true, withFileTypes: true })) {
    if (!file.isFile() || file.name.endsWith('.test.ts')) continue;
    const from = join(file.parentPath, file.name);
    const to = join(target, relative(source, from));
    mkdirSync(dirname(to), { recursive: true });
    if (!file.name.endsWith('.ts')) cpSync(from, to);
    else writeFileSync(to.replace(/\.ts$/, '.js'), renamed(stripTypeScriptTypes(readFileSync(from, 'utf8'))));
}
