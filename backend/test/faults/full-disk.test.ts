import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Place, engine, newPlace } from '../support/place.ts';
import { startService } from '../support/service.ts';
import { type Org, newOrg } from '../support/org.ts';
import { type Reply, call } from '../support/client.ts';
import { openSecrets } from '../support/vault.ts';

/** A small disk of its own; undefined, with the reason said, where this user may not mount one. */
function smallDisk(): string | undefined {
    const folder = mkdtempSync(join(tmpdir(), 'strongroom-disk-'));
    try {
        execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=96m', 'tmpfs', folder], { stdio: 'pipe' });
        return folder;
    } catch {
        rmSync(folder, { recursive: true });
        process.stderr.write(
            'Skipped: the full disk, since this user may not mount a small one (CI runs it as root).\n'
        );
        return undefined;
    }
}

const disk = engine === 'embedded' ? smallDisk() : undefined;
const describeOnSmallDisk = disk === undefined ? describe.skip : describe;

describeOnSmallDisk('a full disk under the embedded database', () => {
    let place: Place;

    beforeAll(async () => {
        place = await newPlace({ within: disk! });
    });
    afterAll(() => {
        execFileSync('umount', ['--lazy', disk!]);
        rmSync(disk!, { recursive: true });
    });

    /** Leaves 256 KB. */
    const fill = (): void => {
        const { bavail, bsize } = statfsSync(disk!);
        writeFileSync(join(disk!, 'filler'), Buffer.alloc(Math.max(0, bavail * bsize - 256 * 1024)));
    };

    /** Sets tokens until one is not acknowledged. */
    async function setUntilRefused(org: Org): Promise<{ acknowledged: Map<string, string>; refused: Reply }> {
        const acknowledged = new Map<string, string>();
        for (let n = 0; n < 2000; n += 1) {
            const token = `planted-token-${String(n)}-`.padEnd(16 * 1024, String(n % 10));
            const reply = await org.setToken(`full-${String(n % 40)}`, token);
            if (reply.status !== 200) return { acknowledged, refused: reply };
            acknowledged.set(reply.body.clientId, token);
        }
        throw new Error('The disk did not fill.');
    }

    it('refuses changes, goes on once there is space, and has lost no acknowledged update', async () => {
        const service = await startService(place); // its log is on the same disk
        const org = await newOrg(place, service.url);
        fill();
        const { acknowledged, refused } = await setUntilRefused(org);
        expect(acknowledged.size).toBeGreaterThan(0);
        expect([refused.status, refused.body.code]).toEqual([500, 'internal_error']);
        for (let n = 0; n < 50; n += 1) await org.setToken('refused', 'planted-token-refused'.padEnd(16 * 1024, 'x'));
        expect((await call(service.url, 'GET', '/healthz')).status).toBe(200);

        rmSync(join(disk!, 'filler'));
        expect((await org.setToken('after', 'planted-token-after')).status).toBe(200);
        await service.kill();
        const again = await startService(place);
        expect((await org.at(again.url).setToken('later', 'planted-token-later')).status).toBe(200);
        expect(await again.stop()).toBe(0);

        const stored = new Map((await openSecrets(place)).map((secret) => [secret.clientId, secret.token]));
        for (const [clientId, token] of acknowledged)
            expect([clientId, stored.get(clientId)]).toEqual([clientId, token]);
        expect([stored.get('after'), stored.get('later')]).toEqual(['planted-token-after', 'planted-token-later']);
    }, 180_000);
});
