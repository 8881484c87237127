import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ExportError, readExport } from './read-export.ts';

const sample = path.resolve(import.meta.dirname, '../../sample-org');

let folder: string;

beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'strongroom-export-'));
    cpSync(sample, folder, { recursive: true });
});

afterEach(() => rmSync(folder, { recursive: true }));

type Output = {
    status: number;
    message?: string;
    result: { records: Record<string, unknown>[]; totalSize: number; done: boolean };
};

const change = (file: string, edit: (output: Output) => void): void => {
    const output = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Output;
    edit(output);
    writeFileSync(path.join(folder, file), JSON.stringify(output));
};

const refusal = (): string => {
    try {
        readExport(folder);
    } catch (error) {
        if (error instanceof ExportError) return error.message;
        throw error;
    }
    throw new Error('The export was taken.');
};

describe('the sample org', () => {
    it('is a whole export', () => {
        const org = readExport(sample);
        expect(org.organization).toEqual({ id: '00D8d0000043LqTEAU', name: 'Larkfield Mutual' });
        expect(org.users).toHaveLength(15);
        expect(org.profiles).toHaveLength(6);
        expect(new Set(org.settings.flatMap(({ accountKey }) => accountKey?.trim() ?? [])).size).toBe(9);
        expect(org.ignored).toEqual([]);
    });

    it('names standard profiles by the internal code, as Salesforce does', () => {
        const codes = readExport(sample).settings.map(({ ownerName }) => ownerName);
        expect(codes).toContain('PT1');
    });
});

describe('reading an export', () => {
    it('never takes in the value of a legacy token', () => {
        const org = readExport(folder);
        expect(JSON.stringify(org)).not.toContain('sample-legacy-value');
        expect(org.settings.filter(({ hasLegacyToken }) => hasLegacyToken)).toHaveLength(2);
    });

    it('tells the files apart by their records, whatever their names', () => {
        for (const [index, file] of readdirSync(folder).entries()) {
            cpSync(path.join(folder, file), path.join(folder, `${index}-renamed.json`));
            rmSync(path.join(folder, file));
        }
        expect(readExport(folder)).toEqual(readExport(sample));
    });

    it('reads names with and without the namespace', () => {
        const text = readFileSync(path.join(folder, 'settings.json'), 'utf8').replaceAll('strongroom__', '');
        writeFileSync(path.join(folder, 'settings.json'), text);
        expect(readExport(folder).settings).toEqual(readExport(sample).settings);
    });

    it('decides by the id whose settings they are, whatever SetupOwner.Type says', () => {
        change('settings.json', ({ result }) => {
            for (const record of result.records) Object.assign(record['SetupOwner'] as object, { Type: '00D' });
        });
        expect(readExport(folder).settings).toEqual(readExport(sample).settings);
    });

    it('takes the org from the settings when the organization was not exported', () => {
        rmSync(path.join(folder, 'organization.json'));
        expect(readExport(folder).organization).toEqual({ id: '00D8d0000043LqTEAU', name: 'Larkfield Mutual' });
    });

    it('takes an org that has no settings yet', () => {
        change('settings.json', ({ result }) => Object.assign(result, { records: [], totalSize: 0 }));
        expect(readExport(folder).settings).toEqual([]);
    });

    it('takes users of the org itself, who have no profile', () => {
        expect(readExport(folder).users.find(({ name }) => name === 'Automated Process')?.profileId).toBeNull();
    });
});

describe('an export that cannot be used', () => {
    it.each(['settings', 'users', 'profiles'])('without %s: says which query to run', (part) => {
        rmSync(path.join(folder, `${part}.json`));
        expect(refusal()).toMatch(new RegExp(`holds no ${part}.*sf data query --json .* > ${part}.json`, 's'));
    });

    it('that does not say which org it is from: says which query to run', () => {
        rmSync(path.join(folder, 'organization.json'));
        change('settings.json', ({ result }) => {
            result.records.shift();
            result.totalSize -= 1;
        });
        expect(refusal()).toMatch(/SELECT Id, Name FROM Organization/);
    });

    it('with a wrong record: names the file, the record and the field', () => {
        change('users.json', ({ result }) => Object.assign(result.records[2] ?? {}, { Id: '005not-an-id' }));
        expect(refusal()).toMatch(/users\.json: record 3 of User: Id: "005not-an-id" is not a Salesforce id/);
    });

    it('that the CLI cut short: says how to get the rest', () => {
        change('settings.json', ({ result }) => Object.assign(result, { totalSize: 20_000 }));
        expect(refusal()).toMatch(/16 of 20000 records.*org-max-query-limit/s);
    });

    it('from a query that failed', () => {
        writeFileSync(path.join(folder, 'settings.json'), JSON.stringify({ status: 1, message: 'No such column' }));
        expect(refusal()).toMatch(/settings\.json is the output of a query that failed: No such column/);
    });

    it.each([
        ['not JSON at all', 'Querying Data... done', /is not JSON/],
        ['some other JSON', '[]', /is not the output of sf data query --json/]
    ])('with %s', (_name, text, sentence) => {
        writeFileSync(path.join(folder, 'settings.json'), text);
        expect(refusal()).toMatch(sentence);
    });

    it('that is no folder', () => {
        expect(() => readExport(path.join(folder, 'missing'))).toThrow(/cannot be read/);
    });
});
