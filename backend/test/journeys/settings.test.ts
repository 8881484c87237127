import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { type Place, newPlace } from '../support/place.ts';
import { startRefused } from '../support/service.ts';
import { runEnrol } from '../support/org.ts';

let place: Place;
beforeAll(async () => {
    place = await newPlace({ untouched: true });
});
afterAll(() => place.dispose());

describe('the service refuses to start', () => {
    it('in production without STRONGROOM_KEK, and makes neither key nor folder', async () => {
        const { code, said } = await startRefused(place, { NODE_ENV: 'production' });
        expect(code).toBe(1);
        expect(said).toContain('STRONGROOM_KEK is not set');
        expect(said).toContain('openssl rand -base64 32');
        expect(existsSync(place.dataDir)).toBe(false);
    });

    it('with malformed settings, naming all of them and the value of none', async () => {
        const wrong = {
            PORT: 'planted-port',
            PUBLIC_URL: 'planted-url',
            DATABASE_URL: 'mysql://user:planted-password@localhost/db',
            STRONGROOM_KEK: 'planted-key',
            LOG_LEVEL: 'planted-level'
        };
        const { code, said } = await startRefused(place, wrong);
        expect(code).toBe(1);
        for (const name of Object.keys(wrong)) expect(said).toContain(name);
        expect(said).not.toContain('planted');
        expect(existsSync(place.dataDir)).toBe(false);
        const enrol = await runEnrol(place, [], wrong);
        expect([enrol.status, enrol.stdout]).toEqual([1, '']);
        expect(enrol.stderr).toContain('DATABASE_URL');
        expect(enrol.stderr).not.toContain('planted');
    });

    it('on a port that another program has, and says so', async () => {
        const taken = createServer();
        const port = await new Promise<number>((resolve) => {
            taken.listen(0, '127.0.0.1', () => resolve((taken.address() as { port: number }).port));
        });
        const other = await newPlace();
        const { code, said } = await startRefused(other, { PORT: String(port) });
        expect(code).toBe(1);
        expect(said).toContain('The port is taken by another program.');
        await new Promise((resolve) => taken.close(resolve));
        await other.dispose();
    });
});
