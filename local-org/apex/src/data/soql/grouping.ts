import type {
    FieldExpressionContext,
    QueryContext,
    SelectEntryContext,
    SoqlFunctionContext
} from '@apexdevtools/apex-parser';
import * as decimal from '../../language/decimal.ts';
import { maybe } from '../../language/source.ts';
import { ApexDouble, type Value } from '../../language/values.ts';
import { Unsupported } from '../../unsupported.ts';
import { makeField } from '../schema/field.ts';
import type { SObjectInfo } from '../schema/objects.ts';
import type { Row } from '../store.ts';
import { comparable, compareValues, keyOf } from './comparing.ts';
import { type Left, conditionOf } from './conditions.ts';
import { type Path, QueryFault } from './paths.ts';
import { type Order, type Planner, aliasOf, directionOf, leftOfPath } from './plan.ts';
import { Prefix } from './prefix.ts';
import type { Prepare, QueryRun } from './query-run.ts';

/** One group of rows: the values it is grouped by, and its rows. */
export interface GroupItem {
    readonly keys: readonly Value[];
    readonly rows: readonly Row[];
}

/** What an aggregate query answers for a group, under an alias in lower case. */
interface Column {
    readonly alias: string;
    readonly read: (run: QueryRun, group: GroupItem) => Value;
}

/** The aggregate part of a query. */
export interface Grouping {
    readonly by: readonly Left<Row>[];
    readonly columns: readonly Column[];
    readonly having: Prepare<GroupItem> | null;
    readonly order: readonly Order<GroupItem>[];
    readonly paths: readonly Path[];
    /** COUNT alone counts one query row, everything else all rows that were aggregated. */
    readonly countsOnly: boolean;
}

const aggregates = ['AVG', 'COUNT', 'COUNT_DISTINCT', 'MAX', 'MIN', 'SUM'] as const;

const nameOfCall = (node: SoqlFunctionContext): string => (node.getText().split('(')[0] ?? '').toUpperCase();

const isAggregate = (node: SoqlFunctionContext): boolean => aggregates.some((name) => name === nameOfCall(node));

/** Whether a query answers groups: it has GROUP BY, or an aggregate function other than a lone COUNT(). */
export function isGrouped(node: QueryContext): boolean {
    if (maybe(node.groupByClause())) return true;
    return node
        .selectList()
        .selectEntry_list()
        .some((entry) => {
            const call = maybe(entry.soqlFunction());
            return call !== undefined && isAggregate(call) && maybe(call.fieldName()) !== undefined;
        });
}

/** Compiles what is aggregated and by what. */
export function groupingOf(planner: Planner, object: SObjectInfo, node: QueryContext): Grouping {
    const paths: Path[] = [];
    const prefix = new Prefix(object, aliasOf(node));
    const clause = maybe(node.groupByClause());
    if (clause && (maybe(clause.ROLLUP()) || maybe(clause.CUBE()))) throw new Unsupported('GROUP BY ROLLUP and CUBE');
    const names = new Map<string, number>();
    const by = (clause?.fieldGroupByList().fieldGroupBy_list() ?? []).map((entry, index): Left<Row> => {
        names.set(stripped(prefix, entry.getText()), index);
        const field = maybe(entry.fieldName());
        return field
            ? leftOfPath(planner.path(object, prefix, field, paths))
            : planner.dateCall(object, prefix, entry.soqlFunction(), paths);
    });
    const groupOf = (text: string): Left<GroupItem> | undefined => {
        const index = names.get(stripped(prefix, text));
        const left = index === undefined ? undefined : by[index];
        return left && index !== undefined
            ? { field: left.field, read: (_run, { keys }) => keys[index] ?? null }
            : undefined;
    };
    const callOf = (call: SoqlFunctionContext): Left<GroupItem> => {
        const grouped = groupOf(call.getText());
        if (grouped) return grouped;
        const argument = maybe(call.fieldName());
        const path = argument ? planner.path(object, prefix, argument, paths) : null;
        return aggregateOf(nameOfCall(call), path);
    };
    const having = clause && maybe(clause.logicalExpression());
    return {
        by,
        columns: columnsOf(node, prefix, groupOf, callOf),
        having: having
            ? conditionOf(
                  {
                      binds: planner.binds,
                      leftOf: (expression: FieldExpressionContext) => {
                          const field = maybe(expression.fieldName());
                          return field
                              ? needed(groupOf(field.getText()), field.getText())
                              : callOf(expression.soqlFunction());
                      },
                      subQuery: () => {
                          throw new Unsupported('a sub-query in HAVING');
                      }
                  },
                  having
              )
            : null,
        order: (maybe(node.orderByClause())?.fieldOrderList().fieldOrder_list() ?? []).map((entry) => {
            const field = maybe(entry.fieldName());
            const left = field ? needed(groupOf(field.getText()), field.getText()) : callOf(entry.soqlFunction());
            return { ...left, ...directionOf(entry) };
        }),
        paths,
        countsOnly: node
            .selectList()
            .selectEntry_list()
            .every((entry) => maybe(entry.soqlFunction()) === undefined || nameOfCall(entry.soqlFunction()) === 'COUNT')
    };
}

