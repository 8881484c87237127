import { type Server, createServer, request } from 'node:http';
import { text } from 'node:stream/consumers';

/** What a socket answers: 200 with the text, or 400 with a sentence. */
export type SocketReply = { ok: true; text: string } | { ok: false; text: string };

/** Answers each request on a Unix socket (a named pipe on Windows) with what `answer` makes of its body. */
export async function serveSocket(path: string, answer: (body: string) => Promise<SocketReply>): Promise<Server> {
    const server = createServer((req, res) => {
        text(req)
            .then(answer)
            .then(
                (reply) => res.writeHead(reply.ok ? 200 : 400).end(reply.text),
                () => res.destroy() // the caller went away before it had said what it wants
            );
    });
    await new Promise<void>((resolve, reject) => {
        server.once('error', reject).listen(path, () => {
            resolve();
        });
    });
    return server;
}

/** Sends a body to a socket; undefined when nobody listens there. */
export const askSocket = (path: string, body: string): Promise<SocketReply | undefined> =>
    new Promise((resolve, reject) => {
        const call = request({ socketPath: path, method: 'POST', path: '/' }, (res) => {
            text(res).then((reply) => {
                resolve({ ok: res.statusCode === 200, text: reply });
            }, reject);
        });
        call.once('error', (error: NodeJS.ErrnoException) => {
            if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') resolve(undefined);
            else reject(error);
        });
        call.end(body);
    });
