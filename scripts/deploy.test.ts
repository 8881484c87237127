import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const deploy = (...args: string[]) =>
    spawnSync(process.execPath, [join(import.meta.dirname, 'deploy.ts'), ...args], { encoding: 'utf8' });

describe('npm run deploy', () => {
    it('refuses to choose an org by itself, and says how to name one', () => {
        const { status, stderr } = deploy();
        expect(status).toBe(2);
        expect(stderr).toMatch(/npm run deploy -- --target-org <alias>/);
    });

    it('explains itself', () => {
        const { status, stdout } = deploy('--help');
        expect(status).toBe(0);
        expect(stdout).toMatch(/--target-org <alias>/);
    });
});
