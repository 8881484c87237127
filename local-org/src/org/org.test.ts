import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openEdits } from './edits.ts';
import { UnknownOwner, openOrg } from './org.ts';
import { personasOf } from './personas.ts';
import { readExport } from './read-export.ts';

const source = readExport(path.resolve(import.meta.dirname, '../../sample-org'));
const userId = (name: string): string => source.users.find((user) => user.name === name)?.id ?? '';

let folder: string;

beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'strongroom-org-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

const open = () => openOrg(source, openEdits(path.join(folder, 'edits')));

const keyOf = (ownerId: string) =>
    open()
        .settings()
        .find((setting) => setting.ownerId === ownerId)?.accountKey;

describe('editing settings', () => {
    it('is kept for the next start, beside the export, for this user alone', () => {
        open().setAccountKey(userId('Signe Ulvestad'), 'signe-client');
        expect(keyOf(userId('Signe Ulvestad'))).toBe('signe-client');
        expect(statSync(path.join(folder, 'edits/settings.json')).mode & 0o777).toBe(0o600);
    });

    it('adds a record for an owner that had none', () => {
        const org = open();
        org.setAccountKey(userId('Ambrose Vickerstaff'), 'ambrose-client');
        expect(org.settings().at(-1)).toMatchObject({ ownerName: 'Ambrose Vickerstaff', accountKey: 'ambrose-client' });
    });

    it('clears a key for good', () => {
        open().setAccountKey(source.organization.id, null);
        expect(keyOf(source.organization.id)).toBeNull();
    });

    it('refuses an owner that the org does not have', () => {
        expect(() => open().setAccountKey('005000000000000AAA', 'nobody')).toThrow(UnknownOwner);
    });

    it('says how to go on when its file is damaged', () => {
        open().setAccountKey(source.organization.id, 'key');
        writeFileSync(
            path.join(folder, 'edits/settings.json'),
            readFileSync(path.join(folder, 'edits/settings.json')).subarray(5)
        );
        expect(open).toThrow(/is damaged\. Delete it/);
    });
});

describe('personas', () => {
    const namesOf = (users = source.users, assignments = source.assignments) =>
        personasOf({ users, assignments }).map(({ name, access }) => `${name}: ${access}`);

    it('go by the permission sets where these were exported', () => {
        expect(namesOf()).toEqual(['Maren Aldous: manage', 'Teodor Brandvik: view', 'Ines Carvalhal: none']);
    });

    it('without assignments, are the first system administrator and the next two people', () => {
        const [admin, ...others] = source.users;
        expect(namesOf(admin ? [...others, admin] : [], undefined)[0]).toMatch(/: manage$/);
        expect(personasOf({ users: source.users, assignments: undefined }).map(({ access }) => access)).toEqual([
            'manage',
            'view',
            'none'
        ]);
    });

    it('are never the inactive, nor the org’s own processes', () => {
        const inactive = source.users.map((user) => ({ ...user, isActive: user.name === 'Automated Process' }));
        expect(namesOf(inactive)).toEqual([]);
    });

    it('give an admin who is a viewer too the greater access', () => {
        const assignments = ['Strongroom_Viewer', 'Strongroom_Admin', 'Strongroom_Viewer'].map((permissionSet) => ({
            userId: userId('Farid Noorani'),
            permissionSet
        }));
        expect(namesOf(source.users, assignments)[0]).toBe('Farid Noorani: manage');
    });
});
