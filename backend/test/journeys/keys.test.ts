import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Place, newPlace } from '../support/place.ts';
import { type Settings, startRefused, startService } from '../support/service.ts';
import { type Org, newOrg } from '../support/org.ts';
import { auditRows, snapshot } from '../support/inspect.ts';

let place: Place;
let org: Org;
let keyFile: string;
let neededId: string;
let before: string;

const stored = (): Promise<string> =>
    place.inspect(async (db) => (await snapshot(db)) + JSON.stringify(await auditRows(db)));

beforeAll(async () => {
    place = await newPlace();
    const service = await startService(place);
    org = await newOrg(place, service.url);
    await org.setToken('sealed', 'planted-token-of-keys');
    await service.stop();
    keyFile = join(place.dataDir, 'kek.key');
    before = await stored();
    neededId = /kek-[0-9a-f]{16}/.exec(before)![0];
});
afterAll(() => place.dispose());

const writeKey = (name: string, text: string): string => {
    const path = join(place.folder, name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
};

/** The process ends with a message that names the key it needs; returns all that it said. */
async function expectRefused(settings: Settings, ...says: string[]): Promise<string> {
    const { code, said } = await startRefused(place, settings);
    expect(code).toBe(1);
    for (const part of [`Strongroom did not start.`, neededId, ...says]) expect(said).toContain(part);
    expect(said).not.toContain('"msg":"listening"');
    expect(said).not.toMatch(/\n\s+at /);
    return said;
}

describe('the key file', () => {
    it('is made by the first start on a laptop, for this user alone', () => {
        expect(Buffer.from(readFileSync(keyFile, 'utf8').trim(), 'base64')).toHaveLength(32);
        expect(statSync(keyFile).mode & 0o777).toBe(0o600);
        expect(statSync(place.dataDir).mode & 0o777).toBe(0o700);
        expect(neededId).toMatch(/^kek-[0-9a-f]{16}$/);
    });

    it('refuses to start with another key, and names the needed one', async () => {
        const other = randomBytes(32).toString('base64');
        const settings = { STRONGROOM_KEK: `file:${writeKey('other.key', other)}` };
        const said = await expectRefused(settings, 'nothing was changed');
        expect(said).not.toContain(other);
    });

    it('refuses to start with a file that holds no key, names the file, and does not repeat what it holds', async () => {
        const path = writeKey('broken.key', 'planted-token-in-a-key-file');
        const said = await expectRefused({ STRONGROOM_KEK: `file:${path}` }, path);
        expect(said).not.toContain('planted-token');
    });

    it('refuses to start without its file once something is sealed, and makes no new key', async () => {
        renameSync(keyFile, `${keyFile}.away`);
        await expectRefused({}, keyFile);
        expect(existsSync(keyFile)).toBe(false);
        renameSync(`${keyFile}.away`, keyFile);
        await expectRefused({ STRONGROOM_KEK: `file:${join(place.folder, 'missing.key')}` }, 'missing.key');
    });

    it('has changed nothing by all these refusals', async () => {
        expect(await stored()).toBe(before);
    });

    it('starts again with the right key, also from another place, and under NODE_ENV=production', async () => {
        const moved = writeKey('moved.key', readFileSync(keyFile, 'utf8'));
        rmSync(keyFile);
        const service = await startService(place, { STRONGROOM_KEK: `file:${moved}`, NODE_ENV: 'production' });
        const kept = await org.at(service.url).list();
        expect(kept.body.items.map((item: { clientId: string }) => item.clientId)).toEqual(['sealed']);
        expect((await org.at(service.url).setToken('sealed', 'planted-token-of-keys-2')).status).toBe(200);
        expect(await service.stop()).toBe(0);
        expect(existsSync(keyFile)).toBe(false);
    });
});
