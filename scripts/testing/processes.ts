import { type ChildProcess, spawn } from 'node:child_process';
import { repository } from '../checks/check.ts';
import type { Voice } from './part.ts';

/** How a program ended and what it printed, both outputs in the order in which they came. */
export interface Ended {
    code: number | null;
    output: string;
}

const patienceMinutes = 15;
const running = new Set<ChildProcess>();

/** Ends a child with everything that it started itself: it leads a process group. */
const end = (child: ChildProcess) => {
    try {
        if (child.pid !== undefined && process.platform !== 'win32') process.kill(-child.pid, 'SIGKILL');
        else child.kill('SIGKILL');
    } catch {
        // it has just ended by itself
    }
};

process.on('exit', () => {
    for (const child of running) end(child);
});

/** Runs a Node program of this repository to its end, for so many minutes at most. */
export const runNode = (args: string[], voice: Voice, environment: NodeJS.ProcessEnv = {}): Promise<Ended> =>
    new Promise((resolve, reject) => {
        const child = spawn(process.execPath, args, {
            cwd: repository,
            detached: process.platform !== 'win32',
            env: { ...process.env, ...environment },
            stdio: ['ignore', 'pipe', 'pipe']
        });
        let output = '';
        const listen = (text: string) => {
            output += text;
            voice.verbatim(text);
        };
        const impatience = setTimeout(() => {
            output += `\nstopped after ${patienceMinutes} minutes`;
            end(child);
        }, patienceMinutes * 60_000);
        running.add(child);
        child.stdout.setEncoding('utf8').on('data', listen);
        child.stderr.setEncoding('utf8').on('data', listen);
        child.once('error', reject);
        child.once('close', (code) => {
            clearTimeout(impatience);
            running.delete(child);
            resolve({ code, output: output.trimEnd() });
        });
    });
