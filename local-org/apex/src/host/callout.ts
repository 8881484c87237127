import { type MessagePort, MessageChannel, Worker, receiveMessageOnPort } from 'node:worker_threads';
import { type CalloutReply, type CalloutRequest, CalloutProblem } from '../vm.ts';

/** Where a named credential leads, and what goes with every request to it. */
export interface NamedCredential {
    readonly url: string;
    /** `Authorization` and the like; they win over what the request says. */
    readonly headers: Readonly<Record<string, string>>;
}

/** Answers the named credential of a name; undefined where the org has none. */
export type NamedCredentials = (name: string) => NamedCredential | undefined;

/** What the worker is asked. */
export interface Question {
    readonly method: string;
    readonly url: string;
    readonly headers: readonly (readonly [string, string])[];
    readonly body: Uint8Array;
    readonly timeoutMs: number;
}

export type Answer =
    | {
          readonly status: number;
          readonly reason: string;
          readonly headers: readonly [string, string][];
          readonly body: Uint8Array;
      }
    | { readonly problem: string };

/** What the worker and its caller share: a port for what is said, and a flag to wait on. */
export interface Line {
    readonly port: MessagePort;
    readonly shared: SharedArrayBuffer;
}

/** How long an answer may take beyond the request's own time-out before the worker counts as lost. */
const graceMs = 5000;

/**
 * Makes real callouts, synchronously as Apex does: a worker sends while this thread waits, so that nothing else runs
 * meanwhile. Refuses endpoints that are neither http nor https nor a named credential.
 */
export class Callouts {
    private readonly credentials: NamedCredentials;
    private worker: Worker | undefined;
    private line: Line | undefined;

    constructor(credentials: NamedCredentials = () => undefined) {
        this.credentials = credentials;
    }

    /** Performs a callout; throws CalloutProblem when no reply came. */
    readonly send = (request: CalloutRequest): CalloutReply => {
        const answer = this.ask(this.question(request));
        if ('problem' in answer) throw new CalloutProblem(answer.problem);
        const { status, reason, headers, body } = answer;
        return { status, reason, headers: new Map(headers), body: Buffer.from(body) };
    };

    /** Ends the worker; a later callout starts another. */
    async close(): Promise<void> {
        const { worker, line } = this;
        this.worker = undefined;
        this.line = undefined;
        line?.port.close();
        await worker?.terminate();
    }

    private question({ method, endpoint, headers, body, timeoutMs }: CalloutRequest): Question {
        const { url, extra } = this.resolve(endpoint);
        const all = new Map([...headers].map(([name, value]) => [name.toLowerCase(), [name, value] as const]));
        for (const [name, value] of Object.entries(extra)) all.set(name.toLowerCase(), [name, value]);
        return { method, url, headers: [...all.values()], body: new Uint8Array(body), timeoutMs };
    }

    /** `callout:Name/path` is the credential's URL with the path after it. */
    private resolve(endpoint: string): { url: string; extra: Readonly<Record<string, string>> } {
        const [, name, path = ''] = /^callout:(\w+)(.*)$/s.exec(endpoint) ?? [];
        if (name === undefined) {
            if (!/^https?:\/\//i.test(endpoint)) throw new CalloutProblem(`no protocol: ${endpoint}`);
            return { url: endpoint, extra: {} };
        }
        const credential = this.credentials(name);
        if (!credential) {
            throw new CalloutProblem(
                `The callout couldn't access the endpoint. You might not have the required permissions, or the named credential "${name}" might not exist.`
            );
        }
        return { url: `${credential.url.replace(/\/$/, '')}${path}`, extra: credential.headers };
    }

    private ask(question: Question): Answer {
        const { port, shared } = (this.line ??= this.connect());
        const done = new Int32Array(shared);
        Atomics.store(done, 0, 0);
        port.postMessage(question);
        const outcome = Atomics.wait(done, 0, 0, question.timeoutMs + graceMs);
        const received = receiveMessageOnPort(port) as { message: Answer } | undefined; // only the worker writes to it
        if (outcome === 'timed-out' || !received) {
            void this.close();
            return { problem: 'Read timed out' };
        }
        return received.message;
    }

    private connect(): Line {
        const { port1, port2 } = new MessageChannel();
        const shared = new SharedArrayBuffer(4);
        const line: Line = { port: port2, shared };
        this.worker = new Worker(new URL('./callout-worker.ts', import.meta.url), {
            workerData: line,
            transferList: [port2]
        });
        this.worker.unref();
        port1.unref();
        return { port: port1, shared };
    }
}
