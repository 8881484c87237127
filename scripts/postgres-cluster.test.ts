import { execFileSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { postgresBinaries, startCluster } from './postgres-cluster.ts';

const folders = () => globSync(join(tmpdir(), 'strongroom-postgres-*')).length;

const ask = async (url: string, query: string) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
        return (await client.query(query)).rows as unknown[];
    } finally {
        await client.end();
    }
};

const hasPostgres = postgresBinaries() !== undefined;
const where = hasPostgres || process.env['CI'] === 'true' ? describe : describe.skip;

where('a throw-away PostgreSQL', () => {
    it('answers on the loopback address only, and flushes what it commits', async () => {
        const cluster = await startCluster();
        try {
            expect(new URL(cluster.url).hostname).toBe('127.0.0.1');
            const settings = await ask(
                cluster.url,
                "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'listen_addresses') ORDER BY 1"
            );
            expect(settings).toEqual([
                { name: 'fsync', setting: 'on' },
                { name: 'listen_addresses', setting: '127.0.0.1' }
            ]);
        } finally {
            await cluster.stop();
        }
    });

    it('leaves no process and no folder behind', async () => {
        const before = folders();
        const cluster = await startCluster();
        expect(folders()).toBe(before + 1);
        await cluster.stop();
        expect(folders()).toBe(before);
        await expect(ask(cluster.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
    });

    it('goes with a process that ends without stopping it', () => {
        const before = folders();
        const script = `import { startCluster } from ${JSON.stringify(join(import.meta.dirname, 'postgres-cluster.ts'))};
            console.log((await startCluster()).url); process.exit(0);`;
        const url = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }).trim();
        expect(url).toMatch(/^postgresql:/);
        expect(folders()).toBe(before);
    });
});
