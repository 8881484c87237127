import { statSync } from 'node:fs';
import { join } from 'node:path';
import { type Place, newPlace } from '../support/place.ts';
import { type Service, startRefused, startService } from '../support/service.ts';
import { type Org, newOrg, runEnrol } from '../support/org.ts';

describe('a data folder', () => {
    let place: Place;
    let service: Service;
    let org: Org;

    beforeAll(async () => {
        place = await newPlace();
        service = await startService(place);
        org = await newOrg(place, service.url);
    });
    afterAll(() => place.dispose());

    it('is open to this user alone, the operator’s socket too', () => {
        expect(statSync(place.dataDir).mode & 0o777).toBe(0o700);
        expect(statSync(join(place.dataDir, 'operator.sock')).mode & 0o777).toBe(0o600);
    });

    it('refuses a second process with a clear message, while the first goes on', async () => {
        await org.setToken('one', 'planted-token-of-folder');
        const { code, said } = await startRefused(place);
        expect(code).toBe(1);
        expect(said).toContain(`The data folder ${place.dataDir} is in use by another Strongroom process.`);
        expect(said).toContain('STRONGROOM_DATA_DIR');
        expect((await org.setToken('two', 'planted-token-of-folder')).status).toBe(200);
        expect((await runEnrol(place)).status).toBe(0);
    });

    it('lets the next process in once the first was killed, and keeps what was acknowledged', async () => {
        await org.setToken('three', 'planted-token-of-folder');
        await service.kill();
        service = await startService(place);
        const { items } = (await org.at(service.url).list()).body;
        expect(items.map((item: { clientId: string }) => item.clientId)).toEqual(['one', 'three', 'two']);
        expect((await runEnrol(place)).status).toBe(0);
    });
});
