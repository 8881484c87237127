import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { testsOf } from './support/library.ts';

const folder = join(import.meta.dirname, 'conformance');

describe.each(readdirSync(folder).filter((file) => /^Library.*\.cls$/.test(file)))('%s', (file) => {
    const tests = testsOf(readFileSync(join(folder, file), 'utf8'));

    it.each([...tests.keys()])('%s', (name) => {
        expect(tests.get(name)?.()).toBeUndefined();
    });
});
