import { randomBytes, timingSafeEqual } from 'node:crypto';
import {
    type IncomingMessage,
    type RequestOptions,
    type ServerResponse,
    createServer,
    request as requestHttp
} from 'node:http';
import { request as requestHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { AccessToken } from './access-token.ts';

const timeoutMilliseconds = 20_000;

/** What Apex's named credential leads to: an address of this machine, and what lets the caller in. */
export interface NamedCredentialGate {
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly close: () => void;
}

interface Answer {
    readonly status: number;
    readonly headers: IncomingMessage['headers'];
    readonly body: Buffer;
}

/**
 * Plays the platform's part in a callout through a named credential: adds the org's access token, fetches another one
 * when the service refuses it, and hands the answer on as it came. Only who knows the key of this start is let in, so
 * that no other program of the machine acts for the org. When the service does not answer, the connection is cut, as
 * Apex then sees a CalloutException.
 */
export const openNamedCredential = async (serviceUrl: string, token: AccessToken): Promise<NamedCredentialGate> => {
    const key = randomBytes(32).toString('base64url');
    const knows = ({ headers }: IncomingMessage): boolean => {
        const given = Buffer.from(headers['x-local-org-key']?.toString() ?? '');
        return given.length === key.length && timingSafeEqual(given, Buffer.from(key));
    };
    const server = createServer((request, response) => {
        if (!knows(request)) {
            response.writeHead(403).end();
            return;
        }
        handOn(serviceUrl, token, request).then(
            (answer) => {
                send(answer, response);
            },
            () => response.destroy()
        );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    server.unref();
    return {
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        headers: { 'X-Local-Org-Key': key },
        close: () => {
            server.closeAllConnections();
            server.close();
        }
    };
};

const handOn = async (serviceUrl: string, token: AccessToken, request: IncomingMessage): Promise<Answer> => {
    const body = await buffer(request);
    const attempt = async (): Promise<Answer> => forward(serviceUrl, request, body, await token.get());
    const answer = await attempt();
    if (answer.status !== 401) return answer;
    token.forget();
    return attempt();
};

const forwarded = ['accept', 'content-type', 'strongroom-actor'];

const forward = async (serviceUrl: string, from: IncomingMessage, body: Buffer, bearer: string): Promise<Answer> => {
    const { protocol, hostname, port } = new URL(serviceUrl);
    const headers = Object.fromEntries(
        forwarded.flatMap((name) => (from.headers[name] ? [[name, from.headers[name]]] : []))
    );
    const options: RequestOptions = {
        hostname: hostname.replace(/^\[|\]$/g, ''),
        port,
        method: from.method,
        path: from.url, // as it came: `fetch` would take a client ID of two dots for the folder above
        headers: { ...headers, Authorization: `Bearer ${bearer}` },
        signal: AbortSignal.timeout(timeoutMilliseconds)
    };
    const open = protocol === 'https:' ? requestHttps : requestHttp;
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
        open(options, resolve).on('error', reject).end(body);
    });
    return { status: answer.statusCode ?? 502, headers: answer.headers, body: await buffer(answer) };
};

const send = ({ status, headers, body }: Answer, response: ServerResponse): void => {
    const kept = ['content-type', 'x-request-id', 'retry-after'];
    response.writeHead(
        status,
        Object.fromEntries(kept.flatMap((name) => (headers[name] ? [[name, headers[name]]] : [])))
    );
    response.end(body);
};
