import { asText } from './as-text.ts';
import type { ExpressionContext, QueryContext } from '@apexdevtools/apex-parser';
import { type ApexType, type FieldInfo, type TypeDecl } from '../language/types.ts';
import { ListValue, SObjectValue, type Value } from '../language/values.ts';
import { Unsupported } from '../unsupported.ts';
import type { User, Vm } from '../vm.ts';
import type { AccessLevel } from './access-level.ts';
import { addError } from './dml/errors-of.ts';
import { type Outcome, raiseFirst } from './dml/failures.ts';
import { type OperationOptions, perform } from './dml/operations.ts';
import { resolveToken } from './describe/tokens.ts';
import { Org } from './org.ts';
import { Schema } from './schema/objects.ts';
import { Metadata } from './schema/metadata.ts';
import { addPackageObjects } from './schema/package-schema.ts';
import { addStandardObjects } from './schema/standard.ts';
import { linkTypes, parentRelationships } from './schema/type-decls.ts';
import { type RawRow, importRows, seed } from './seed.ts';
import { addSettingMethods } from './settings.ts';
import { type Snapshot, exportSnapshot, importSnapshot } from './snapshot.ts';
import { addCloneMethods, addTypeMethods } from './record-methods.ts';
import { bindsOf, planText } from './soql/dynamic.ts';
import { Planner, type SelectPlan } from './soql/plan.ts';
import { runPlan } from './soql/queries.ts';
import { Transaction } from './transaction.ts';

export type { AccessLevel } from './access-level.ts';

/** A query as it was compiled: what it answers, and which expressions must be evaluated (in order) to run it. */
export interface QueryPlan {
    /** List<X>, List<AggregateResult>, or Integer for `SELECT COUNT() FROM X`. */
    readonly resultType: ApexType;
    /** X, or AggregateResult: the type of one row (what a for loop's variable gets); Integer for COUNT(). */
    readonly rowType: ApexType;
    /** The expressions after each colon, in the order in which `bindValues` must be given. */
    readonly binds: readonly ExpressionContext[];
}

export type DmlOperation = 'insert' | 'update' | 'upsert' | 'delete' | 'undelete';

export interface DmlOptions {
    /** `insert as user`; 'system' by default. */
    readonly access?: AccessLevel;
    /** For upsert: the field's name, as in `upsert rows Key__c`; Id by default. */
    readonly externalId?: string;
}

/** What the triggers of an object are run with; `newRecords` are the very records that before-triggers may change. */
export interface TriggerCall {
    readonly object: TypeDecl;
    readonly event:
        | 'before insert'
        | 'after insert'
        | 'before update'
        | 'after update'
        | 'before delete'
        | 'after delete'
        | 'after undelete';
    readonly newRecords: readonly SObjectValue[] | null;
    readonly oldRecords: readonly SObjectValue[] | null;
}

/** What a dotted name of the schema means: `Account.SObjectType`, `Account.Name`, `Schema.SObjectType.Account.fields.Name`. */
export interface SchemaToken {
    readonly type: ApexType;
    readonly value: (vm: Vm) => Value;
    /** How many of the names were used up; members follow (`.getDescribe()`). */
    readonly used: number;
}

/** What an org is made of. */
export interface DataOptions {
    /** The folders of the package's metadata (`force-app`); none for an org without a package. */
    readonly folders: readonly string[];
    readonly namespace?: string | null;
    /** Epoch ms: when the rows that every org has were made. */
    readonly now?: number;
    /** Fields of the Organization: `{ Id: '00D…', Name: 'Larkfield Mutual' }`. */
    readonly organization?: RawRow;
}

const chunkSize = 200;

/**
 * The database of one org: its schema, its rows and its rules. Lives as long as the org; every transaction's Vm is
 * given the same one.
 */
export class Data {
    readonly org: Org;
    readonly transaction: Transaction;
    /** The organization's id, 18 characters. */
    readonly organizationId: string;
    /** Runs the triggers of an object; whoever reads the package's triggers sets it. */
    runTriggers: (vm: Vm, call: TriggerCall) => void = () => undefined;
    /** The variables that a dynamic query's binds name; whoever knows the caller's variables sets it. */
    variable: ((vm: Vm, name: string) => Value | undefined) | null = null;
    private readonly testUserId: string;

