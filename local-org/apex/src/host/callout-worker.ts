import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { workerData } from 'node:worker_threads';
import type { Answer, Line, Question } from './callout.ts';

/** More than this of an answer is refused, as the platform does. */
const mostBytes = 6_000_000;

/** Sends one request; redirects are answers like others, as in Apex. */
function send({ method, url, headers, body, timeoutMs }: Question): Promise<Answer> {
    const { promise, resolve } = Promise.withResolvers<Answer>();
    const fail = (problem: string): void => resolve({ problem });
    try {
        const open = url.startsWith('https:') ? overHttps : overHttp;
        const signal = AbortSignal.timeout(timeoutMs);
        const outgoing = open(url, { method, headers: Object.fromEntries(headers), signal }, (incoming) => {
            const chunks: Buffer[] = [];
            let length = 0;
            incoming.on('data', (chunk: Buffer) => {
                length += chunk.length;
                if (length > mostBytes) incoming.destroy(new Error(`Exceeded max size limit of ${mostBytes}`));
                else chunks.push(chunk);
            });
            incoming.on('error', (error) => fail(signal.aborted ? 'Read timed out' : error.message));
            incoming.on('end', () =>
                resolve({
                    status: incoming.statusCode ?? 0,
                    reason: incoming.statusMessage ?? '',
                    headers: pairs(incoming.rawHeaders),
                    body: new Uint8Array(Buffer.concat(chunks))
                })
            );
        });
        outgoing.on('error', (error) => fail(signal.aborted ? 'Read timed out' : textOf(error)));
        outgoing.end(body.byteLength > 0 ? Buffer.from(body) : undefined);
    } catch (error) {
        fail(error instanceof Error ? error.message : String(error));
    }
    return promise;
}

/** node's error of several tried addresses has no message of its own. */
const textOf = (error: Error & { code?: string }): string =>
    error.code === 'ECONNREFUSED' ? 'Connection refused' : error.message || (error.code ?? 'No reply');

/** Header names and values alternate in the raw list; a repeated one is joined. */
function pairs(raw: readonly string[]): [string, string][] {
    const found = new Map<string, [string, string]>();
    for (let i = 0; i + 1 < raw.length; i += 2) {
        const [name = '', value = ''] = [raw[i], raw[i + 1]];
        const known = found.get(name.toLowerCase());
        if (known) known[1] = `${known[1]}, ${value}`;
        else found.set(name.toLowerCase(), [name, value]);
    }
    return [...found.values()];
}

const { port, shared } = workerData as Line; // callout.ts gives it
const done = new Int32Array(shared);

port.on('message', (question: Question) => {
    void send(question).then((answer) => {
        port.postMessage(answer);
        Atomics.store(done, 0, 1);
        Atomics.notify(done, 0);
    });
});
