import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { ServiceRefusal, ServiceUnreachable } from './failures.ts';

const timeoutMilliseconds = 20_000;

/** Only the stable parts of a refusal: problem+json's `code`, or OAuth's `error`. */
const refusal = z.object({
    code: z.string().optional(),
    error: z.string().optional(),
    requestId: z.string().optional()
});

export interface Outgoing {
    readonly method: string;
    /** Sent as it is: `fetch` would take a client ID of two dots for the folder above. */
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
}

/** Sends a request to the service and answers its JSON, or null. Throws ServiceRefusal and ServiceUnreachable. */
export const request = async (serviceUrl: string, outgoing: Outgoing): Promise<unknown> => {
    const { status, body, header } = await exchange(serviceUrl, outgoing).catch((cause: unknown) => {
        throw new ServiceUnreachable('The service does not answer.', { cause });
    });
    if (status >= 200 && status < 300) return body;
    const { code, error, requestId } = refusal.safeParse(body).data ?? {};
    throw new ServiceRefusal(status, code ?? error ?? 'unknown', requestId ?? header);
};

const exchange = async (serviceUrl: string, { method, path, headers, body }: Outgoing) => {
    const { protocol, hostname, port } = new URL(serviceUrl);
    const open = protocol === 'https:' ? requestHttps : requestHttp;
    const signal = AbortSignal.timeout(timeoutMilliseconds);
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
        const options = { hostname: hostname.replace(/^\[|\]$/g, ''), port, method, path, headers, signal };
        open(options, resolve).on('error', reject).end(body);
    });
    const header = response.headers['x-request-id']?.toString();
    return { status: response.statusCode ?? 0, body: parse(await text(response)), header };
};

const parse = (json: string): unknown => {
    try {
        return JSON.parse(json);
    } catch {
        return null;
    }
};
