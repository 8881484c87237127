import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const linesKept = 12;

export interface ChildOptions {
    readonly name: string;
    readonly script: string;
    readonly args?: readonly string[];
    readonly env: NodeJS.ProcessEnv;
    readonly cwd: string;
    /** Called for each line of its output. */
    readonly onLine: (line: string) => void;
    /** The address in the line that says where it listens; undefined for every other line. */
    readonly addressIn: (line: string) => string | undefined;
}

/** A program that runs until it is stopped. */
export interface Child {
    readonly name: string;
    /** Its address, once it listens; never settles when it ends before. */
    readonly ready: Promise<string>;
    /** How it ended, in words. */
    readonly ended: Promise<string>;
    readonly lastLines: () => readonly string[];
    /** Asks it to end; ends it after the time given. */
    readonly stop: (graceMs: number) => Promise<void>;
}

/**
 * Starts a script under this Node in a process group of its own, so that Ctrl+C reaches it once: through its parent.
 * The script ends by itself when the channel to this process does.
 */
export const startChild = (options: ChildOptions): Child => {
    const child = spawn(process.execPath, [options.script, ...(options.args ?? [])], {
        cwd: options.cwd,
        env: options.env,
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'], // by the channel's end it notices when this process is killed
        detached: process.platform !== 'win32'
    });
    const last: string[] = [];
    const ready = new Promise<string>((found) => {
        for (const input of [child.stdout, child.stderr]) {
            if (input === null) continue; // both are pipes, which the type does not say
            createInterface({ input }).on('line', (line) => {
                last.push(line);
                if (last.length > linesKept) last.shift();
                const address = options.addressIn(line);
                if (address === undefined) options.onLine(line);
                else found(address);
            });
        }
    });
    const ended = new Promise<string>((tell) => {
        child.once('error', (error) => tell(error.message));
        child.once('close', (code, signal) => tell(signal ? `ended by ${signal}` : `exit code ${code}`));
    });
    return { name: options.name, ready, ended, lastLines: () => last, stop: (graceMs) => stop(child, ended, graceMs) };
};

const stop = async (child: ChildProcess, ended: Promise<string>, graceMs: number): Promise<void> => {
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), graceMs);
    await ended;
    clearTimeout(late);
};
