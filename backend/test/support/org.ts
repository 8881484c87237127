import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { salesforceId } from '../../src/tenants/salesforce-id.ts';
import { type Call, type Reply, call } from './client.ts';
import { type Place } from './place.ts';
import { type Settings } from './service.ts';

/** The full id of a made-up organisation (`00D`) or user (`005`). */
export const idOf = (prefix: '00D' | '005', number: number): string =>
    salesforceId(`${prefix}5g00000${String(number).padStart(5, 'T')}`, prefix)!;

export const ana = idOf('005', 1);
export const ben = idOf('005', 2);

/** Runs `backend/src/enrol.ts` as an operator does; with its exit code and both outputs. */
export async function runEnrol(
    place: Place,
    args: readonly string[] = [],
    settings: Settings = {}
): Promise<{ status: number; stdout: string; stderr: string }> {
    const file = join(import.meta.dirname, '../../src/enrol.ts');
    const env = Object.fromEntries(Object.entries({ ...place.env, ...settings }).filter(([, value]) => value));
    try {
        const { stdout, stderr } = await promisify(execFile)(process.execPath, [file, ...args], {
            env: env,
            cwd: place.folder
        });
        return { status: 0, stdout, stderr };
    } catch (error) {
        const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
        return { status: code, stdout, stderr };
    }
}

/** A one-time code, from the last line that the command prints. */
export async function newCode(place: Place, orgId?: string): Promise<string> {
    const { status, stdout, stderr } = await runEnrol(place, orgId === undefined ? [] : ['--org', orgId]);
    if (status !== 0) throw new Error(`No code: ${stderr}`);
    return stdout.trimEnd().split('\n').at(-1)!;
}

export interface Credentials {
    readonly clientId: string;
    readonly clientSecret: string;
}

export const basic = ({ clientId, clientSecret }: Credentials): string =>
    `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;

/** Enrols the organisation with a code of its own. */
export async function enrol(place: Place, url: string, orgId: string): Promise<Credentials> {
    const code = await newCode(place, orgId);
    const reply = await call(url, 'POST', '/v1/enrolments', { json: { code, orgId, orgName: 'Acme (made up)' } });
    if (reply.status !== 201) throw new Error(`Not enrolled: ${reply.text}`);
    return reply.body;
}

export const askAccessToken = (url: string, credentials: Credentials): Promise<Reply> =>
    call(url, 'POST', '/oauth/token', {
        headers: { authorization: basic(credentials) },
        form: { grant_type: 'client_credentials' }
    });

export async function accessToken(url: string, credentials: Credentials): Promise<string> {
    const reply = await askAccessToken(url, credentials);
    if (reply.status !== 200) throw new Error(`No access token: ${reply.text}`);
    return reply.body.access_token;
}

/** The package's view of the service: one organisation, one acting user. */
export interface Org {
    readonly orgId: string;
    readonly url: string;
    readonly credentials: Credentials;
    readonly token: string;
    /** The same organisation, acting for another user. */
    as: (actor: string) => Org;
    /** The same organisation, at a service's new address. */
    at: (url: string) => Org;
    call: (method: string, path: string, details?: Call) => Promise<Reply>;
    list: (query?: string) => Promise<Reply>;
    setToken: (clientId: string, token: unknown) => Promise<Reply>;
    removeToken: (clientId: string) => Promise<Reply>;
}

export const tokenPath = (clientId: string): string => `/v1/secrets/${encodeURIComponent(clientId)}/token`;

function orgOf(orgId: string, url: string, credentials: Credentials, token: string, actor: string): Org {
    const ask = (method: string, path: string, details: Call = {}): Promise<Reply> =>
        call(url, method, path, {
            ...details,
            headers: { authorization: `Bearer ${token}`, 'strongroom-actor': actor, ...details.headers }
        });
    return {
        orgId,
        url,
        credentials,
        token,
        as: (other) => orgOf(orgId, url, credentials, token, other),
        at: (other) => orgOf(orgId, other, credentials, token, actor),
        call: ask,
        list: (query = '') => ask('GET', `/v1/secrets${query}`),
        setToken: (clientId, value) => ask('PUT', tokenPath(clientId), { json: { token: value } }),
        removeToken: (clientId) => ask('DELETE', tokenPath(clientId))
    };
}

/** Enrols a made-up organisation and gets its access token: ready to call. */
export async function newOrg(place: Place, url: string, number = 1): Promise<Org> {
    const orgId = idOf('00D', number);
    const credentials = await enrol(place, url, orgId);
    return orgOf(orgId, url, credentials, await accessToken(url, credentials), ana);
}
