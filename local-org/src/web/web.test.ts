import { mkdtempSync, rmSync } from 'node:fs';
import { type IncomingMessage, type Server, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { ApexRefusal } from '../apex/failures.ts';
import { createApp } from '../app.ts';
import { openEdits } from '../org/edits.ts';
import { openOrg } from '../org/org.ts';
import { readExport } from '../org/read-export.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const source = readExport(path.join(root, 'local-org/sample-org'));

let server: Server;
let folder: string;
let actors: string[];
let logged: unknown[];
let rows: unknown[];

beforeEach(async () => {
    [actors, logged, rows] = [[], [], []];
    folder = mkdtempSync(path.join(os.tmpdir(), 'strongroom-web-'));
    const app = createApp({
        root,
        org: openOrg(source, openEdits(folder)),
        built: { vendor: path.join(folder, 'base-1'), app: path.join(folder, 'app-1') },
        apex: {
            call: (userId, _className, method) => {
                actors.push(userId);
                return Promise.reject(
                    method === 'broken' ? new Error('planted') : new ApexRefusal({ message: 'Told so.' })
                );
            },
            putSetting: (row) => Promise.resolve(rows.push(row))
        },
        log: (error) => logged.push(error)
    });
    server = app.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
});

afterEach(() => {
    server.close();
    server.closeAllConnections();
    rmSync(folder, { recursive: true });
});

interface Asked {
    readonly method?: string;
    readonly headers?: Record<string, string>;
    readonly body?: string;
}

const ask = async (address: string, { method = 'GET', headers = {}, body }: Asked = {}) => {
    const { port } = server.address() as AddressInfo;
    const reply = await new Promise<IncomingMessage>((resolve, reject) => {
        send({ host: '127.0.0.1', port, path: address, method, headers }, resolve).on('error', reject).end(body);
    });
    return { status: reply.statusCode, headers: reply.headers, body: await text(reply) };
};

const own = { 'X-Local-Org': 'page', 'Content-Type': 'application/json' };
const apex = (method: string, headers: Record<string, string> = own, body = '{}') =>
    ask(`/apex/SecretController/${method}`, { method: 'POST', headers, body });
const viewer = { Cookie: 'localOrgActingUser=' + (source.users[1]?.id ?? '') };

describe('the page', () => {
    it('allows no script but its own files, and no frame around it', async () => {
        const { headers } = await ask('/');
        expect(headers['content-security-policy']).toMatch(/script-src 'self';.*frame-ancestors 'none'/);
        expect(headers['cache-control']).toBe('no-store');
        expect(headers['x-powered-by']).toBeUndefined();
    });

    it('is at every address of Lightning', async () => {
        expect((await ask('/lightning/n/strongroom__Secrets_Management')).body).toContain('/app-1/app.js');
        expect((await ask('/lightning/setup/CustomSettings/home')).status).toBe(200);
        expect((await ask('/elsewhere')).status).toBe(404);
    });

    it('answers to no other name (DNS rebinding)', async () => {
        expect((await ask('/', { headers: { Host: 'rebound.example' } })).status).toBe(421);
    });

    it('serves the design system’s icons and styles, and nothing above them', async () => {
        expect((await ask('/assets/icons/utility-sprite/svg/symbols.svg')).status).toBe(200);
        expect((await ask('/assets/../package.json')).status).toBe(404);
        expect((await ask('/assets/%2e%2e/package.json')).status).toBe(404);
    });
});

describe('POST /apex', () => {
    it('is for the page alone', async () => {
        expect((await apex('overview', { 'Content-Type': 'application/json' })).status).toBe(403);
        expect((await apex('overview', { ...own, Origin: 'https://elsewhere.example' })).status).toBe(403);
        expect((await apex('overview', { ...own, Origin: 'null' })).status).toBe(403);
        const preflight = await ask('/apex/SecretController/overview', {
            method: 'OPTIONS',
            headers: { Origin: 'https://elsewhere.example' }
        });
        expect(preflight.headers['access-control-allow-origin']).toBeUndefined();
    });

    it('answers failures as Lightning does, and keeps no reply', async () => {
        const { status, headers, body } = await apex('overview');
        expect(status).toBe(500);
        expect(JSON.parse(body)).toEqual({ message: 'Told so.' });
        expect(headers['cache-control']).toBe('no-store');
        expect(logged).toHaveLength(0);
    });

    it('logs what is no answer of Apex, and tells the page none of it', async () => {
        const { status, body } = await apex('broken');
        expect(status).toBe(500);
        expect(body).not.toContain('planted');
        expect(logged).toHaveLength(1);
    });

    it.each([
        ['no object', '[]'],
        ['no JSON', '{']
    ])('refuses %s', async (_name, body) => {
        const reply = await apex('overview', own, body);
        expect(reply.status).toBe(400);
        expect(JSON.parse(reply.body)).toHaveProperty('message');
    });

    it('acts as the user of the cookie, and as an admin without one', async () => {
        await apex('overview', { ...own, ...viewer });
        await apex('overview', { ...own, Cookie: 'localOrgActingUser=005000000000000AAA' });
        expect(actors).toEqual([source.users[1]?.id, source.users[0]?.id]);
    });
});

describe('switching the user', () => {
    it('takes one of the personas, in a cookie that scripts cannot read', async () => {
        const body = JSON.stringify({ userId: source.users[1]?.id });
        const reply = await ask('/shell/acting-user', { method: 'POST', headers: own, body });
        expect(reply.status).toBe(204);
        expect(reply.headers['set-cookie']?.[0]).toMatch(/HttpOnly; SameSite=Strict/);
    });

    it('refuses anyone else', async () => {
        const body = JSON.stringify({ userId: source.users[5]?.id });
        expect((await ask('/shell/acting-user', { method: 'POST', headers: own, body })).status).toBe(400);
    });
});

describe('Setup', () => {
    const put = (ownerId: string, body: unknown, headers: Record<string, string> = own) =>
        ask(`/setup/settings/${ownerId}`, { method: 'PUT', headers, body: JSON.stringify(body) });

    it('lists, searches and pages the settings, without any legacy token', async () => {
        const { body } = await ask('/setup/settings?limit=2&offset=1', { headers: own });
        expect(JSON.parse(body)).toMatchObject({
            total: 16,
            items: [{ name: 'System Administrator', level: 'profile' }, {}]
        });
        expect(body).not.toContain('sample-legacy-value');
        const found = await ask('/setup/settings?search=Outbound', { headers: own });
        expect(JSON.parse(found.body).total).toBe(6);
    });

    it('sets and clears an Account Key', async () => {
        const organization = source.organization.id;
        expect((await put(organization, { accountKey: '  new-key ' })).status).toBe(204);
        expect((await ask('/setup/settings?search=new-key', { headers: own })).body).toContain(
            '"accountKey":"new-key"'
        );
        expect((await put(organization, { accountKey: null })).status).toBe(204);
        expect(rows).toEqual([
            { SetupOwnerId: organization, Account_Key__c: 'new-key' },
            { SetupOwnerId: organization }
        ]);
        expect(JSON.parse((await ask('/setup/settings?search=larkfield-main', { headers: own })).body).total).toBe(0);
    });

    it('refuses an unknown owner, and a key that Salesforce could not hold', async () => {
        expect((await put('005000000000000AAA', { accountKey: 'x' })).status).toBe(404);
        expect((await put(source.organization.id, { accountKey: 'x'.repeat(256) })).status).toBe(400);
        expect((await put(source.organization.id, { accountKey: 7 })).status).toBe(400);
    });

    it('is for administrators', async () => {
        expect((await put(source.organization.id, { accountKey: 'x' }, { ...own, ...viewer })).status).toBe(403);
        expect((await ask('/setup/owners?level=user', { headers: { ...own, ...viewer } })).status).toBe(403);
    });
});
