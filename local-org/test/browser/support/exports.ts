import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fullId } from '../../../src/org/salesforce-id.ts';
import { closedAfterwards } from './afterwards.ts';
import { sampleOrg } from './world.ts';

type Row = Record<string, unknown>;

const output = (records: Row[]): string =>
    JSON.stringify({ status: 0, result: { records, totalSize: records.length, done: true }, warnings: [] });

const newFolder = (): string => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'strongroom-export-'));
    closedAfterwards({ close: () => rmSync(folder, { recursive: true }) });
    return folder;
};

const folderOf = (files: Record<string, Row[]>): string => {
    const folder = newFolder();
    for (const [name, records] of Object.entries(files))
        writeFileSync(path.join(folder, `${name}.json`), output(records));
    return folder;
};

/** The sample org before anyone has set an Account Key. */
export const exportWithoutKeys = (): string => {
    const folder = newFolder();
    cpSync(sampleOrg, folder, { recursive: true });
    const file = path.join(folder, 'settings.json');
    const { result } = JSON.parse(readFileSync(file, 'utf8')) as { result: { records: Row[] } };
    writeFileSync(file, output(result.records.map((record) => ({ ...record, strongroom__Account_Key__c: null }))));
    return folder;
};

const id = (prefix: string, number: number): string =>
    fullId(`${prefix}9a00000${String(number).padStart(5, '0')}`) ?? '';

const setting = (ownerId: string, name: string, key: string): Row => ({
    attributes: {
        type: 'Contact_Center_Settings__c',
        url: '/services/data/v65.0/sobjects/Contact_Center_Settings__c/a01'
    },
    SetupOwnerId: ownerId,
    SetupOwner: { attributes: { type: 'Name', url: '' }, Name: name, Type: ownerId.slice(0, 3) },
    Account_Key__c: key,
    Legacy_Api_Token__c: null
});

/** An org with this many settings records of users, which share this many Account Keys. */
export const largeExport = (clientIds: number, settings: number): string => {
    const organization = id('00D', 1);
    const profile = id('00e', 1);
    const people = Array.from({ length: settings - 1 }, (_, index) => ({
        id: id('005', index),
        name: `Agent ${index}`
    }));
    const key = (index: number): string => `client-${String(index % clientIds).padStart(4, '0')}`;
    return folderOf({
        organization: [{ attributes: { type: 'Organization' }, Id: organization, Name: 'Large Org' }],
        profiles: [{ attributes: { type: 'Profile' }, Id: profile, Name: 'System Administrator' }],
        users: people.map((user, index) => ({
            ...{ attributes: { type: 'User' }, Id: user.id, Name: user.name, Username: `agent${index}@large.example` },
            ...{ IsActive: true, ProfileId: profile, Profile: { Name: 'System Administrator' } }
        })),
        settings: [
            setting(organization, 'Large Org', key(0)),
            ...people.map((user, index) => setting(user.id, user.name, key(index + 1)))
        ]
    });
};
