import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Place, engine, newPlace } from '../support/place.ts';
import { launchService, startService } from '../support/service.ts';
import { newOrg } from '../support/org.ts';
import { openSecrets } from '../support/vault.ts';
import { until } from '../support/wait.ts';

let place: Place;
beforeAll(async () => {
    place = await newPlace({ untouched: true });
});
afterAll(() => place.dispose());

const inFolder = (...path: string[]): string => join(place.dataDir, ...path);
const hasMany = (folder: string): boolean =>
    existsSync(folder) && readdirSync(folder, { recursive: true }).length > 500;

/** Moments of a first start, each recognised by what it leaves. */
const moments: [moment: string, reached: () => boolean | Promise<boolean>][] =
    engine === 'embedded'
        ? [
              ['the folder has its lock', () => existsSync(inFolder('lock.db'))],
              ['initialisation began', () => existsSync(inFolder('pg.new'))],
              ['initialisation is far on', () => hasMany(inFolder('pg.new'))],
              ['the database was put in its place', () => existsSync(inFolder('pg'))]
          ]
        : [
              ['the first table is there', async () => (await tables()) > 0],
              ['some migrations ran', async () => (await tables()) > 4]
          ];

async function tables(): Promise<number> {
    const { sql } = await import('kysely');
    const counted = await place.inspect((db) =>
        sql<{ n: number }>`SELECT count(*)::int AS n FROM pg_tables WHERE schemaname = 'public'`.execute(db)
    );
    return counted.rows[0]!.n;
}

describe(`kill -9 during the very first start (${engine})`, () => {
    it('leaves a place that the next start opens, at whichever moment it came', async () => {
        for (const [moment, reached] of moments) {
            const starting = launchService(place);
            await until(moment, reached);
            await starting.kill();
        }
        const service = await startService(place);
        const org = await newOrg(place, service.url);
        expect((await org.setToken('first', 'planted-token-of-first-start')).status).toBe(200);
        expect(await service.stop()).toBe(0);
        expect(await openSecrets(place)).toEqual([
            expect.objectContaining({ clientId: 'first', token: 'planted-token-of-first-start' })
        ]);
    }, 180_000);
});
