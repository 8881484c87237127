import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { Data } from '../../apex/src/data/data.ts';
import { Callouts, type NamedCredential } from '../../apex/src/host/callout.ts';
import { LightningError, invoke } from '../../apex/src/run/controller.ts';
import { Limits } from '../../apex/src/run/limits.ts';
import { type Org as ApexCode, openOrg } from '../../apex/src/run/org.ts';
import type { Snapshot } from '../../apex/src/data/snapshot.ts';
import type { OrgRows } from './rows.ts';

/** What the package's Apex runs on. */
export interface ApexOrgParts {
    /** The folder of the package's source (`force-app/main`). */
    readonly packageFolder: string;
    readonly rows: OrgRows;
    readonly credentials: Readonly<Record<string, NamedCredential>>;
    /** Where the rows that Apex changed are kept; a start without the file begins with the export. */
    readonly database: string;
}

/** The package's own Apex on the rows of the org. */
export interface ApexOrg {
    /** Calls an @AuraEnabled method as a component does; throws LightningError with what the component sees. */
    readonly invoke: (
        userId: string,
        className: string,
        method: string,
        parameters: Record<string, unknown>
    ) => unknown;
    /** Puts the settings record of an owner as the Setup page left it. */
    readonly putSetting: (row: OrgRows['settings'][number]) => void;
}

const setting = 'Contact_Center_Settings__c';

/** Opens the package's Apex on the org's rows. Refuses a package that does not compile. */
export const openApexOrg = ({ packageFolder, rows, credentials, database }: ApexOrgParts): ApexOrg => {
    const data = new Data({ folders: [packageFolder], namespace: 'strongroom', organization: rows.organization });
    const callouts = new Callouts((name) => credentials[name]);
    const code = openOrg({ packageFolder, data, callout: callouts.send });
    replacePeople(data, rows);
    if (existsSync(database)) data.load(JSON.parse(readFileSync(database, 'utf8')) as Snapshot); // only this process writes it
    const settingIds = new Map<unknown, string>();
    const putSetting = (row: OrgRows['settings'][number]): void => {
        const owner = row['SetupOwnerId'];
        const known = settingIds.get(owner);
        const [id] = data.importRows(setting, [{ ...row, ...(known === undefined ? {} : { Id: known }) }]);
        if (id !== undefined) settingIds.set(owner, id);
    };
    for (const row of rows.settings) putSetting(row);
    const keeping = keepChanges(code, data, database);
    return {
        putSetting,
        invoke: (userId, className, method, parameters) => {
            const user = data.findUser(userId);
            if (!user) throw new LightningError({ message: 'The org has no such user.' });
            return invoke(keeping, user, className, method, parameters);
        }
    };
};

/** The people and profiles of the export take the place of those that every new org has. */
const replacePeople = (data: Data, rows: OrgRows): void => {
    const { store } = data.org;
    for (const object of ['user', 'profile']) for (const id of [...store.rows(object).keys()]) store.purge(object, id);
    data.importRows('Profile', rows.profiles);
    data.importRows('User', rows.users);
    const sets = new Map([...store.rows('permissionset')].map(([id, row]) => [row.get('name'), id]));
    const assignments = rows.permissionSets.flatMap(({ userId, permissionSet }) => {
        const id = sets.get(permissionSet);
        return id === undefined ? [] : [{ AssigneeId: userId, PermissionSetId: id }];
    });
    data.importRows('PermissionSetAssignment', assignments);
    store.forgetUndo();
};

/** The same org, which writes its database down after a transaction that changed something. */
const keepChanges = (code: ApexCode, data: Data, database: string): ApexCode => ({
    ...code,
    transaction: (user, work, limits = new Limits()) => {
        const result = code.transaction(user, work, limits);
        if (limits.used('dmlStatements') > 0) {
            writeFileSync(`${database}.new`, JSON.stringify(data.save()), { mode: 0o600 });
            renameSync(`${database}.new`, database);
        }
        return result;
    }
});
