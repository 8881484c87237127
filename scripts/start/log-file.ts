import { chmodSync, closeSync, existsSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const fullBytes = 10 * 1024 * 1024;

/** A log file that only this user can read. Every start goes on in it; a full one is put aside, once. */
export interface LogFile {
    readonly path: string;
    readonly write: (line: string) => void;
    readonly close: () => void;
}

/** Opens `<dataDir>/logs/<name>.log` to go on at its end. */
export const openLog = (dataDir: string, name: string): LogFile => {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const folder = join(dataDir, 'logs');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, `${name}.log`);
    if (existsSync(path) && statSync(path).size > fullBytes) renameSync(path, `${path}.1`);
    const file = openSync(path, 'a', 0o600);
    chmodSync(path, 0o600);
    return { path, write: (line) => void writeSync(file, `${line}\n`), close: () => closeSync(file) };
};
