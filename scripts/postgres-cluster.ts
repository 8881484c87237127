import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** A PostgreSQL server that lives as long as this process, at most. */
export interface Cluster {
    /** The address of its first database, for a superuser without a password, from this machine only. */
    url: string;
    /** Ends the server and removes its folder. */
    stop: () => Promise<void>;
}

/** Why no cluster can be made, in a sentence for people. */
export const noPostgres =
    'no PostgreSQL here (set STRONGROOM_TEST_POSTGRES_URL, or install the server, on Debian `postgresql`)';

const user = 'strongroom';
const version = (folder: string) => Number(/\/(\d+)\/bin$/.exec(folder)?.[1] ?? 0);

/** The folder with `initdb` and `postgres`: on the PATH, or where Debian, Homebrew and the like keep them. */
export const postgresBinaries = (): string | undefined => {
    const onPath = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
    const usual = globSync(['/usr/lib/postgresql/*/bin', '/usr/pgsql-*/bin', '/opt/homebrew/opt/postgresql@*/bin']);
    const newestFirst = usual.toSorted((a, b) => version(b) - version(a));
    return [...onPath, ...newestFirst].find((folder) =>
        ['initdb', 'pg_ctl', 'postgres'].every((name) => existsSync(join(folder, name)))
    );
};

interface Identity {
    uid: number;
    gid: number;
}

/** PostgreSQL refuses to run as root: then it runs as the first of these that the machine has. */
const otherUser = (): Identity | undefined => {
    if (process.getuid?.() !== 0) return undefined;
    for (const name of ['postgres', 'nobody']) {
        try {
            const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, name], { stdio: 'pipe' })));
            if (uid && gid) return { uid, gid };
        } catch {
            // this machine has no such user
        }
    }
    throw new Error('PostgreSQL does not run as root, and this machine has neither a user postgres nor nobody');
};

const freePort = () =>
    new Promise<number>((resolve, reject) => {
        const server = createServer().once('error', reject);
        server.listen(0, '127.0.0.1', () => {
            const address = server.address();
            server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
        });
    });

/** Waits for the server's own word that it is ready; ends with what it said when it stops before. */
const ready = (server: ChildProcess) =>
    new Promise<void>((resolve, reject) => {
        let said = '';
        const listen = (text: string) => {
            said += text;
            if (!said.includes('database system is ready to accept connections')) return;
            server.stderr?.off('data', listen).resume();
            resolve();
        };
        server.stderr?.setEncoding('utf8').on('data', listen);
        server.once('error', reject);
        server.once('exit', () => reject(new Error(`PostgreSQL did not start: ${said.trim()}`)));
    });

const ended = (server: ChildProcess) =>
    new Promise<void>((resolve) => {
        if (server.exitCode !== null || server.signalCode !== null) resolve();
        else server.once('exit', () => resolve());
    });

/**
 * Makes a cluster in a temporary folder and starts it on a free port of the loopback address. It ends with `stop`, or
 * with this process when that ends by itself or by `process.exit`. Refuses where there is no PostgreSQL.
 */
export const startCluster = async (): Promise<Cluster> => {
    const binaries = postgresBinaries();
    if (!binaries) throw new Error(noPostgres);
    const identity = otherUser();
    const folder = mkdtempSync(join(tmpdir(), 'strongroom-postgres-'));
    const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    try {
        if (identity) chownSync(folder, identity.uid, identity.gid);
        chmodSync(folder, 0o700);
        const data = join(folder, 'data');
        const environment = { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };
        const options = { cwd: folder, env: environment, ...identity };
        const init = ['-D', data, '-U', user, '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'];
        execFileSync(join(binaries, 'initdb'), init, { ...options, stdio: 'pipe' });
        const port = await freePort();
        const listen = [
            '-c',
            'listen_addresses=127.0.0.1',
            '-c',
            `unix_socket_directories=${folder}`,
            '-p',
            String(port)
        ];
        const server = spawn(join(binaries, 'postgres'), ['-D', data, ...listen], {
            ...options,
            stdio: ['ignore', 'ignore', 'pipe']
        });
        const abandon = () => {
            execFileSync(join(binaries, 'pg_ctl'), ['stop', '-D', data, '-m', 'immediate'], {
                ...options,
                stdio: 'pipe'
            });
            remove();
        };
        process.once('exit', abandon);
        await ready(server);
        const stop = async () => {
            process.off('exit', abandon);
            server.kill('SIGINT');
            await ended(server);
            remove();
        };
        return { url: `postgresql://${user}@127.0.0.1:${port}/postgres`, stop };
    } catch (error) {
        remove();
        throw error;
    }
};
