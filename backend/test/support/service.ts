import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Place } from './place.ts';

const backend = join(import.meta.dirname, '../..');
const patienceMs = 50_000;

/** A service that runs as its own process, as operators run it. */
export interface Service {
    readonly url: string;
    readonly pid: number;
    /** All that it wrote to stdout and stderr. */
    output: () => string;
    /** The lines of its log. */
    log: () => Record<string, unknown>[];
    /** Sends SIGTERM; the exit code. */
    stop: () => Promise<number | null>;
    /** Sends SIGKILL; returns when the process is gone. */
    kill: () => Promise<void>;
    /** The exit code, null after a signal, once it ended. */
    readonly ended: Promise<number | null>;
}

interface Started {
    readonly child: ChildProcess;
    readonly ended: Promise<number | null>;
    output: () => string;
}

let started = 0;
const alive = new Set<ChildProcess>();

afterAll(async () => {
    for (const child of alive) child.kill('SIGKILL');
    while (alive.size > 0) await pause(20);
});

/** A setting of `undefined` is taken away. */
export type Settings = Record<string, string | undefined>;

function spawnNode(file: string, args: readonly string[], place: Place, settings: Settings): Started {
    const logFile = join(place.folder, `process-${++started}.log`);
    const handle = openSync(logFile, 'w');
    const given = Object.entries<string | undefined>({ PORT: '0', ...place.env, ...settings }).filter(
        ([, value]) => value !== undefined
    );
    const child = spawn(process.execPath, [join(backend, file), ...args], {
        env: Object.fromEntries(given),
        cwd: place.folder,
        stdio: ['ignore', handle, handle]
    });
    closeSync(handle);
    alive.add(child);
    const ended = new Promise<number | null>((resolve) => {
        child.once('exit', (code) => {
            alive.delete(child);
            resolve(code);
        });
    });
    return { child, ended, output: () => readFileSync(logFile, 'utf8') };
}

/** The log lines of an output; anything else that was printed is left out. */
const logLines = (output: string): Record<string, unknown>[] =>
    output
        .split('\n')
        .filter((line) => line.startsWith('{') && line.endsWith('}'))
        .map((line) => JSON.parse(line));

/** Starts `backend/src/main.ts` and waits until it listens. Fails with its output when it ends before. */
export async function startService(place: Place, settings: Settings = {}): Promise<Service> {
    const { child, ended, output } = spawnNode('src/main.ts', [], place, settings);
    const deadline = Date.now() + patienceMs;
    let url: string | undefined;
    while (url === undefined) {
        if (child.exitCode !== null || child.signalCode !== null) {
            throw new Error(`The service ended while it started:\n${output()}`);
        }
        if (Date.now() > deadline) throw new Error(`The service did not listen:\n${output()}`);
        await pause(25);
        url = logLines(output()).find((line) => line['msg'] === 'listening')?.['url'] as string | undefined;
    }
    const signal = async (name: NodeJS.Signals): Promise<number | null> => {
        child.kill(name);
        return ended;
    };
    return {
        url,
        pid: child.pid!,
        output,
        log: () => logLines(output()),
        stop: () => signal('SIGTERM'),
        kill: async () => void (await signal('SIGKILL')),
        ended
    };
}

/** Starts a service of which nothing is expected, not even that it listens. */
export function launchService(
    place: Place,
    settings: Settings = {}
): { kill: () => Promise<void>; output: () => string } {
    const { child, ended, output } = spawnNode('src/main.ts', [], place, settings);
    return {
        output,
        kill: async () => {
            child.kill('SIGKILL');
            await ended;
        }
    };
}

/** Runs `backend/src/main.ts` where it is expected to end by itself: with which code, and what it said. */
export async function startRefused(
    place: Place,
    settings: Settings = {}
): Promise<{ code: number | null; said: string }> {
    const { child, ended, output } = spawnNode('src/main.ts', [], place, settings);
    const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
    const code = await ended;
    clearTimeout(timer);
    return { code, said: output() };
}
