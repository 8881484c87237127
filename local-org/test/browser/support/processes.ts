import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../../../..');

/** A program of the project that runs beside the test. */
export interface Running {
    readonly url: string;
    /** Everything that it has written so far. */
    readonly output: () => string;
    readonly stop: (signal?: NodeJS.Signals) => Promise<void>;
}

const startMs = 90_000;

/** Starts a program and waits for the line that says where it listens. Throws its output when it ends before. */
export const startProgram = async (script: string, args: string[], env: Record<string, string>): Promise<Running> => {
    const child = spawn(process.execPath, [path.join(root, script), ...args], {
        cwd: root,
        env: { ...process.env, ...env }
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
        stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    const url = await listening(child, () => output);
    return {
        url,
        output: () => output,
        stop: async (signal = 'SIGTERM') => {
            if (child.exitCode !== null || child.signalCode !== null) return;
            child.kill(signal);
            await once(child, 'exit');
        }
    };
};

const listening = async (child: ChildProcess, output: () => string): Promise<string> => {
    const until = Date.now() + startMs;
    while (Date.now() < until && child.exitCode === null) {
        const [url] =
            /http:\/\/127\.0\.0\.1:\d+(?=")/.exec(output()) ?? /(?<=listening on )http:\S+/.exec(output()) ?? [];
        if (url && /listening/.test(output())) return url;
        await new Promise((resolve) => setTimeout(resolve, 25));
    }
    child.kill('SIGKILL');
    throw new Error(`The program did not start:\n${output()}`);
};
