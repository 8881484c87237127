import { Worker } from 'node:worker_threads';
import { type CalloutRequest, CalloutProblem } from '../vm.ts';
import { Callouts } from './callout.ts';

/** A server of its own thread: this one stands still while it waits for an answer. */
const serverCode = `
const { createServer } = require('node:http');
const { parentPort } = require('node:worker_threads');
const server = createServer((request, response) => {
    if (request.url === '/slow') return;
    if (request.url === '/moved') return response.writeHead(302, { location: '/elsewhere' }).end();
    if (request.url === '/large') return response.end(Buffer.alloc(7_000_000));
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
        response.writeHead(request.method === 'DELETE' ? 204 : 200, { 'X-Seen': 'one' });
        if (request.method === 'DELETE') return response.end();
        response.end(JSON.stringify({ method: request.method, url: request.url, headers: request.headers, body }));
    });
});
server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
`;

let server: Worker;
let base: string;
const callouts = new Callouts((name) =>
    name === 'Service' ? { url: `${base}/api/`, headers: { Authorization: 'Bearer planted' } } : undefined
);

const request = (endpoint: string, more: Partial<CalloutRequest> = {}): CalloutRequest => ({
    method: 'GET',
    endpoint,
    headers: new Map(),
    body: Buffer.alloc(0),
    timeoutMs: 5000,
    ...more
});

const read = (more: CalloutRequest) => JSON.parse(callouts.send(more).body.toString()) as Record<string, unknown>;

beforeAll(async () => {
    server = new Worker(serverCode, { eval: true });
    const port = await new Promise<number>((resolve) => server.once('message', resolve));
    base = `http://127.0.0.1:${port}`;
});

afterAll(async () => {
    await callouts.close();
    await server.terminate();
});

it('answers synchronously with status, headers and body', () => {
    const reply = callouts.send(request(`${base}/v1/things?x=1`));
    expect([reply.status, reply.reason, reply.headers.get('X-Seen')]).toEqual([200, 'OK', 'one']);
    expect(JSON.parse(reply.body.toString())).toMatchObject({ method: 'GET', url: '/v1/things?x=1' });
});

it('sends any body as it is', () => {
    const seen = read(request(`${base}/put`, { method: 'PUT', body: Buffer.from('{"a":"é"}') }));
    expect(seen).toMatchObject({ method: 'PUT', body: '{"a":"é"}', headers: { 'content-length': '10' } });
});

it('takes an answer without content', () => {
    const reply = callouts.send(request(`${base}/x`, { method: 'DELETE' }));
    expect([reply.status, reply.body.length]).toEqual([204, 0]);
});

it('resolves a named credential, whose headers win', () => {
    const seen = read(
        request('callout:Service/v1/secrets', { headers: new Map([['authorization', 'mine'], ['Accept', 'text/plain']]) }) // prettier-ignore
    );
    expect(seen).toMatchObject({
        url: '/api/v1/secrets',
        headers: { authorization: 'Bearer planted', accept: 'text/plain' }
    });
});

it('does not follow a redirect', () => {
    expect(callouts.send(request(`${base}/moved`)).status).toBe(302);
});

it.each([
    ['a named credential that is not there', () => request('callout:Nothing/x'), /named credential "Nothing"/],
    ['an endpoint without a protocol', () => request('example.com/x'), /no protocol: example.com/],
    ['a server that never answers', () => request(`${base}/slow`, { timeoutMs: 100 }), /^Read timed out$/],
    ['a server that is not there', () => request('http://127.0.0.1:1/'), /^Connection refused$/],
    ['more than six million bytes', () => request(`${base}/large`), /Exceeded max size limit of 6000000/]
])('refuses %s', (_what, make, message) => {
    expect(() => callouts.send(make())).toThrow(CalloutProblem);
    expect(() => callouts.send(make())).toThrow(message);
});
