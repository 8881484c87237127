import path from 'node:path';
import { openOrg } from '../org/org.ts';
import { readExport } from '../org/read-export.ts';
import { readLabels } from '../package/labels.ts';
import { ServiceRefusal, ServiceUnreachable } from '../service/failures.ts';
import type { SecretItem, Secrets } from '../service/secrets.ts';
import { type Invoke, BadCall, apexAs } from './invoke.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const labels = readLabels(path.join(root, 'force-app/main'));
const source = readExport(path.join(root, 'local-org/sample-org'));
const userId = (name: string): string => source.users.find((user) => user.name === name)?.id ?? '';
const [admin, viewer, nobody] = ['Maren Aldous', 'Teodor Brandvik', 'Ines Carvalhal'].map(userId) as [
    string,
    string,
    string
];

let stored: Map<string, SecretItem>;
let calls: string[];
let failure: Error | undefined;

beforeEach(() => {
    [stored, calls, failure] = [new Map(), [], undefined];
});

const failing = async (call: string): Promise<void> => {
    calls.push(call);
    if (failure) throw failure;
};

const secretsOf = (actor: string): Secrets => ({
    all: async () => {
        await failing('all');
        return [...stored.values()];
    },
    one: async (clientId) => {
        await failing(`one ${clientId}`);
        return stored.get(clientId);
    },
    setToken: async (clientId) => {
        await failing(`set ${clientId}`);
        const item = { clientId, tokenSet: true, tokenSetAt: '2026-01-02T03:04:05.000Z', tokenSetBy: actor };
        stored.set(clientId, item);
        return item;
    },
    removeToken: async (clientId) => {
        await failing(`remove ${clientId}`);
        stored.delete(clientId);
    }
});

const edits = new Map<string, string | null>();
const as = (actor: string): Invoke =>
    apexAs({
        userId: actor,
        org: openOrg(source, { all: () => edits, set: () => {} }),
        labels,
        secrets: secretsOf(actor)
    });

type Overview = { access: string; settingsUrl: string | null; items: Record<string, unknown>[] };
const overview = async (actor = admin) => (await as(actor)('SecretController', 'overview', {})) as Overview;
const itemOf = async (clientId: string) => (await overview()).items.find((item) => item['clientId'] === clientId);

describe('SecretController.overview', () => {
    it('has one item for each client ID, in order, keys compared exactly but for blanks around them', async () => {
        const { access, settingsUrl, items } = await overview();
        expect({ access, settingsUrl }).toEqual({
            access: 'manage',
            settingsUrl: '/lightning/setup/CustomSettings/home'
        });
        expect(items.map(({ clientId }) => clientId)).toEqual([
            ...['Retail-North', 'claims-hotline', 'larkfield-admin-console', 'larkfield-main', 'partner desk / tier 2'],
            ...['retail-north', 'wx-inbound-01', 'wx-outbound-campaigns', 'wx-supervisors']
        ]);
    });

    it('names profiles as administrators know them, and orders the places', async () => {
        expect((await itemOf('larkfield-admin-console'))?.['locations']).toEqual(['Profile: System Administrator']);
        expect((await itemOf('claims-hotline'))?.['locations']).toEqual([
            'Profile: Claims Handler',
            'User: Osric Penhallow'
        ]);
    });

    it('says when and by whom a token was set', async () => {
        await as(admin)('SecretController', 'updateToken', { clientId: 'wx-inbound-01', token: 'planted-token' });
        expect(await itemOf('wx-inbound-01')).toMatchObject({
            tokenSet: true,
            tokenSetAt: '2026-01-02T03:04:05.000Z',
            tokenSetByName: 'Maren Aldous',
            usedBySettings: true
        });
    });

    it('keeps a secret that no setting uses', async () => {
        stored.set('gone', { clientId: 'gone', tokenSet: true, tokenSetAt: null, tokenSetBy: null });
        expect(await itemOf('gone')).toMatchObject({ locations: [], usedBySettings: false, tokenSetByName: null });
    });

    it('is empty for someone without access, and asks the service nothing', async () => {
        expect(await overview(nobody)).toEqual({ access: 'none', settingsUrl: null, items: [] });
        expect(calls).toEqual([]);
    });
});

