import { type Server, createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { type Service, buildService } from './app.ts';
import { ConfigError, readConfig } from './config.ts';
import { DataFolderInUse } from './platform/data-folder.ts';
import { isUnreachable, openDatabase } from './platform/db.ts';
import { type Log, createLog } from './platform/log.ts';
import { KeyError } from './vault/key-file.ts';

const drainMs = 25_000;
const retryPrepareMs = 3_000;
/** A request that comes in slower than this is cut off, so that slow senders cannot hold every connection. */
const timeouts = { headersTimeout: 15_000, requestTimeout: 30_000, connectionsCheckingInterval: 5_000 };

/** What an operator can mend, in one sentence; anything else is a defect and keeps its stack. */
function explain(error: unknown): string {
    if (error instanceof ConfigError || error instanceof DataFolderInUse || error instanceof KeyError)
        return error.message;
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
        return 'The port is taken by another program. Stop it, or set PORT to a free one.';
    }
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function fail(error: unknown): never {
    process.stderr.write(`Strongroom did not start. ${explain(error)}\n`);
    process.exit(1);
}

/** Tries until the database answers; everything else that goes wrong ends the process. */
async function prepare(service: Service, log: Log): Promise<void> {
    for (;;) {
        try {
            return await service.prepare();
        } catch (error) {
            if (!isUnreachable(error)) fail(error);
            log.warn({ err: error }, 'the database cannot be reached; trying again');
            await pause(retryPrepareMs);
        }
    }
}

const listen = (server: Server, port: number, host: string): Promise<number> =>
    new Promise((resolve, reject) => {
        server.once('error', reject).listen(port, host, () => {
            const address = server.address();
            resolve(typeof address === 'object' && address ? address.port : port);
        });
    });

/** Ends after the requests under way, or after 25 s; a second signal ends at once. */
function drainOnSignal(server: Server, service: Service, log: Log): void {
    let draining = false;
    const drain = async (signal: string): Promise<void> => {
        if (draining) process.exit(1);
        draining = true;
        log.info({ signal }, 'draining');
        service.startDraining();
        const closed = new Promise<void>((resolve) => server.close(() => resolve()));
        server.closeIdleConnections();
        const late = pause(drainMs, 'late' as const, { ref: false });
        if ((await Promise.race([closed, late])) === 'late') server.closeAllConnections();
        await closed;
        await service.close();
        log.info('stopped');
        process.exit(0);
    };
    const stop = (why: string): void => {
        drain(why).catch((error: unknown) => {
            log.fatal({ err: error }, 'did not stop cleanly');
            process.exit(1);
        });
    };
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
        process.on(signal, () => {
            stop(signal);
        });
    }
    // started by another program over a channel: when that is gone, nobody would stop this one
    if (process.connected) {
        process.once('disconnect', () => {
            stop('disconnect');
        });
    }
}

/** A defect ends the process, for its supervisor to start it anew; the log tells why, redacted like every line. */
function endOnDefect(log: Log): void {
    process.on('uncaughtException', (error) => {
        log.fatal({ err: error }, 'ended by a defect');
        process.exit(1);
    });
}

async function start(): Promise<void> {
    const config = readConfig();
    const log = createLog(config.logLevel);
    endOnDefect(log);
    const database = await openDatabase(config, (error) => log.warn({ err: error }, 'a database connection was lost'));
    const server = createServer(timeouts);
    const hostInUrl = config.host.includes(':') ? `[${config.host}]` : config.host;
    // The port is known only once the server listens; until the service is built, requests wait in the socket.
    const port = await listen(server, config.port, config.host);
    const url = `http://${hostInUrl}:${port}`;
    const service = buildService(config, database, log, config.publicUrl ?? url);
    server.on('request', (req, res) => {
        // Express' parser prints an address that it cannot read, and answers without a single handler
        if (!req.url?.startsWith('/') && !URL.canParse(req.url ?? '')) req.url = '/';
        service.http(req, res);
    });
    drainOnSignal(server, service, log);
    const prepared = prepare(service, log);
    await Promise.race([prepared, pause(retryPrepareMs)]); // a database that is away does not keep the service from answering 503
    log.info({ url, port, pid: process.pid }, 'listening');
    await prepared;
}

await start().catch(fail);
