import { type IncomingMessage, type Server, createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { AccessToken } from './access-token.ts';
import { type NamedCredentialGate, openNamedCredential } from './named-credential.ts';

interface Seen {
    readonly call: string;
    readonly headers: IncomingMessage['headers'];
    readonly body: string;
}

let service: Server;
let gate: NamedCredentialGate;
let seen: Seen[];
let statuses: number[];
let tokens: number;

const token: AccessToken = {
    get: () => Promise.resolve(`made-up-token-${tokens}`),
    forget: () => {
        tokens += 1;
    }
};

beforeEach(async () => {
    [seen, statuses, tokens] = [[], [], 1];
    service = createServer((request, response) => {
        void text(request).then((body) => {
            seen.push({ call: `${request.method} ${request.url}`, headers: request.headers, body });
            const status = statuses.shift() ?? 200;
            response
                .writeHead(status, { 'Content-Type': 'application/json', 'X-Request-Id': 'request-7' })
                .end('{"a":1}');
        });
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => service.once('listening', resolve));
    gate = await openNamedCredential(`http://127.0.0.1:${(service.address() as AddressInfo).port}`, token);
});

afterEach(() => {
    gate.close();
    service.close();
    service.closeAllConnections();
});

const call = async (path: string, headers: Record<string, string> = { ...gate.headers }, body = '') => {
    const { port } = new URL(gate.url);
    const reply = await new Promise<IncomingMessage>((resolve, reject) => {
        send({ host: '127.0.0.1', port, path, method: 'PUT', headers }, resolve).on('error', reject).end(body);
    });
    return { status: reply.statusCode, headers: reply.headers, body: await text(reply) };
};

it('adds the access token and hands on who acts, what is sent and what comes back', async () => {
    const reply = await call(
        '/v1/secrets/a%2Fb/token',
        { ...gate.headers, 'Strongroom-Actor': '005x' },
        '{"token":"t"}'
    );
    expect(seen[0]).toMatchObject({
        call: 'PUT /v1/secrets/a%2Fb/token',
        headers: { authorization: 'Bearer made-up-token-1', 'strongroom-actor': '005x' },
        body: '{"token":"t"}'
    });
    expect(seen[0]?.headers).not.toHaveProperty('x-local-org-key');
    expect(reply).toMatchObject({ status: 200, headers: { 'x-request-id': 'request-7' }, body: '{"a":1}' });
});

it('hands on a path of dots as it came', async () => {
    await call('/v1/secrets/%2E%2E/token');
    expect(seen[0]?.call).toBe('PUT /v1/secrets/%2E%2E/token');
});

it('fetches another access token when the service refuses one, once', async () => {
    statuses = [401];
    expect((await call('/v1/secrets')).status).toBe(200);
    expect(seen.map(({ headers }) => headers.authorization)).toEqual([
        'Bearer made-up-token-1',
        'Bearer made-up-token-2'
    ]);
    statuses = [401, 401];
    expect((await call('/v1/secrets')).status).toBe(401);
});

it('lets nobody in without the key of this start', async () => {
    expect((await call('/v1/secrets', {})).status).toBe(403);
    expect((await call('/v1/secrets', { 'X-Local-Org-Key': 'x'.repeat(43) })).status).toBe(403);
    expect(seen).toEqual([]);
});

it('cuts the connection when the service does not answer', async () => {
    service.close();
    service.closeAllConnections();
    await expect(call('/v1/secrets')).rejects.toThrow(/hang up|reset/);
});