    /** Reads the package's metadata. Refuses (Unsupported) kinds of fields and objects that it does not know. */
    constructor(options: DataOptions) {
        const schema = new Schema(options.namespace ?? null);
        const metadata = new Metadata(options.folders);
        addStandardObjects(schema);
        addPackageObjects(schema, metadata);
        linkTypes(schema);
        this.org = new Org(schema, metadata);
        addSettingMethods(this.org);
        addCloneMethods(schema);
        addTypeMethods(schema);
        const seeded = seed(this.org, options.now ?? Date.now(), options.organization ?? {});
        this.org.store.forgetUndo();
        this.organizationId = seeded.organizationId;
        this.testUserId = seeded.testUserId;
        this.transaction = new Transaction(this.org.store);
    }

    /** An sObject type by name, with or without the package's namespace. */
    findType(name: string): TypeDecl | undefined {
        return this.org.schema.find(name)?.type.decl;
    }

    /**
     * What names that are neither variables nor classes mean in the schema, longest match:
     * `Account.SObjectType`, `Schema.Account.Name`, `Schema.SObjectType.Account`, `SObjectType.Account.fields.Name`.
     */
    resolveToken(names: readonly string[]): SchemaToken | undefined {
        return resolveToken(this.org.schema, names);
    }

    /**
     * Whether a field is a parent relationship: `contact.Account.Name` answers null, and does not throw, where the
     * parent is null (only when read as one path).
     */
    isParentRelationship(field: FieldInfo): boolean {
        return parentRelationships.has(field);
    }

    /** `record.Name.addError('…')`, for which the compiler must see a field before `addError`. */
    addFieldError(vm: Vm, record: Value, field: string, message: string): void {
        const on = vm.notNull(record);
        if (!(on instanceof SObjectValue)) throw new Unsupported('addError on what is not a record');
        const name = this.org.schema.field(this.org.schema.of(on.type), field)?.name ?? field;
        addError(on, message, [this.org.schema.qualified(name)]);
    }

    /** Compiles a query in brackets. Refuses names that the schema does not have with a plain Error, as a compiler does. */
    planQuery(query: QueryContext): QueryPlan {
        return new Planner(this.org.schema).plan(query);
    }

    /** Runs a compiled query: a ListValue, or the Integer of COUNT(). Sharing follows the class on top of `vm.stack`. */
    runQuery(vm: Vm, plan: QueryPlan, bindValues: readonly Value[], access?: AccessLevel): ListValue | number {
        return runPlan(this.org, vm, plan as SelectPlan, bindValues, access); // planQuery makes no other plans
    }

    /** Runs the text of a query; `valueOf` answers what the names after colons stand for. */
    queryText(
        vm: Vm,
        text: string,
        access: AccessLevel,
        valueOf?: (name: string) => Value | undefined
    ): ListValue | number {
        const plan = planText(vm, this.org.schema, text);
        const found = valueOf ?? ((name: string) => this.variableOf(vm, name));
        return runPlan(this.org, vm, plan, bindsOf(vm, plan, found), access);
    }

    /** Runs the query of a for loop; each chunk is what a loop over a List variable gets (200 rows). */
    *queryChunks(vm: Vm, plan: QueryPlan, bindValues: readonly Value[]): Iterable<ListValue> {
        const rows = this.runQuery(vm, plan, bindValues);
        if (typeof rows === 'number') throw new Unsupported('a loop over COUNT()');
        for (let from = 0; from < rows.items.length; from += chunkSize) {
            yield new ListValue(rows.type, rows.items.slice(from, from + chunkSize));
        }
    }

    /** The only row of a result that is assigned to a single record; raises QueryException otherwise. */
    single(vm: Vm, rows: ListValue): SObjectValue {
        const [only] = rows.items;
        if (rows.items.length > 1) vm.raise('QueryException', 'List has more than 1 row for assignment to SObject');
        if (!(only instanceof SObjectValue)) vm.raise('QueryException', 'List has no rows for assignment to SObject');
        return only;
    }

