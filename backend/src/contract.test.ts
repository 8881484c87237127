import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contract } from './contract.ts';

it('backend/openapi.json is the contract of the code (else run: npm run openapi)', () => {
    const committed: unknown = JSON.parse(readFileSync(join(import.meta.dirname, '../openapi.json'), 'utf8'));
    expect(committed).toEqual(JSON.parse(JSON.stringify(contract())));
});

it('documents for each operation of /v1 how a caller without an access token, and one at a bad time, is answered', () => {
    const paths: [string, object][] = Object.entries(contract().paths ?? {});
    const operations = paths
        .filter(([path]) => path.startsWith('/v1/'))
        .flatMap(([, item]) => Object.values(item) as { responses: object }[]);
    expect(operations).toHaveLength(4);
    for (const { responses } of operations) {
        expect(Object.keys(responses)).toEqual(expect.arrayContaining(['400', '401', '429', '500', '503']));
    }
});
