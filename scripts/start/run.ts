import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { type Child, startChild } from './child.ts';
import { localOrgAddress, readable, serviceAddress } from './lines.ts';
import { type LogFile, openLog } from './log-file.ts';

const serviceGraceMs = 27_000; // the service drains for up to 25 s
const localOrgGraceMs = 5_000;

export interface StartOptions {
    readonly root: string;
    /** Folder of an org's export; without it, the sample org. */
    readonly org: string | undefined;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Runs the service and the local org until a signal comes or one of them ends, which stops the other too. */
export const startAll = async ({ root, org }: StartOptions): Promise<void> => {
    const began = Date.now();
    const dataDir = resolve(root, process.env['STRONGROOM_DATA_DIR'] || '.strongroom');
    const compiled = join(root, '.cache/node'); // what Node made of the sources, for a quicker second start
    const env = { NODE_COMPILE_CACHE: compiled, ...process.env, STRONGROOM_DATA_DIR: dataDir };
    const log = openLog(dataDir, 'service');
    say(`Starting the service and the local org (log of the service: ${relative(process.cwd(), log.path)})`);

    const children: Child[] = [];
    const stopAll = stopper(children, log);
    endWithNpm(stopAll);
    const service = startService(root, env, log);
    children.push(service);
    watch(service, stopAll);
    const serviceUrl = process.env['PORT'] === '0' ? await service.ready : addressOf(process.env);
    const localOrg = startLocalOrg(root, { ...env, SERVICE_URL: serviceUrl }, org);
    children.push(localOrg);
    watch(localOrg, stopAll);
    void service.ready.then(() => say(`The service is ready (${seconds(began)} s)`));

    void localOrg.ready.then(() => say(`The local org is ready (${seconds(began)} s)`));
    const [, address] = await Promise.all([service.ready, localOrg.ready]);
    say(`\n  Open ${address}/\n\nStop with Ctrl+C.`);
};

const seconds = (since: number): string => ((Date.now() - since) / 1000).toFixed(1);

const addressOf = ({ HOST, PORT }: NodeJS.ProcessEnv): string => {
    const host = !HOST || HOST === '0.0.0.0' || HOST === '::' ? '127.0.0.1' : HOST;
    return `http://${host.includes(':') ? `[${host}]` : host}:${PORT || 3000}`;
};

const startService = (root: string, env: NodeJS.ProcessEnv, log: LogFile): Child =>
    startChild({
        ...{ name: 'The service', script: join(root, 'backend/src/main.ts'), cwd: root, env },
        onLine: log.write,
        addressIn: (line) => {
            const address = serviceAddress(line);
            if (address !== undefined) log.write(line);
            return address;
        }
    });

const startLocalOrg = (root: string, env: NodeJS.ProcessEnv, org: string | undefined): Child =>
    startChild({
        ...{ name: 'The local org', script: join(root, 'local-org/src/main.ts'), cwd: root, env },
        args: org === undefined ? [] : ['--org', org],
        onLine: say,
        addressIn: localOrgAddress
    });

type StopAll = (exitCode: number) => Promise<void>;

/** Stops every child once, the local org first, and ends this process; wired to the signals. */
const stopper = (children: readonly Child[], log: LogFile): StopAll & { stopping: boolean } => {
    const stopAll = Object.assign(
        async (exitCode: number): Promise<void> => {
            if (stopAll.stopping) return;
            stopAll.stopping = true;
            for (const child of [...children].reverse()) {
                await child.stop(child.name === 'The service' ? serviceGraceMs : localOrgGraceMs);
            }
            log.close();
            process.exit(exitCode);
        },
        { stopping: false }
    );
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
        process.on(signal, () => {
            if (!stopAll.stopping) say('\nStopping');
            void stopAll(0);
        });
    }
    return stopAll;
};

/** The parent of a process; undefined where the system has no /proc. */
const parentOf = (pid: number): string | undefined => {
    try {
        return /\) \S+ (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1];
    } catch {
        return undefined;
    }
};

/** npm may end without its command, which a shell of its own runs: then who started this is gone, and it stops too. */
const endWithNpm = (stopAll: StopAll): void => {
    if (process.env['npm_lifecycle_event'] === undefined || process.platform === 'win32') return;
    const lineage = (): string => `${process.ppid} ${parentOf(process.ppid) ?? ''}`;
    const began = lineage();
    setInterval(() => {
        if (lineage() !== began) void stopAll(0);
    }, 250).unref();
};

/** Says why a child ended by itself, with its last lines, and stops the rest. */
const watch = (child: Child, stopAll: StopAll & { stopping: boolean }): void => {
    void child.ended.then((how) => {
        if (stopAll.stopping) return;
        const lines = child.lastLines().map((line) => `  ${readable(line)}`);
        process.stderr.write(`${child.name} stopped (${how}). Its last lines:\n${lines.join('\n')}\n`);
        void stopAll(1);
    });
};
