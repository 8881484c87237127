#!/usr/bin/env node
// Runs what `npm pack` built, or the sources where nothing is built: Node strips no types below node_modules.
import { existsSync } from 'node:fs';

const built = new URL('../dist/cli.js', import.meta.url);
await import(existsSync(built) ? built.href : new URL('../src/cli.ts', import.meta.url).href);