    /** A DML statement on a record or a list of records: all or nothing, DmlException on the first failure. */
    dml(vm: Vm, operation: DmlOperation, records: Value, options: DmlOptions = {}): void {
        this.dmlOutcomes(vm, operation, records, {
            access: options.access ?? 'system',
            allOrNone: true,
            externalId: options.externalId
        });
    }

    /** A Database method: what became of each row; raises DmlException only with allOrNone. */
    dmlOutcomes(vm: Vm, operation: DmlOperation, records: Value, options: OperationOptions): Outcome[] {
        const world = { org: this.org, transaction: this.transaction, runTriggers: this.runTriggers };
        const outcomes = perform(world, vm, operation, records, options);
        if (options.allOrNone && outcomes.some(({ failures }) => failures.length > 0))
            raiseFirst(vm, operation, outcomes);
        return outcomes;
    }

    /** `merge a b`: Unsupported. */
    merge(_vm: Vm): never {
        throw new Unsupported('merge');
    }

    /** Whether a callout must be refused now: DML, or a savepoint, in this transaction. */
    hasUncommittedWork(): boolean {
        return this.transaction.hasWork;
    }

    /** From here on there is no uncommitted work: Test.startTest, and the beginning of an asynchronous job in a test. */
    forgetWork(): void {
        this.transaction.hasWork = false;
    }

    /** Begins a transaction; may be nested (a test method within its class's test setup). */
    begin(): void {
        this.transaction.begin();
    }

    /** Ends the innermost transaction and keeps its changes. */
    commit(): void {
        this.transaction.commit();
    }

    /** Ends the innermost transaction and takes its changes back. */
    rollback(): void {
        this.transaction.rollback();
    }

    /** `System.runAs(user) { … }`: runs the body as that user, with a mixed-DML context of its own. */
    asUser(vm: Vm, user: Value, body: () => void): void {
        const given = vm.notNull(user);
        if (!(given instanceof SObjectValue)) throw new Unsupported('System.runAs with a version');
        const id = given.fields.get('id') ?? null;
        if (id === null) this.dml(vm, 'insert', given);
        const found = this.findUser(asText(given.fields.get('id')));
        if (!found) vm.raise('QueryException', `User does not exist: ${asText(given.fields.get('id'))}`);
        const before = vm.user;
        vm.user = found;
        try {
            this.transaction.apart(body);
        } finally {
            vm.user = before;
        }
    }

    /** A user of the org as `vm.user` wants it; undefined where there is none. */
    findUser(idOrUsername: string): User | undefined {
        const users = this.org.store.rows('user');
        const row =
            users.get(idOrUsername) ??
            [...users.values()].find(
                (each) => asText(each.get('username')).toLowerCase() === idOrUsername.toLowerCase()
            );
        if (!row) return undefined;
        const text = (key: string, absent = ''): string => asText(row.get(key) ?? absent);
        return {
            id: text('id'),
            name: text('name'),
            username: text('username'),
            profileId: text('profileid'),
            timeZone: text('timezonesidkey', 'GMT'),
            locale: text('localesidkey', 'en_US')
        };
    }

    /** The user who runs tests: an administrator. */
    get testUser(): User {
        const found = this.findUser(this.testUserId);
        if (!found) throw new Error('The user who runs tests is gone');
        return found;
    }

    /** Puts rows of an export into the org as they are, ids given: no triggers, no checks. Answers their ids. */
    importRows(object: string, rows: readonly RawRow[], now = Date.now()): string[] {
        return importRows(this.org, object, rows, now);
    }

    /** Everything in the org as JSON; `load` puts it back. */
    save(): Snapshot {
        return exportSnapshot(this.org.store);
    }

    load(snapshot: Snapshot): void {
        importSnapshot(this.org.store, snapshot);
    }

    private variableOf(vm: Vm, name: string): Value | undefined {
        if (!this.variable) throw new Unsupported(`the bind :${name} of a dynamic query (use Database.queryWithBinds)`);
        return this.variable(vm, name);
    }
}
