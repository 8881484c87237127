import { listOf } from '../../language/types.ts';
import { ListValue, SObjectValue, type Value } from '../../language/values.ts';
import { Unsupported } from '../../unsupported.ts';
import { aggregateResultType } from '../schema/aggregate-result.ts';
import { absentValue } from '../schema/type-decls.ts';
import type { SObjectInfo } from '../schema/objects.ts';
import type { Row } from '../store.ts';
import { comparable, compareValues, keyOf } from './comparing.ts';
import type { GroupItem, Grouping } from './grouping.ts';
import { type Path, nameValue, rowById } from './paths.ts';
import type { Order, SelectPlan, Selection } from './plan.ts';
import type { QueryRun } from './query-run.ts';
import type { Shape } from './shape.ts';
import type { Operand } from './values.ts';

/** The rows of a plan that the user sees, as many as LIMIT and OFFSET leave. */
function rowsOf(run: QueryRun, selection: Selection, candidates: Iterable<Row>): Row[] {
    const object = selection.object.name.toLowerCase();
    const test = selection.where?.(run);
    const found: Row[] = [];
    for (const row of candidates) if ((!test || test(row)) && run.isVisible(object, row)) found.push(row);
    return cut(run, sorted(run, found, selection.order), selection.limit, selection.offset);
}

function sorted<Item>(run: QueryRun, items: Item[], order: readonly Order<Item>[]): Item[] {
    if (order.length === 0) return items;
    const keyed = items.map((item) => ({ item, keys: order.map((by) => sortKey(by, by.read(run, item))) }));
    keyed.sort((a, b) => {
        for (const [i, by] of order.entries()) {
            const [x = null, y = null] = [a.keys[i], b.keys[i]];
            if (x === null || y === null) {
                if (x !== y) return (x === null) === by.nullsFirst ? -1 : 1;
                continue;
            }
            const compared = compareValues(x, y);
            if (compared !== 0) return by.isDescending ? -compared : compared;
        }
        return 0;
    });
    return keyed.map(({ item }) => item);
}

/** Standard picklists, of whose values the schema knows neither names nor order. */
const orderUnknown = new Set(
    'AccountSource Industry LeadSource Origin Ownership Priority Rating Reason Salutation StageName Status Type'.split(
        ' '
    )
);

/** Picklists are sorted in the order of their values. */
function sortKey<Item>({ field }: Order<Item>, value: Value): ReturnType<typeof comparable> {
    if (field.type !== 'picklist' || typeof value !== 'string') return comparable(value, field);
    if (!field.picklist) {
        if (orderUnknown.has(field.name))
            throw new Unsupported(`ORDER BY the picklist ${field.name}, whose order is not known`);
        return comparable(value, field);
    }
    const index = field.picklist.values.findIndex((each) => each.name.toLowerCase() === value.toLowerCase());
    return index < 0 ? field.picklist.values.length : index;
}

function cut<Item>(run: QueryRun, items: Item[], limit: Operand | null, offset: Operand | null): Item[] {
    const from = offset ? amountOf(run, offset, 'OFFSET') : 0;
    const most = limit ? amountOf(run, limit, 'LIMIT') : Infinity;
    return from === 0 && most >= items.length ? items : items.slice(from, from + most);
}

function amountOf(run: QueryRun, operand: Operand, what: string): number {
    const value = operand.of(run);
    if (value === null) run.vm.raise('QueryException', `Expected a number for ${what}, found null`);
    const amount = Number(value);
    if (amount < 0) run.vm.raise('QueryException', `Invalid ${what} value: ${amount}`);
    return amount;
}

/** All rows of an object; with deleted ones for ALL ROWS. */
export function* candidatesOf(run: QueryRun, object: SObjectInfo, withDeleted: boolean): Generator<Row> {
    const name = object.name.toLowerCase();
    yield* run.store.rows(name).values();
    if (withDeleted) yield* run.store.deletedRows(name).values();
}

/** How many rows a plan finds: `SELECT COUNT() FROM X`. */
export const countRows = (run: QueryRun, plan: SelectPlan): number =>
    rowsOf(run, plan, candidatesOf(run, plan.object, plan.withDeleted)).length;

/** The values that a semi-join's sub-query selects; nulls are no match for anything. */
export const semiJoinValues = (run: QueryRun, selection: Selection, column: Path): Value[] =>
    rowsOf(run, selection, candidatesOf(run, selection.object, false))
        .map((row) => column.read(run, row))
        .filter((value) => value !== null);

