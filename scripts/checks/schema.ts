import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import standard from '../../local-org/apex/src/data/schema/standard-schema.json' with { type: 'json' };
import { type PackageIndex } from './package-index.ts';
import { parseXml, textOf } from './xml.ts';

/** An object's fields, keys in lower case. A relationship's value is its object, a child relationship's `[]Object`. */
export interface SObject {
    name: string;
    fields: Map<string, string>;
}

/** The objects that queries may name, keys in lower case. */
export type Schema = Map<string, SObject>;

const record =
    'Id Name CreatedDate LastModifiedDate SystemModstamp IsDeleted CreatedById CreatedBy>User LastModifiedById ' +
    'LastModifiedBy>User OwnerId Owner>Name RecordTypeId RecordType>RecordType LastViewedDate LastReferencedDate';
const setting =
    'Id Name CreatedDate LastModifiedDate SystemModstamp IsDeleted CreatedById CreatedBy>User LastModifiedById ' +
    'LastModifiedBy>User SetupOwnerId SetupOwner>Name';
const event = 'ReplayId CreatedDate CreatedById CreatedBy>User EventUuid';
const metadataType = 'Id DeveloperName MasterLabel Label Language NamespacePrefix QualifiedApiName SystemModstamp';

/** `Id:r Owner>Name Replies<Note__c` as a map, as the interpreter's table writes fields: plain ones name nothing. */
const fieldsOf = (text: string) =>
    new Map(
        text.split(' ').map((entry) => {
            const [, name = '', mark, target = ''] = /^(\w+)(?:([:<>])(\w+))?$/.exec(entry) ?? [];
            return [name.toLowerCase(), mark === '>' ? target : mark === '<' ? `[]${target}` : ''] as const;
        })
    );

const systemFields = (name: string, isSetting: boolean) => {
    if (name.endsWith('__mdt')) return metadataType;
    if (name.endsWith('__e')) return event;
    return isSetting ? setting : record;
};

const addField = (root: string, file: string, objectNamed: (name: string) => SObject) => {
    const { document } = parseXml(readFileSync(join(root, file), 'utf8'));
    const owner = basename(dirname(dirname(file)));
    const name = basename(file, '.field-meta.xml');
    const type = textOf(document, 'type') ?? '';
    const target = textOf(document, 'referenceTo') ?? (type === 'Hierarchy' ? owner : undefined);
    const { fields } = objectNamed(owner);
    fields.set(name.toLowerCase(), '');
    if (!target || !/^(Lookup|MasterDetail|MetadataRelationship|Hierarchy)$/.test(type)) return;
    fields.set(name.replace(/__c$/, '__r').toLowerCase(), target);
    const children = textOf(document, 'relationshipName');
    if (children)
        objectNamed(target).fields.set(`${children}${name.endsWith('__c') ? '__r' : ''}`.toLowerCase(), `[]${owner}`);
};

/** The platform's common objects with everything that the package's own metadata adds. */
export const readSchema = (root: string, { files }: PackageIndex): Schema => {
    const schema: Schema = new Map();
    const objectNamed = (name: string): SObject => {
        const known = schema.get(name.toLowerCase());
        if (known) return known;
        const fresh = { name, fields: new Map<string, string>() };
        schema.set(name.toLowerCase(), fresh);
        return fresh;
    };
    for (const [name, text] of Object.entries(standard)) objectNamed(name).fields = fieldsOf(text);
    for (const file of files.filter((each) => each.endsWith('.object-meta.xml'))) {
        const name = basename(file, '.object-meta.xml');
        const isSetting = readFileSync(join(root, file), 'utf8').includes('<customSettingsType>');
        if (/__(c|e|mdt)$/.test(name)) objectNamed(name).fields = fieldsOf(systemFields(name, isSetting));
    }
    for (const file of files.filter((each) => each.endsWith('.field-meta.xml'))) addField(root, file, objectNamed);
    return schema;
};
