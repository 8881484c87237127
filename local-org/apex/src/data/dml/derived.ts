import { asText } from '../as-text.ts';
import * as decimal from '../../language/decimal.ts';
import { ApexBlob, ApexDatetime, type Value } from '../../language/values.ts';
import type { Org } from '../org.ts';
import type { SObjectInfo } from '../schema/objects.ts';

type Values = Map<string, Value>;

const stages: Record<string, [probability: number, category: string]> = {
    prospecting: [10, 'Pipeline'],
    qualification: [10, 'Pipeline'],
    'needs analysis': [20, 'Pipeline'],
    'value proposition': [50, 'Pipeline'],
    'id. decision makers': [60, 'Pipeline'],
    'perception analysis': [70, 'Pipeline'],
    'proposal/price quote': [75, 'Pipeline'],
    'negotiation/review': [90, 'Pipeline'],
    'closed won': [100, 'Closed'],
    'closed lost': [0, 'Omitted']
};

/** Fills in what the platform computes when a record of this object is saved. `given` are the fields that were set. */
export function derive(org: Org, object: SObjectInfo, row: Values, given: ReadonlySet<string>): void {
    const has = (name: string): boolean => row.get(name) !== undefined && row.get(name) !== null;
    if (['Contact', 'Lead', 'User', 'Individual'].includes(object.name)) {
        row.set(
            'name',
            [row.get('firstname'), row.get('lastname')].filter((part) => typeof part === 'string').join(' ')
        );
    }
    if (object.name === 'Opportunity') deriveStage(row, given);
    if (object.name === 'Case') row.set('isclosed', asText(row.get('status')).toLowerCase() === 'closed');
    if (object.name === 'Task') row.set('isclosed', asText(row.get('status')).toLowerCase() === 'completed');
    if (object.name === 'Lead' && !has('isconverted')) row.set('isconverted', false);
    if (object.name === 'PermissionSetAssignment') row.set('isactive', true);
    if (object.name === 'PermissionSet' && !has('isownedbyprofile')) row.set('isownedbyprofile', false);
    if (object.name === 'SetupEntityAccess')
        row.set('setupentitytype', org.schema.ofId(asText(row.get('setupentityid')))?.name ?? null);
    if (object.name === 'User' && !has('communitynickname')) row.set('communitynickname', row.get('alias') ?? null);
    if (object.name === 'User' && !has('usertype')) row.set('usertype', 'Standard');
}

function deriveStage(row: Values, given: ReadonlySet<string>): void {
    const stage = asText(row.get('stagename')).toLowerCase();
    const [probability, category] = stages[stage] ?? [null, null];
    row.set('isclosed', stage.startsWith('closed'));
    row.set('iswon', stage === 'closed won');
    if (probability !== null && (given.has('stagename') || !row.has('probability')) && !given.has('probability')) {
        row.set('probability', decimal.fromInteger(probability));
    }
    if (category !== null) row.set('forecastcategory', category);
    if (category !== null) row.set('forecastcategoryname', category);
}

/** What the database numbers by itself. */
export function autoNumbers(org: Org, object: SObjectInfo, row: Values): void {
    for (const [key, field] of object.fields) {
        if (!field.isAutoNumber) continue;
        const number = org.store.nextNumber(`auto ${object.name}.${field.name}`);
        const format = field.displayFormat ?? '{0}';
        row.set(
            key,
            format.replace(/\{(0+)\}/, (_all, zeros: string) => String(number).padStart(zeros.length, '0'))
        );
    }
    const standard: Record<string, string> = { Case: 'casenumber', Contract: 'contractnumber', Order: 'ordernumber' };
    const key = standard[object.name];
    if (key) row.set(key, String(org.store.nextNumber(`auto ${object.name}`)).padStart(8, '0'));
}

/** A first ContentVersion makes its ContentDocument. */
export function makeDocument(org: Org, row: Values, now: number): void {
    const body = row.get('versiondata');
    const path = asText(row.get('pathonclient') ?? '');
    const extension = /\.(\w+)$/.exec(path)?.[1] ?? '';
    if (!row.get('title')) row.set('title', path.replace(/^.*[\\/]/, '').replace(/\.\w+$/, ''));
    row.set('islatest', true);
    row.set('versionnumber', '1');
    row.set('fileextension', extension);
    if (body instanceof ApexBlob) row.set('contentsize', body.bytes.length);
    if (row.get('contentdocumentid')) return;
    const id = org.store.nextId('069');
    row.set('contentdocumentid', id);
    const moment = new ApexDatetime(Math.floor(now / 1000) * 1000);
    org.store.put(
        'contentdocument',
        id,
        new Map<string, Value>([
            ['id', id],
            ['title', row.get('title') ?? null],
            ['latestpublishedversionid', row.get('id') ?? null],
            ['fileextension', extension],
            ['ownerid', row.get('ownerid') ?? null],
            ['isdeleted', false],
            ['createddate', moment],
            ['lastmodifieddate', moment],
            ['systemmodstamp', moment]
        ])
    );
}
