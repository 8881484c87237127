/** A mistake to plant in the clean package, and how the check should speak of it. */
export interface Mistake {
    file: string;
    /** The text to replace; without it `put` is a whole new file. */
    find?: string;
    /** The mistake; without it the file is removed. */
    put?: string;
    /** Where the check should see it, if not in `file`. */
    seenIn?: string;
    /** Text on the line that the check should name, where that is not the first one of `put`. */
    at?: string;
    /** What the check should say; without it the edit only prepares another mistake. */
    says?: RegExp;
}

const notes = 'force-app/main/notes';
const controller = `${notes}/classes/NoteController.cls`;
const controllerTest = 'force-app/test/notes/classes/NoteControllerTest.cls';
const list = `${notes}/lwc/noteList/noteList`;
const row = `${notes}/lwc/noteRow/noteRow`;
const permissions = `${notes}/permissionsets/Note_Keeper.permissionset-meta.xml`;
const useCase = 'backend/src/notes/list-notes.ts';
const routes = 'backend/src/notes/routes.ts';
const extra = (name: string) => `backend/src/notes/${name}.ts`;

const method = (text: string) => ({
    file: controller,
    find: '    /** Empties a note,',
    put: `${text}\n\n    /** Empties a note,`
});

const format: Mistake[] = [
    { file: controller, find: '            FROM Note__c', put: '              FROM Note__c', says: /not formatted/ },
    { file: `${list}.html`, find: '    <h1', put: '  <h1', says: /not formatted/ },
    { file: useCase, find: "'sha256'", put: '"sha256"', says: /not formatted/ },
    { file: 'README.md', put: '# Notes\n\n*   one\n', at: '*   one', says: /not formatted/ },
    {
        file: controllerTest,
        find: '@IsTest\nprivate',
        put: '@@IsTest\nprivate',
        at: '/** What',
        says: /cannot be parsed/
    }
];

const source = (name: string, put: string, at: string, says: RegExp): Mistake => ({ file: extra(name), put, at, says });

