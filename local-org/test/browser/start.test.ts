import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { root } from './support/processes.ts';

interface Started {
    readonly child: ChildProcess;
    readonly output: () => string;
    /** Waits until the output matches; throws it when the command ends first. */
    readonly says: (pattern: RegExp) => Promise<string>;
    readonly ended: Promise<number | null>;
}

let dataDir: string;
const running: Started[] = [];

beforeEach(() => {
    dataDir = mkdtempSync(path.join(os.tmpdir(), 'strongroom-start-'));
});

afterEach(async () => {
    for (const { child, ended } of running.splice(0)) {
        child.kill('SIGTERM');
        await ended;
    }
    rmSync(dataDir, { recursive: true, force: true });
});

/** `npm start`, on free ports. */
const start = (args: string[] = [], env: Record<string, string> = {}): Started => {
    const child = spawn(process.execPath, [path.join(root, 'scripts/start.ts'), ...args], {
        cwd: root,
        env: {
            ...process.env,
            STRONGROOM_DATA_DIR: dataDir,
            DATABASE_URL: '',
            STRONGROOM_KEK: '',
            PORT: '0',
            LOCAL_ORG_PORT: '0',
            ...env
        }
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
        stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    const ended = once(child, 'close').then(([code]) => code as number | null);
    const says = async (pattern: RegExp): Promise<string> => {
        while (!pattern.test(output)) {
            if (child.exitCode !== null) throw new Error(`It ended before it said ${pattern}:\n${output}`);
            await new Promise((resolve) => setTimeout(resolve, 50));
        }
        return output;
    };
    const started = { child, output: () => output, says, ended };
    running.push(started);
    return started;
};

const servicePid = (): number => {
    const log = readFileSync(path.join(dataDir, 'logs/service.log'), 'utf8');
    return Number(/"pid":(\d+)/.exec(log)?.[1]);
};

const isAlive = (pid: number): boolean => {
    try {
        return process.kill(pid, 0);
    } catch {
        return false;
    }
};

describe('npm start', () => {
    it('prints exactly one address, which answers, and drains at a signal', async () => {
        const started = start();
        const output = await started.says(/Stop with Ctrl\+C/);
        const addresses = output.match(/http:\S+/g) ?? [];
        expect(addresses).toHaveLength(1);
        expect((await fetch(String(addresses[0]))).status).toBe(200);
        expect(output).toContain('logs/service.log');
        expect(statSync(path.join(dataDir, 'logs/service.log')).mode & 0o777).toBe(0o600);
        const pid = servicePid();
        started.child.kill('SIGINT');
        expect(await started.ended).toBe(0);
        expect(isAlive(pid)).toBe(false);
        expect(readFileSync(path.join(dataDir, 'logs/service.log'), 'utf8')).toContain('"msg":"stopped"');
    });

    it('says that the folder is in use when it is started twice, and leaves the first alone', async () => {
        const first = start();
        await first.says(/Stop with Ctrl\+C/);
        const second = start();
        expect(await second.ended).toBe(1);
        expect(second.output()).toMatch(
            /The service stopped \(exit code 1\).*is in use by another Strongroom process/s
        );
        expect(isAlive(servicePid())).toBe(true);
        expect(first.child.exitCode).toBeNull();
    });

    it('says which part died, and stops the other', async () => {
        const started = start();
        await started.says(/Stop with Ctrl\+C/);
        process.kill(servicePid(), 'SIGKILL');
        expect(await started.ended).toBe(1);
        expect(started.output()).toMatch(/The service stopped \(ended by SIGKILL\)\. Its last lines:/);
    });

    it.each(['PORT', 'LOCAL_ORG_PORT'])('says that the port is taken: %s', async (name) => {
        const other = createServer().listen(0, '127.0.0.1');
        await once(other, 'listening');
        const address = other.address();
        const started = start([], { [name]: String(typeof address === 'object' && address ? address.port : '') });
        expect(await started.ended).toBe(1);
        expect(started.output()).toMatch(/port .*is taken/i);
        expect(started.output()).toContain(name);
        other.close();
    });

    it('says what is wrong with an export', async () => {
        const started = start(['--org', path.join(root, 'docs')]);
        expect(await started.ended).toBe(1);
        expect(started.output()).toMatch(/docs holds no users\. Export them.*sf data query/s);
    });
});