const stripped = (prefix: Prefix, text: string): string => prefix.plain(text).toLowerCase();

const needed = (left: Left<GroupItem> | undefined, name: string): Left<GroupItem> => {
    if (!left) throw new QueryFault(`Field must be grouped or aggregated: ${name}`);
    return left;
};

function columnsOf(
    node: QueryContext,
    prefix: Prefix,
    groupOf: (text: string) => Left<GroupItem> | undefined,
    callOf: (call: SoqlFunctionContext) => Left<GroupItem>
): Column[] {
    let unnamed = 0;
    return node
        .selectList()
        .selectEntry_list()
        .map((entry: SelectEntryContext) => {
            const field = maybe(entry.fieldName());
            const call = maybe(entry.soqlFunction());
            if (!field && !call) throw new QueryFault('Grouped query cannot have sub-queries');
            const left = field ? needed(groupOf(field.getText()), field.getText()) : callOf(entry.soqlFunction());
            const alias =
                maybe(entry.soqlId())?.getText() ??
                (field ? prefix.plain(field.getText()).split('.').at(-1) : `expr${unnamed++}`);
            return { alias: (alias ?? '').toLowerCase(), read: left.read };
        });
}

/** An aggregate function over a group's rows. Nulls are left out. */
function aggregateOf(name: string, path: Path | null): Left<GroupItem> {
    const integer = makeField({ name, type: 'integer' });
    if (!path) {
        if (name !== 'COUNT') throw new Unsupported(`SOQL function ${name}`);
        return { field: integer, read: (_run, { rows }) => rows.length };
    }
    const valuesOf = (run: QueryRun, rows: readonly Row[]): Exclude<Value, null>[] =>
        rows.map((row) => path.read(run, row)).filter((value) => value !== null);
    if (name === 'COUNT') return { field: integer, read: (run, { rows }) => valuesOf(run, rows).length };
    if (name === 'COUNT_DISTINCT') {
        return {
            field: integer,
            read: (run, { rows }) =>
                new Set(valuesOf(run, rows).map((value) => keyOf(comparable(value, path.field)))).size
        };
    }
    if (name === 'MIN' || name === 'MAX') {
        const sign = name === 'MIN' ? 1 : -1;
        return { field: path.field, read: (run, { rows }) => extreme(valuesOf(run, rows), path, sign) };
    }
    if (name !== 'SUM' && name !== 'AVG') throw new Unsupported(`SOQL function ${name}`);
    const { field } = path;
    if (!['currency', 'double', 'percent', 'integer', 'long'].includes(field.type)) {
        throw new QueryFault(`field ${field.name} does not support aggregate operator ${name}`);
    }
    return {
        field: name === 'AVG' ? { ...field, type: 'double' } : field,
        read: (run, { rows }) => sumOrAverage(valuesOf(run, rows), name)
    };
}

function extreme(values: readonly Exclude<Value, null>[], path: Path, sign: number): Value {
    let best: Value = null;
    for (const value of values) {
        const [a, b] = [comparable(value, path.field), comparable(best, path.field)];
        if (b === null || (a !== null && compareValues(a, b) * sign < 0)) best = value;
    }
    return best;
}

function sumOrAverage(values: readonly Exclude<Value, null>[], name: 'SUM' | 'AVG'): Value {
    const numbers = values.map((value) =>
        value instanceof decimal.ApexDecimal
            ? value
            : value instanceof ApexDouble
              ? decimal.fromDouble(value.value)
              : decimal.fromInteger(Number(value))
    );
    const [first, ...others] = numbers;
    if (!first) return null;
    const sum = others.reduce((total, each) => decimal.add(total, each), first);
    if (name === 'SUM') return typeof values[0] === 'number' ? Number(sum.toString()) : sum;
    return decimal.divide(sum, decimal.fromInteger(numbers.length));
}