/** The records of a plan, with the children and parents that it asks for. */
export function selectRecords(run: QueryRun, plan: SelectPlan): ListValue {
    const rows = rowsOf(run, plan, candidatesOf(run, plan.object, plan.withDeleted));
    return new ListValue(plan.resultType, recordsOf(run, plan, rows));
}

function recordsOf(run: QueryRun, selection: Selection, rows: readonly Row[]): SObjectValue[] {
    const queried = queriedOf(selection);
    const records = rows.map((row) => recordOf(run, selection.shape, row, queried));
    for (const { name, field, selection: child } of selection.children) {
        const byParent = new Map<Value, Row[]>();
        for (const row of candidatesOf(run, child.object, false)) {
            const parent = row.get(field.name.toLowerCase()) ?? null;
            const known = byParent.get(parent);
            if (known) known.push(row);
            else byParent.set(parent, [row]);
        }
        for (const [index, row] of rows.entries()) {
            const found = rowsOf(run, child, byParent.get(row.get('id') ?? '') ?? []);
            run.countSubRows(found.length);
            const list = new ListValue(listOf(child.object.type), recordsOf(run, child, found));
            records[index]?.fields.set(name.toLowerCase(), list);
        }
    }
    return records;
}

const queriedSets = new WeakMap<Shape, ReadonlySet<string>>();

function queriedOf({ shape, children }: Pick<Selection, 'shape' | 'children'>): ReadonlySet<string> {
    const known = queriedSets.get(shape);
    if (known) return known;
    const made = new Set([
        'id',
        ...shape.fields,
        ...shape.parents.keys(),
        ...children.map(({ name }) => name.toLowerCase())
    ]);
    queriedSets.set(shape, made);
    return made;
}

function recordOf(run: QueryRun, shape: Shape, row: Row, queried: ReadonlySet<string>): SObjectValue {
    const record = new SObjectValue(shape.object.type);
    record.queried = queried;
    const isName = shape.object.name === 'Name';
    for (const key of shape.fields) {
        const value = isName ? nameValue(run, row, key) : (row.get(key) ?? absentIn(shape.object, key));
        if (value !== null) record.fields.set(key, value);
    }
    const id = row.get('id');
    if (id !== undefined && !record.fields.has('id')) record.fields.set('id', id);
    for (const [key, { step, shape: parent }] of shape.parents) {
        const to = row.get(step.name.toLowerCase());
        const found = typeof to === 'string' ? rowById(run, to) : undefined;
        if (found) record.fields.set(key, recordOf(run, parent, found, queriedOf({ shape: parent, children: [] })));
    }
    return record;
}

const absentIn = (object: SObjectInfo, key: string): Value => {
    const field = object.fields.get(key);
    return field ? absentValue(field) : null;
};

/** The groups of an aggregate query, as AggregateResults. */
export function selectGroups(
    run: QueryRun,
    plan: SelectPlan,
    grouping: Grouping
): { list: ListValue; counted: number } {
    const rows = rowsOf(run, { ...plan, limit: null, offset: null }, candidatesOf(run, plan.object, plan.withDeleted));
    let groups = grouping.by.length > 0 ? groupsOf(run, grouping, rows) : [{ keys: [], rows }];
    const having = grouping.having?.(run);
    if (having) groups = groups.filter(having);
    groups = cut(run, sorted(run, groups, grouping.order), plan.limit, plan.offset);
    const records = groups.map((group) => {
        const record = new SObjectValue(aggregateResultType);
        for (const column of grouping.columns) record.fields.set(column.alias, column.read(run, group));
        return record;
    });
    return {
        list: new ListValue(plan.resultType, records),
        counted: grouping.countsOnly ? groups.length : rows.length
    };
}

function groupsOf(run: QueryRun, grouping: Grouping, rows: readonly Row[]): GroupItem[] {
    const groups = new Map<string, { keys: Value[]; rows: Row[] }>();
    for (const row of rows) {
        const keys = grouping.by.map((by) => by.read(run, row));
        const key = JSON.stringify(keys.map((value, i) => groupKey(value, grouping.by[i])));
        const known = groups.get(key);
        if (known) known.rows.push(row);
        else groups.set(key, { keys, rows: [row] });
    }
    return [...groups.values()];
}

const groupKey = (value: Value, by: Grouping['by'][number] | undefined): string | number | null =>
    by ? keyOf(comparable(value, by.field)) : null;
