import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';

/** A request as it goes over the wire; the path is sent as it is written. */
export interface Call {
    readonly headers?: Record<string, string>;
    /** Sent as JSON. */
    readonly json?: unknown;
    /** Sent as a form. */
    readonly form?: Record<string, string>;
    /** Sent as it is; the headers say what it is. */
    readonly raw?: string | Buffer;
}

export interface Reply {
    readonly status: number;
    readonly headers: Record<string, string | undefined>;
    readonly text: string;
    /** The JSON of the reply, undefined when it is none. */
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- replies are read as the JSON they are
    readonly body: any;
}

type Operation = { responses: Record<string, { content?: Record<string, unknown> }> };
interface Contract {
    readonly document: { paths: Record<string, Record<string, Operation>> };
    readonly ajv: Ajv2020;
}

const addFormats = addFormatsModule as unknown as (ajv: Ajv2020) => void;

async function readContract(url: string): Promise<Contract> {
    const { body } = await send(url, 'GET', '/openapi.json', {});
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats(ajv);
    ajv.addSchema(body, 'contract');
    return { document: body, ajv };
}

const contracts = new Map<string, Promise<Contract>>();

/** Every reply that this test file got, for searching. */
export const replies: Reply[] = [];

async function send(url: string, method: string, path: string, call: Call): Promise<Reply> {
    const body =
        call.json !== undefined
            ? JSON.stringify(call.json)
            : call.form !== undefined
              ? new URLSearchParams(call.form).toString()
              : call.raw;
    const type =
        call.json !== undefined
            ? { 'content-type': 'application/json' }
            : call.form !== undefined
              ? { 'content-type': 'application/x-www-form-urlencoded' }
              : {};
    const { hostname, port } = new URL(url);
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const res = await new Promise<IncomingMessage>((resolve, reject) => {
        const sent = request(
            { hostname, port, method, path, agent: false, headers: { ...type, ...length, ...call.headers } },
            resolve
        );
        sent.once('error', reject);
        sent.end(body);
    });
    const answer = await text(res);
    const isJson = /^application\/(.+\+)?json/.test(res.headers['content-type'] ?? '');
    const reply: Reply = {
        status: res.statusCode ?? 0,
        headers: Object.fromEntries(Object.entries(res.headers).map(([name, value]) => [name, String(value)])),
        text: answer,
        body: isJson && answer !== '' ? JSON.parse(answer) : undefined
    };
    replies.push(reply);
    return reply;
}

function templateOf(contract: Contract, path: string): string | undefined {
    const bare = path.split('?')[0]!;
    return Object.keys(contract.document.paths).find((template) =>
        new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(bare)
    );
}

const documentPages = /^\/(docs(\/.*)?|openapi\.json)$/;
const pointer = (...parts: string[]): string =>
    parts.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');

/** What is wrong with the reply by the contract; undefined when nothing is. */
function breach(contract: Contract, method: string, path: string, reply: Reply): string | undefined {
    const { ajv, document } = contract;
    if (reply.headers['x-request-id'] === undefined) return 'no X-Request-Id';
    const against = (validate: ValidateFunction): string | undefined =>
        validate(reply.body) ? undefined : ajv.errorsText(validate.errors);
    const problem = (): string | undefined =>
        reply.headers['content-type']?.startsWith('application/problem+json')
            ? against(ajv.compile({ $ref: 'contract#/components/schemas/Problem' }))
            : `content type ${reply.headers['content-type'] ?? 'none'}, not a problem`;
    const template = templateOf(contract, path);
    const verb = method === 'HEAD' ? 'get' : method.toLowerCase();
    const operation = template === undefined ? undefined : document.paths[template]?.[verb];
    if (template === undefined || !operation) {
        if (documentPages.test(path.split('?')[0]!) && reply.status < 400) return undefined;
        return [400, 404, 405, 503].includes(reply.status) ? problem() : `undocumented: ${reply.status}`;
    }
    const documented = operation.responses[String(reply.status)];
    if (!documented) return `status ${reply.status} is not documented`;
    if (method === 'HEAD') return undefined;
    if (!documented.content) return reply.text === '' ? undefined : 'a body where none is documented';
    const type = reply.headers['content-type']?.split(';')[0] ?? '';
    if (!documented.content[type]) return `content type ${type} is not documented`;
    if (!/json$/.test(type)) return undefined;
    const at = pointer('paths', template, verb, 'responses', String(reply.status), 'content', type, 'schema');
    return against(ajv.compile({ $ref: `contract#/${at}` }));
}

/** Calls the service and checks the reply against the contract that the service itself publishes. */
export async function call(url: string, method: string, path: string, details: Call = {}): Promise<Reply> {
    const contract = contracts.get(url) ?? readContract(url);
    contracts.set(url, contract);
    const reply = await send(url, method, path, details);
    const wrong = breach(await contract, method, path, reply);
    if (wrong !== undefined) {
        throw new Error(`${method} ${path} answered ${reply.status}, against the contract: ${wrong}\n${reply.text}`);
    }
    return reply;
}
