import { type Server, type Socket, connect, createServer } from 'node:net';

/** A TCP proxy in front of a database, to take the network away with. */
export interface Proxy {
    /** The database's address by way of the proxy. */
    readonly databaseUrl: string;
    /** Cuts every connection, and refuses new ones. */
    cut: () => Promise<void>;
    /** From now on nothing passes, and no one is told: on open connections for ever, on new ones until `restore`. */
    freeze: () => void;
    /** New connections pass again. */
    restore: () => Promise<void>;
    close: () => Promise<void>;
}

/** Stands between a service and the database of this address. Starts cut. */
export async function proxyTo(databaseUrl: string): Promise<Proxy> {
    const target = new URL(databaseUrl);
    const open = new Set<Socket>();
    let frozen = false;
    let port = 0;
    let server: Server | undefined;

    const join = (from: Socket): void => {
        open.add(from);
        from.on('error', () => undefined).on('close', () => open.delete(from));
        if (frozen) return;
        const to = connect(Number(target.port || 5432), target.hostname);
        to.on('error', () => from.destroy()).on('close', () => from.destroy());
        from.on('close', () => to.destroy());
        from.on('data', (data) => void (from.listenerCount('frozen') === 0 && to.write(data)));
        to.on('data', (data) => void (from.listenerCount('frozen') === 0 && from.write(data)));
    };
    const listen = (): Promise<void> =>
        new Promise((resolve) => {
            server = createServer(join).listen(port, '127.0.0.1', () => {
                const address = server?.address();
                if (typeof address === 'object' && address) port = address.port;
                resolve();
            });
        });
    const cut = async (): Promise<void> => {
        const closed = new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
        server = undefined;
        for (const socket of open) socket.destroy();
        await closed;
    };

    await listen();
    await cut();
    const url = new URL(databaseUrl);
    url.hostname = '127.0.0.1';
    url.port = String(port);
    return {
        databaseUrl: url.href,
        cut,
        freeze: () => {
            frozen = true;
            for (const socket of open) socket.on('frozen', () => undefined);
        },
        restore: async () => {
            frozen = false;
            if (!server) await listen();
        },
        close: cut
    };
}
