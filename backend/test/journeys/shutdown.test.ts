import { type Socket, connect } from 'node:net';
import { once } from 'node:events';
import { type Place, newPlace } from '../support/place.ts';
import { type Service, startService } from '../support/service.ts';
import { type Org, ana, newOrg } from '../support/org.ts';
import { until } from '../support/wait.ts';

let place: Place;
let org: Org;
let service: Service;

beforeAll(async () => {
    place = await newPlace();
    service = await startService(place);
    org = await newOrg(place, service.url);
});
afterAll(() => place.dispose());

interface HalfSent {
    readonly socket: Socket;
    /** What the service has answered so far. */
    answer: () => string;
}

const body = JSON.stringify({ token: 'planted-token-of-shutdown' });

/** Sends a change up to the middle of its body. */
async function sendHalf(clientId: string, connection: string): Promise<HalfSent> {
    const { hostname, port } = new URL(service.url);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    let answer = '';
    socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
    await once(socket, 'connect');
    const head = [
        `PUT /v1/secrets/${clientId}/token HTTP/1.1`,
        'Host: strongroom',
        `Authorization: Bearer ${org.token}`,
        `Strongroom-Actor: ${ana}`,
        'Content-Type: application/json',
        `Content-Length: ${body.length}`,
        `Connection: ${connection}`
    ];
    await new Promise((resolve) => socket.write(`${head.join('\r\n')}\r\n\r\n${body.slice(0, 10)}`, resolve));
    // the service has read the first half when it has answered a request that came later
    expect((await org.list()).status).toBe(200);
    return { socket, answer: () => answer };
}

const reach = (url: string): Promise<string> =>
    new Promise((resolve) => {
        const { hostname, port } = new URL(url);
        const socket = connect(Number(port), hostname);
        socket
            .once('connect', () => resolve('connected'))
            .once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
        socket.once('close', () => undefined).unref();
    });

describe('SIGTERM', () => {
    it.each(['close', 'keep-alive'])(
        'answers the request under way (%s), takes no new one, and ends with 0',
        async (connection) => {
            const slow = await sendHalf(`slow-${connection}`, connection);
            const ended = service.stop();
            await until('it drains', () => service.log().some((line) => line['msg'] === 'draining'));
            expect(await reach(service.url)).toBe('ECONNREFUSED');
            slow.socket.write(body.slice(10));
            expect(await ended).toBe(0);
            expect(slow.answer()).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
            expect(slow.answer()).toContain('"tokenSet":true');
            expect(service.log().at(-1)?.['msg']).toBe('stopped');

            service = await startService(place);
            org = org.at(service.url);
            const { items } = (await org.list(`?clientId=slow-${connection}`)).body;
            expect(items[0].tokenSet).toBe(true);
        }
    );

    it('a second time ends at once; what was not answered may be missing, nothing is broken', async () => {
        const slow = await sendHalf('never-finished', 'close');
        const ended = service.stop();
        await until('it drains', () => service.log().some((line) => line['msg'] === 'draining'));
        process.kill(service.pid, 'SIGTERM');
        expect(await ended).toBe(1);
        expect(slow.answer()).toBe('');
        service = await startService(place);
        org = org.at(service.url);
        expect((await org.list('?clientId=never-finished')).body.items[0].tokenSet).toBe(false);
    });

    it('closes connections that are idle, so that they do not hold the end up', async () => {
        const { hostname, port } = new URL(service.url);
        const idle = connect(Number(port), hostname);
        await once(idle, 'connect');
        idle.write('GET /healthz HTTP/1.1\r\nHost: strongroom\r\n\r\n');
        await once(idle, 'data');
        const closed = once(idle, 'close');
        expect(await service.stop()).toBe(0);
        await closed;
    });
});