const lint: Mistake[] = [
    source('loose', 'export const later = () => {\n    Promise.resolve(1);\n};\n', 'Promise', /no-floating-promises/),
    source('any', 'export const size = (value: any) => String(value);\n', 'any', /no-explicit-any/),
    source('ignore', '// @ts-ignore\nexport const n = 1;\n', '@ts-ignore', /ban-ts-comment/),
    source('expect', '// @ts-expect-error: later\nexport const n = 1;\n', '@ts-expect', /ban-ts-comment/),
    source('silent', '/* eslint-disable */\nexport const n = 1;\n', 'eslint-disable', /explained-disable/),
    source(
        'unneeded',
        '// eslint-disable-next-line eqeqeq -- no need\nexport const n = 1;\n',
        'eqeqeq',
        /[Uu]nused eslint-disable/
    ),
    source('fetching', "export const load = () => fetch('https://example.com');\n", 'fetch', /only platform\/http/i),
    source(
        'asking',
        "import { request } from 'node:http';\nexport const ask = request;\n",
        'node:http',
        /only platform\/http/
    ),
    source(
        'sealing',
        "import { createCipheriv } from 'node:crypto';\nexport const c = createCipheriv;\n",
        'node:crypto',
        /only vault\//
    ),
    source(
        'all-crypto',
        "import crypto from 'node:crypto';\nexport const c = crypto;\n",
        'node:crypto',
        /only vault\//
    ),
    source('subtle', 'export const subtle = () => crypto.subtle;\n', 'subtle', /Only vault\//),
    source('environment', "export const home = process.env['HOME'];\n", 'process.env', /Only config\.ts/),
    source('talking', "export const talk = () => console.log('hello');\n", 'console', /no-console/),
    source(
        'printing',
        "export const print = () => process.stdout.write('hello');\n",
        'stdout',
        /write to the terminal/
    ),
    source('querying', "import { sql } from 'kysely';\nexport const q = sql`SELECT 1`;\n", 'kysely', /speak SQL/),
    source('lazy', "export const lazy = () => import('pg');\n", 'pg', /speak SQL/),
    source(
        'selecting',
        "import type { Db } from '../platform/db.ts';\nexport const all = (db: Db) => db.selectFrom('note').execute();\n",
        'selectFrom',
        /speak SQL/
    ),
    source('upwards', "export { noteRoutes } from './routes.ts';\n", 'noteRoutes', /nothing calls upwards/),
    source(
        'neighbour',
        "export { appName } from '../../../local-org/src/shell.ts';\n",
        'appName',
        /does not know the local org/
    ),
    {
        file: routes,
        find: 'import type { listNotes }',
        put: "import './store.ts';\nimport type { listNotes }",
        at: "'./store.ts'",
        says: /calls a use case/
    },
    {
        file: 'local-org/src/peek.ts',
        put: "export { databaseUrl } from '../../backend/src/config.ts';\n",
        says: /HTTP contract/
    },
    {
        file: 'backend/src/platform/upwards.ts',
        put: "export { listNotes } from '../notes/list-notes.ts';\n",
        says: /knows no slice/
    },
    {
        file: `${row}.js`,
        find: '    @api note;',
        put: "    @api note = document.querySelector('p');",
        says: /no-document-query/
    },
    {
        file: `${list}.js`,
        find: 'async handleClear(event) {',
        put: 'async handleClear(event) {\n        setTimeout(() => this.title, 1);',
        at: 'setTimeout',
        says: /no-async-operation/
    },
    {
        file: `${notes}/lwc/noteList/__tests__/noteList.test.js`,
        find: "it('starts",
        put: "it.only('starts",
        says: /no-focused-tests/
    },
    {
        file: `${row}.html`,
        find: 'class="row"',
        put: 'class="slds-text-heading--medium"',
        says: /slds\/enforce-bem-usage/
    }
];

const types: Mistake[] = [
    { file: useCase, find: 'newestNotes(db, 50)', put: "newestNotes(db, '50')", says: /TS2345/ },
    { file: routes, find: 'list()', put: 'list().length', says: /TS2339/ },
    { file: 'local-org/src/shell.ts', find: "=> 'Notes'", put: '=> missing', says: /TS2304/ }
];

const metadata: Mistake[] = [
    { file: `${row}.js-meta.xml`, find: '<isExposed>false', put: '<isExposd>false', at: '<isExposd>', says: /not XML/ },
    {
        file: `${notes}/objects/Note__c/Note__c.object-meta.xml`,
        find: '<sharingModel>Private',
        put: '<sharingModel>Secret',
        says: /'Secret' is not one of/
    },
    {
        file: `${notes}/objects/Note__c/fields/Body__c.field-meta.xml`,
        find: '<length>255',
        put: '<length>long',
        says: /'long' is not a number/
    },
    {
        file: `${notes}/objects/Note__c/fields/Contact__c.field-meta.xml`,
        find: '<fullName>Contact__c',
        put: '<fullName>Contct__c',
        at: '<CustomField',
        says: /fullName/
    },
    {
        file: `${controller}-meta.xml`,
        find: '<status>Active</status>',
        put: '<state>Active</state>',
        says: /unknown element <state>/
    },
    { file: `${controllerTest}-meta.xml`, find: '65.0', put: '66.0', at: '<ApexClass', says: /newer than 65/ },
    {
        file: `${list}.js-meta.xml`,
        find: '<target>lightning__Tab</target>',
        put: '<target>lightning__HomePage</target>',
        seenIn: `${notes}/tabs/Notes.tab-meta.xml`,
        at: '<?xml',
        says: /not exposed to lightning__Tab/
    },
    { file: `${notes}/classes/Bare.cls`, put: 'public class Bare {\n}\n', says: /Bare\.cls-meta\.xml is missing/ },
    {
        file: `${notes}/tabs/Notes.tab-meta.xml`,
        find: '<label>Notes</label>',
        put: '<label>Notes</label>\n    <label>Again</label>',
        at: '<label>Again',
        says: /only once/
    },
    {
        file: permissions,
        find: '<apexClass>NoteController',
        put: '<apexClass>NotController',
        says: /no class 'NotController'/
    },
    { file: permissions, find: '<name>Clear_Notes', put: '<name>Clear_Nots', says: /no customPermission/ },
    { file: permissions, find: '<tab>Notes', put: '<tab>Nots', says: /no tab/ },
    { file: permissions, find: '<object>Note__c', put: '<object>Nte__c', says: /no object/ },
    { file: permissions, find: '<field>Note__c.Body__c', put: '<field>Note__c.Bdy__c', says: /no field/ },
    { file: permissions, find: '<application>Notes', put: '<application>Nots', says: /no application/ },
    { file: `${notes}/applications/Notes.app-meta.xml`, find: '<tabs>Notes', put: '<tabs>Nots', says: /no tab/ },
    {
        file: `${notes}/tabs/Lost.tab-meta.xml`,
        put: '<CustomTab xmlns="http://soap.sforce.com/2006/04/metadata">\n<label>L</label>\n<lwcComponent>lost</lwcComponent>\n</CustomTab>\n',
        at: '<lwcComponent>',
        says: /no bundle 'lost'/
    },
    { file: controller, find: 'Label.Not_Allowed', put: 'Label.Not_There', says: /no label 'Not_There'/ },
    {
        file: controller,
        find: "checkPermission('Clear_Notes')",
        put: "checkPermission('Clear_Note')",
        says: /no customPermission 'Clear_Note'/
    },
    {
        file: `${notes}/labels/CustomLabels.labels-meta.xml`,
        find: '<fullName>Notes_Title',
        put: '<fullName>Notes_Titel',
        says: /label 'Notes_Titel' is used nowhere/
    }
];

const lwc: Mistake[] = [
    {
        file: `${notes}/lwc/noteHead/noteHead.js`,
        put: "import { LightningElement } from 'lwc';\n\nexport default class NoteHead extends LightningElement {}\n"
    },
    {
        file: `${notes}/lwc/noteHead/noteHead.html`,
        put: '<template>\n    <p>Notes</div>\n</template>\n',
        at: '<p>',
        says: /LWC\d+/
    },
    {
        file: `${notes}/lwc/noteFoot/noteFoot.js`,
        put: "import { LightningElement } from 'lwc';\n\nexport defalt class NoteFoot extends LightningElement {}\n",
        at: 'defalt',
        says: /defalt|[Uu]nexpected/
    },
    {
        file: `${list}.js`,
        find: "NoteController.clear'",
        put: "NoteController.clean'",
        says: /no static @AuraEnabled method NoteController\.clean/
    },
    { file: `${list}.js`, find: 'c.Notes_Title', put: 'c.Notes_Titel', says: /no custom label 'Notes_Titel'/ },
    { file: `${list}.js`, find: 'Note__c.Body__c', put: 'Note__c.Bdy__c', says: /no field 'Bdy__c'/ },
    {
        file: controller,
        find: '(cacheable=true)',
        put: '',
        seenIn: `${list}.js`,
        at: '@wire',
        says: /needs @AuraEnabled\(cacheable=true\) on NoteController\.notes/
    },
    {
        file: `${list}.html`,
        find: '<h1',
        put: '<lightning-buton></lightning-buton>\n    <h1',
        at: '<lightning-buton',
        says: /no base component 'lightning\/buton'/
    },
    {
        file: `${list}.html`,
        find: '<h1',
        put: '<c-note-foo></c-note-foo>\n    <h1',
        says: /no component 'c\/noteFoo'/
    },
    { file: `${list}.html`, find: '{title}', put: '{titel}', says: /noteList\.js has no 'titel'/ },
    {
        file: `${list}.html`,
        find: 'onclear={handleClear}',
        put: 'onclear={handleClaer}',
        says: /noteList\.js has no 'handleClaer'/
    },
    { file: `${list}.html`, find: ' note={note}', put: ' nte={note}', says: /<c-note-row> takes no 'nte'/ }
];

const apexTypes: Mistake[] = [
    { file: controller, find: 'Body__c = null', put: 'Bdy__c = null', says: /Bdy__c/ },
    { file: controller, find: 'checkPermission(', put: 'checkPermision(', says: /checkPermision/ },
    { file: controller, find: 'new AuraHandledException', put: 'new AuraHandldException', says: /AuraHandldException/ },
    { file: controllerTest, find: '.size()', put: '.sizes()', says: /sizes/ }
];

const apexRules: Mistake[] = [
    { file: controller, find: 'Contact__r.Account.Name', put: 'Contact__r.Acount.Name', says: /'Acount' on Contact/ },
    { file: controller, find: 'Body__c, Contact', put: 'Bdy__c, Contact', at: 'Bdy__c', says: /'Bdy__c' on Note__c/ },
    { file: controller, find: 'FROM Replies__r', put: 'FROM Reply__r', says: /no child relationship 'Reply__r'/ },
    { file: controller, find: 'ORDER BY CreatedDate', put: 'ORDER BY CreateDate', says: /'CreateDate'/ },
    {
        ...method(
            "    private static List<SObject> some() {\n        return Database.query('SELECT Nme FROM User');\n    }"
        ),
        at: 'Nme',
        says: /'Nme' on User/
    },
    {
        ...method('    private static List<SObject> none() {\n        return [SELECT Id FROM Nothing__c];\n    }'),
        at: 'Nothing__c',
        says: /no object 'Nothing__c'/
    },
    { ...method('    @AuraEnabled\n    public void loose() {\n    }'), at: 'loose', says: /static/ },
    { ...method('    @AuraEnabled\n    static void closed() {\n    }'), at: 'closed', says: /public or global/ },
    { ...method('    @AuraEnabled\n    public static void clear() {\n    }'), at: 'clear()', says: /overloaded/ },
    { ...method('    @future\n    public static void later(Note__c note) {\n    }'), at: 'later', says: /primitives/ },
    {
        ...method('    @InvocableMethod\n    public static void invoked(String note) {\n    }'),
        at: 'invoked',
        says: /one List/
    },
    {
        file: controllerTest,
        find: 'anEmptyOrgHasNoNotes()',
        put: 'anEmptyOrgHasNoNotes(Integer n)',
        says: /without parameters/
    }
];

const house: Mistake[] = [
    source('bare', 'export const bare = () => 1;\n', 'bare', /'bare' is exported without a doc comment/),
    source('bare-class', 'export class Bare {}\n', 'Bare', /'Bare' is exported without/),
    source('unfinished', `// TODO: the rest\n`, 'the rest', /unfinished/),
    { file: 'docs/guide.md', put: `# Guide\n\nOpen /home/jo/notes.\n`, at: 'Open', says: /a path of one machine/ },
    {
        file: 'package-lock.json',
        find: '{}',
        put: `{ "a": { "resolved": "https://npm.example.com/a.tgz" } }`,
        says: /address of a package/
    },
    { file: '.npmrc', put: `registry=https://npm.example.com/\n`, says: /registry host/ }
];

const unsafeClass = `/** Finds notes, unsafely. */
public without sharing class NoteFinder {
    /** Every note whose name holds the text. */
    @AuraEnabled(cacheable=true)
    public static List<Note__c> find(String text) {
        return Database.query('SELECT Id FROM Note__c WHERE Name LIKE \\'%' + text + '%\\'');
    }

    /** Stores a note. */
    @AuraEnabled
    public static void store(String body) {
        insert new Note__c(Body__c = body);
    }
}
`;

const scan: Mistake[] = [
    { file: `${notes}/classes/NoteFinder.cls`, put: unsafeClass, at: 'Database.query', says: /pmd\/ApexSOQLInjection/ },
    { file: `${notes}/classes/NoteFinder.cls`, put: unsafeClass, at: 'insert new', says: /sfge\/ApexFlsViolation/ },
    {
        file: `${notes}/classes/NoteFinder.cls-meta.xml`,
        put: '<?xml version="1.0" encoding="UTF-8" ?>\n<ApexClass xmlns="http://soap.sforce.com/2006/04/metadata">\n    <apiVersion>65.0</apiVersion>\n    <status>Active</status>\n</ApexClass>\n'
    }
];

/** The mistakes that each check must find, by the check's file. */
export const mistakes = {
    format,
    lint,
    types,
    metadata,
    lwc,
    'apex-types': apexTypes,
    'apex-rules': apexRules,
    house,
    scan
} satisfies Record<string, Mistake[]>;
