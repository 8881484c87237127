import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startChild } from './child.ts';
import { localOrgAddress, readable, serviceAddress } from './lines.ts';
import { openLog } from './log-file.ts';

let folder: string;

beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'strongroom-start-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

describe('the lines that children write', () => {
    it('give the addresses, and nothing else does', () => {
        expect(serviceAddress('{"level":"info","url":"http://127.0.0.1:3000","msg":"listening"}')).toBe(
            'http://127.0.0.1:3000'
        );
        expect(serviceAddress('{"msg":"request","path":"listening"}')).toBeUndefined();
        expect(serviceAddress('"listening"')).toBeUndefined();
        expect(localOrgAddress('Local org listening on http://127.0.0.1:3100')).toBe('http://127.0.0.1:3100');
        expect(localOrgAddress('Building')).toBeUndefined();
    });

    it('are shown as sentences', () => {
        expect(readable('{"level":"error","msg":"failed","err":{"message":"no disk"}}')).toBe('failed: no disk');
        expect(readable('Strongroom did not start.')).toBe('Strongroom did not start.');
        expect(readable('null')).toBe('null');
    });
});

describe('the log file', () => {
    const write = (line: string): void => {
        const log = openLog(folder, 'service');
        log.write(line);
        log.close();
    };
    const file = (): string => path.join(folder, 'logs/service.log');

    it('is for this user alone, and goes on where it ended', () => {
        write('first');
        write('second');
        expect(readFileSync(file(), 'utf8')).toBe('first\nsecond\n');
        expect([statSync(file()).mode & 0o777, statSync(path.dirname(file())).mode & 0o777]).toEqual([0o600, 0o700]);
    });

    it('starts anew when it is full, and keeps the full one', () => {
        write('x'.repeat(10 * 1024 * 1024));
        write('new');
        expect(readFileSync(file(), 'utf8')).toBe('new\n');
        expect(statSync(`${file()}.1`).size).toBeGreaterThan(10 * 1024 * 1024);
    });
});

describe('a child', () => {
    const start = (source: string, lines: string[] = []) => {
        const script = path.join(folder, 'child.mjs');
        writeFileSync(script, source);
        const onLine = (line: string): void => void lines.push(line);
        return startChild({
            name: 'A child',
            script,
            env: process.env,
            cwd: folder,
            onLine,
            addressIn: localOrgAddress
        });
    };

    it('is ready when it says its address, and drains when asked to stop', async () => {
        const lines: string[] = [];
        const child = start(
            `process.on('SIGTERM', () => { console.log('draining'); clearInterval(alive); });
            const alive = setInterval(() => {}, 1000);
            console.log('Local org listening on http://127.0.0.1:1');`,
            lines
        );
        expect(await child.ready).toBe('http://127.0.0.1:1');
        await child.stop(5_000);
        expect(await child.ended).toBe('exit code 0');
        expect(lines).toEqual(['draining']);
    });

    it('tells how it ended by itself, and its last lines', async () => {
        const child = start("console.error('no such folder'); process.exit(3);");
        expect(await child.ended).toBe('exit code 3');
        expect(child.lastLines()).toEqual(['no such folder']);
    });

    it('is ended when it does not stop in time', async () => {
        const child = start(
            "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('Local org listening on x');"
        );
        await child.ready;
        await child.stop(200);
        expect(await child.ended).toBe('ended by SIGKILL');
    });
});
