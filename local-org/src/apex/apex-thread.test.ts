import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openEdits } from '../org/edits.ts';
import { openOrg } from '../org/org.ts';
import { readExport } from '../org/read-export.ts';
import { type ApexThread, startApex } from './apex-thread.ts';
import { ApexRefusal } from './failures.ts';
import { rowsOf, settingRow } from './rows.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const source = readExport(path.join(root, 'local-org/sample-org'));

let folder: string;
let apex: ApexThread;
const userId = (name: string): string => source.users.find((user) => user.name === name)?.id ?? '';
const [admin, viewer, nobody] = ['Maren Aldous', 'Teodor Brandvik', 'Ines Carvalhal'].map(userId) as [
    string,
    string,
    string
];

beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'strongroom-apex-'));
    apex = await startApex({
        packageFolder: path.join(root, 'force-app/main'),
        rows: rowsOf(openOrg(source, openEdits(folder))),
        credentials: { Strongroom: { url: 'http://127.0.0.1:9', headers: {} } }, // nobody listens there
        database: path.join(folder, 'database.json')
    });
});

afterAll(async () => {
    await apex.close();
    rmSync(folder, { recursive: true });
});

const searched = (by: string, term: string): Promise<unknown> =>
    apex.call(by, 'EffectiveSecretController', 'searchUsers', { term });

it('answers with what the package’s own Apex finds in the org’s rows', async () => {
    expect(await searched(viewer, 'tanqueray')).toEqual([
        expect.objectContaining({ name: 'Rufus Tanqueray', isActive: true })
    ]);
});

it('refuses in the Apex’s own words: who lacks the class, who may not manage, a service that is away', async () => {
    await expect(searched(nobody, 'tanqueray')).rejects.toThrow(/do not have access to the Apex class/);
    const update = (by: string): Promise<unknown> =>
        apex.call(by, 'SecretController', 'updateToken', { clientId: 'a', token: 'planted-token-a' });
    await expect(update(viewer)).rejects.toThrow(/You may not change tokens/);
    await expect(update(admin)).rejects.toBeInstanceOf(ApexRefusal);
    await expect(update(admin)).rejects.toThrow(/service cannot be reached/);
});

it('sees a setting as Setup left it', async () => {
    const key = (): Promise<unknown> =>
        apex.call(admin, 'EffectiveSecretController', 'effectiveSecret', { userId: userId('Ambrose Vickerstaff') });
    await apex.putSetting(settingRow(source.organization.id, null));
    expect(await key()).not.toHaveProperty('clientId'); // no key applies, so the service is not asked
    await apex.putSetting(settingRow(source.organization.id, 'larkfield-main'));
    await expect(key()).rejects.toThrow(/service cannot be reached/);
});

it('refuses a call after the thread has ended, and leaves none unanswered', async () => {
    const other = await startApex({
        packageFolder: path.join(root, 'force-app/main'),
        rows: rowsOf(openOrg(source, openEdits(folder))),
        credentials: {},
        database: path.join(folder, 'other.json')
    });
    await other.close();
    await expect(other.call(admin, 'SecretController', 'overview', {})).rejects.toThrow(/has ended/);
});