describe('changing a token', () => {
    it('answers the new status', async () => {
        await as(admin)('SecretController', 'updateToken', { clientId: ' wx-inbound-01 ', token: 'planted-token' });
        expect(await as(admin)('SecretController', 'removeToken', { clientId: ' wx-inbound-01 ' })).toEqual({
            clientId: 'wx-inbound-01',
            tokenSet: false,
            tokenSetAt: null,
            tokenSetByName: null
        });
    });

    it.each(['updateToken', 'removeToken'])('is refused to a viewer: %s never reaches the service', async (method) => {
        const call = as(viewer)('SecretController', method, { clientId: 'larkfield-main', token: 'planted-token' });
        await expect(call).rejects.toThrow(labels('Access_Refused'));
        expect(calls).toEqual([]);
    });

    it('is refused without a client ID', async () => {
        await expect(
            as(admin)('SecretController', 'updateToken', { clientId: ' ', token: 'planted-token' })
        ).rejects.toThrow(labels('Client_Id_Missing'));
    });

    it.each([
        [new ServiceRefusal(400, 'token_empty'), 'Token_Empty'],
        [new ServiceRefusal(400, 'token_too_long'), 'Token_Too_Long'],
        [new ServiceRefusal(400, 'token_control_characters'), 'Token_Control_Characters'],
        [new ServiceRefusal(404, 'secret_not_found'), 'Secret_Not_Found'],
        [new ServiceRefusal(401, 'access_token_invalid'), 'Service_Refused'],
        [new ServiceRefusal(503, 'database_unavailable'), 'Service_Busy'],
        [new ServiceUnreachable('down'), 'Service_Unreachable'],
        [new Error('a defect'), 'Failure_Unknown']
    ])('turns %s into the sentence %s', async (thrown, label) => {
        failure = thrown;
        const call = as(admin)('SecretController', 'updateToken', {
            clientId: 'larkfield-main',
            token: 'planted-token'
        });
        await expect(call).rejects.toThrow(labels(label));
    });

    it('names the request when the service fails in a way of its own', async () => {
        failure = new ServiceRefusal(500, 'internal_error', 'request-7');
        await expect(overview()).rejects.toThrow(labels('Service_Failed', 'request-7'));
    });
});

describe('EffectiveSecretController', () => {
    const effective = (name: string) =>
        as(viewer)('EffectiveSecretController', 'effectiveSecret', { userId: userId(name) });
    const search = (term: string) => as(viewer)('EffectiveSecretController', 'searchUsers', { term });

    it('finds users by name and by username, and says when a term is too short', async () => {
        expect(await search('QUILL')).toEqual([
            {
                id: userId('Yasmin Quillfeather'),
                name: 'Yasmin Quillfeather',
                username: 'yasmin.quillfeather@larkfield-mutual.example',
                profileName: 'Claims Handler',
                isActive: true
            }
        ]);
        expect(await search('larkfield-mutual')).toHaveLength(14);
        await expect(search(' a ')).rejects.toThrow(labels('User_Term_Too_Short'));
    });

    it('puts the user over the profile over the organization', async () => {
        expect(await effective('Rufus Tanqueray')).toMatchObject({
            userName: 'Rufus Tanqueray',
            clientId: 'retail-north',
            tokenSet: false,
            steps: [
                { level: 'user', label: 'User: Rufus Tanqueray', clientId: 'retail-north', outcome: 'inForce' },
                { level: 'profile', label: 'Profile: Sales Agent', clientId: 'Retail-North', outcome: 'overridden' },
                { level: 'organization', label: 'Organization', clientId: 'larkfield-main', outcome: 'overridden' }
            ]
        });
        expect(await effective('Ambrose Vickerstaff')).toMatchObject({ clientId: 'larkfield-main' });
    });

    it('passes over a setting whose key is blank', async () => {
        expect(await effective('Signe Ulvestad')).toMatchObject({
            clientId: 'Retail-North',
            steps: [{ outcome: 'notSet' }, { outcome: 'inForce' }, {}]
        });
    });

    it('refuses someone without access, and a user that the org does not have', async () => {
        await expect(as(nobody)('EffectiveSecretController', 'searchUsers', { term: 'maren' })).rejects.toThrow(
            labels('Access_Refused_View')
        );
        await expect(
            as(viewer)('EffectiveSecretController', 'effectiveSecret', { userId: '005000000000000AAA' })
        ).rejects.toThrow(labels('User_Not_Found'));
    });
});

describe('invoke', () => {
    it.each([
        ['SecretController', 'constructor'],
        ['SecretController', 'toString'],
        ['constructor', 'name'],
        ['__proto__', 'toString'],
        ['Gateway', 'send']
    ])('knows no %s.%s', async (className, method) => {
        await expect(as(admin)(className, method, {})).rejects.toThrow(BadCall);
    });

    it('refuses parameters of the wrong type', async () => {
        await expect(as(admin)('SecretController', 'updateToken', { clientId: ['a'], token: 1 })).rejects.toThrow(
            BadCall
        );
    });
});
