import type { ExpressionContext, QueryContext } from '@apexdevtools/apex-parser';
import type { ApexType, FieldInfo, TypeDecl } from '../language/types.ts';
import type { ListValue, SObjectValue, Value } from '../language/values.ts';
import { Unsupported } from '../unsupported.ts';
import type { User, Vm } from '../vm.ts';
import type { AccessLevel } from './access-level.ts';

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
    readonly event: 'before insert' | 'after insert' | 'before update' | 'after update' | 'before delete' | 'after delete' | 'after undelete';
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

/**
 * The database of one org: its schema, its rows and its rules. Lives as long as the org; every transaction's Vm is
 * given the same one.
 */
export class Data {
    /** Runs the triggers of an object; whoever reads the package's triggers sets it. */
    runTriggers: (vm: Vm, call: TriggerCall) => void = () => undefined;

    /** An sObject type by name, with or without the package's namespace; also AggregateResult's and the like are the library's. */
    findType(_name: string): TypeDecl | undefined {
        throw notYet();
    }

    /**
     * What names that are neither variables nor classes mean in the schema, longest match:
     * `Account.SObjectType`, `Schema.Account.Name`, `Schema.SObjectType.Account`, `SObjectType.Account.fields.Name`.
     */
    resolveToken(_names: readonly string[]): SchemaToken | undefined {
        throw notYet();
    }

    /**
     * Whether a field is a parent relationship: `contact.Account.Name` answers null, and does not throw, where the
     * parent is null (only when read as one path).
     */
    isParentRelationship(_field: FieldInfo): boolean {
        throw notYet();
    }

    /** `record.Name.addError('…')`, for which the compiler must see a field before `addError`. */
    addFieldError(_vm: Vm, _record: Value, _field: string, _message: string): void {
        throw notYet();
    }

    /** Compiles a query in brackets. Refuses names that the schema does not have with a plain Error, as a compiler does. */
    planQuery(_query: QueryContext): QueryPlan {
        throw notYet();
    }

    /** Runs a compiled query: a ListValue, or the Integer of COUNT(). Sharing follows the class on top of `vm.stack`. */
    runQuery(_vm: Vm, _plan: QueryPlan, _bindValues: readonly Value[], _access?: AccessLevel): ListValue | number {
        throw notYet();
    }

    /** Runs the query of a for loop; each chunk is what a loop over a List variable gets (200 rows). */
    queryChunks(_vm: Vm, _plan: QueryPlan, _bindValues: readonly Value[]): Iterable<ListValue> {
        throw notYet();
    }

    /** The only row of a result that is assigned to a single record; raises QueryException otherwise. */
    single(_vm: Vm, _rows: ListValue): SObjectValue {
        throw notYet();
    }

    /** A DML statement on a record or a list of records: all or nothing, DmlException on the first failure. */
    dml(_vm: Vm, _operation: DmlOperation, _records: Value, _options?: DmlOptions): void {
        throw notYet();
    }

    /** `merge a b`: Unsupported. */
    merge(_vm: Vm): never {
        throw new Unsupported('merge');
    }

    /** Whether a callout must be refused now: DML, or a savepoint, in this transaction. */
    hasUncommittedWork(): boolean {
        throw notYet();
    }

    /** From here on there is no uncommitted work: Test.startTest, and the beginning of an asynchronous job in a test. */
    forgetWork(): void {
        throw notYet();
    }

    /** Begins a transaction; may be nested (a test method within its class's test setup). */
    begin(): void {
        throw notYet();
    }

    /** Ends the innermost transaction and keeps its changes. */
    commit(): void {
        throw notYet();
    }

    /** Ends the innermost transaction and takes its changes back. */
    rollback(): void {
        throw notYet();
    }

    /** `System.runAs(user) { … }`: runs the body as that user, with a mixed-DML context of its own. */
    asUser(_vm: Vm, _user: Value, _body: () => void): void {
        throw notYet();
    }

    /** A user of the org as `vm.user` wants it; undefined where there is none. */
    findUser(_idOrUsername: string): User | undefined {
        throw notYet();
    }

    /** The user who runs tests: an administrator. */
    get testUser(): User {
        throw notYet();
    }
}

const notYet = (): Unsupported => new Unsupported('the data layer, which is not built yet');
