import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Place, engine, newPlace } from '../support/place.ts';
import { type Service, startService } from '../support/service.ts';
import { type Org, newOrg } from '../support/org.ts';
import { auditRows } from '../support/inspect.ts';
import { openSecrets } from '../support/vault.ts';
import { until } from '../support/wait.ts';

const rounds = 5;
const writersARound = 4;

/** One client ID and the updates of its token, in the order they were sent. */
interface Written {
    readonly clientId: string;
    readonly sent: { token: string; setAt: string | undefined }[];
}
const written: Written[] = Array.from({ length: writersARound }, (_, n) => ({
    clientId: `writer-${String(n)}`,
    sent: []
}));
const isAcknowledged = ({ setAt }: { setAt: string | undefined }): boolean => setAt !== undefined;
const sent = (): number => written.reduce((sum, { sent: updates }) => sum + updates.length, 0);
const acknowledged = (): number =>
    written.reduce((sum, { sent: updates }) => sum + updates.filter(isAcknowledged).length, 0);

/** Updates one token again and again until the service is gone. */
async function writeUntilKilled(org: Org, { clientId, sent: updates }: Written): Promise<void> {
    for (;;) {
        const update = {
            token: `planted-token-${clientId}-${String(updates.length)}`,
            setAt: undefined as string | undefined
        };
        updates.push(update);
        try {
            update.setAt = (await org.setToken(clientId, update.token)).body.tokenSetAt;
        } catch {
            return; // killed before it answered: this update may be there or not
        }
    }
}

describe(`kill -9 during token updates (${engine})`, () => {
    let place: Place;
    let service: Service;
    let org: Org;

    beforeAll(async () => {
        place = await newPlace();
        service = await startService(place);
        org = await newOrg(place, service.url);
    });
    afterAll(() => place.dispose());

    it(`starts again on the same database each of ${String(rounds)} times`, async () => {
        for (let round = 0; round < rounds; round += 1) {
            const enough = acknowledged() + 12;
            const writers = written.map((one) => writeUntilKilled(org, one));
            await until('updates are acknowledged', () => acknowledged() >= enough);
            await pause(randomInt(40));
            await service.kill();
            await Promise.all(writers);
            service = await startService(place);
            org = org.at(service.url);
            expect((await org.list()).status).toBe(200);
        }
        expect(acknowledged()).toBeGreaterThanOrEqual(50);
        expect(sent()).toBeGreaterThan(acknowledged());
    }, 180_000);

    it('keeps every acknowledged update, with the time it was acknowledged with, and its token opens', async () => {
        expect(await service.stop()).toBe(0);
        const stored = new Map((await openSecrets(place)).map((secret) => [secret.clientId, secret]));
        for (const { clientId, sent: updates } of written) {
            const secret = stored.get(clientId)!;
            const last = updates.findLastIndex(isAcknowledged);
            // of what came after the last acknowledged one, only the update that was cut off may be there
            const possible = updates.slice(last).map(({ token }) => token);
            expect(possible).toContain(secret.token);
            const kept = updates.find(({ token }) => token === secret.token)!;
            expect(secret.tokenSetAt).toBe(kept.setAt ?? secret.tokenSetAt);
        }
    });

    it('has an audit row for each acknowledged update, and for no other than those that were cut off', async () => {
        const rows = await place.inspect(auditRows);
        for (const { clientId, sent: updates } of written) {
            const recorded = rows.filter((row) => row.subject === clientId && row.outcome === 'done');
            const times = new Set(recorded.map((row) => row.at.toISOString()));
            for (const { setAt } of updates.filter(isAcknowledged)) expect(times).toContain(setAt);
            expect(recorded.length).toBeLessThanOrEqual(updates.length);
        }
    });
});
