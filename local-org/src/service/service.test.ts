import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { type AccessToken, accessToken } from './access-token.ts';
import { type CredentialFile, type Credentials, credentialFile } from './credentials.ts';
import { ServiceRefusal } from './failures.ts';

interface Seen {
    readonly call: string;
    readonly headers: IncomingMessage['headers'];
    readonly body: string;
}

type Reply = { status: number; body?: unknown };

let server: Server;
let url: string;
let seen: Seen[];
let replies: Reply[];
let folder: string;
let credentials: CredentialFile;
let enrolled: number;
let time: number;

const known: Credentials = { clientId: 'client-1', clientSecret: 'made-up secret' };
const issued = (token: string, expires_in = 600): Reply => ({
    status: 200,
    body: { access_token: token, token_type: 'Bearer', expires_in }
});
const refused = (status: number, code: string): Reply => ({ status, body: { code, status, requestId: 'request-7' } });

const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    seen.push({ call: `${request.method} ${request.url}`, headers: request.headers, body: await text(request) });
    const { status, body } = replies.shift() ?? { status: 500 };
    response
        .writeHead(status, { 'Content-Type': 'application/json' })
        .end(body === undefined ? '' : JSON.stringify(body));
};

beforeEach(async () => {
    [seen, replies, enrolled, time] = [[], [], 0, 1_000_000];
    server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    folder = mkdtempSync(path.join(os.tmpdir(), 'strongroom-credentials-'));
    credentials = credentialFile(path.join(folder, 'org'));
});

afterEach(() => {
    server.close();
    server.closeAllConnections();
    rmSync(folder, { recursive: true });
});

const enrol = async (): Promise<Credentials> => {
    enrolled += 1;
    return { clientId: `client-${enrolled + 1}`, clientSecret: 'another made-up secret' };
};

const token = (): AccessToken => accessToken({ serviceUrl: url, credentials, enrol, now: () => time });

describe('the access token', () => {
    it('is asked for with the client’s credentials, once for all callers', async () => {
        credentials.write(known);
        replies = [issued('at-1')];
        const shared = token();
        expect(await Promise.all([shared.get(), shared.get(), shared.get()])).toEqual(['at-1', 'at-1', 'at-1']);
        expect(seen).toHaveLength(1);
        expect(seen[0]).toMatchObject({ call: 'POST /oauth/token', body: 'grant_type=client_credentials' });
        const basic = Buffer.from(String(seen[0]?.headers.authorization).replace('Basic ', ''), 'base64').toString();
        expect(basic).toBe('client-1:made-up%20secret');
    });

    it('is asked for again shortly before it expires', async () => {
        credentials.write(known);
        replies = [issued('at-1', 60), issued('at-2')];
        const shared = token();
        expect(await shared.get()).toBe('at-1');
        time += 31_000;
        expect(await shared.get()).toBe('at-2');
    });

    it('makes a client first when there is none, and keeps it for this user alone', async () => {
        replies = [issued('at-1')];
        await token().get();
        expect(enrolled).toBe(1);
        expect(credentials.read()?.clientId).toBe('client-2');
        expect(statSync(path.join(folder, 'org/credentials.json')).mode & 0o777).toBe(0o600);
    });

    it('makes a new client when the service no longer knows this one', async () => {
        credentials.write(known);
        replies = [{ status: 401, body: { error: 'invalid_client' } }, issued('at-1')];
        expect(await token().get()).toBe('at-1');
        expect([enrolled, credentials.read()?.clientId]).toEqual([1, 'client-2']);
    });

    it('takes a damaged file for none', () => {
        credentials.write(known);
        writeFileSync(path.join(folder, 'org/credentials.json'), '{');
        expect(credentials.read()).toBeUndefined();
    });

    it('is tried afresh after a failure', async () => {
        credentials.write(known);
        replies = [refused(503, 'database_unavailable'), issued('at-1')];
        const shared = token();
        await expect(shared.get()).rejects.toThrow(ServiceRefusal);
        expect(await shared.get()).toBe('at-1');
    });
});
