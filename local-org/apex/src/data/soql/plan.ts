import {
    type FieldExpressionContext,
    type FieldNameContext,
    type FieldOrderContext,
    type QueryContext,
    type SoqlFunctionContext,
    type SubQueryContext
} from '@apexdevtools/apex-parser';
import { maybe } from '../../language/source.ts';
import { T, listOf } from '../../language/types.ts';
import { Unsupported } from '../../unsupported.ts';
import type { QueryPlan } from '../data.ts';
import { aggregateResultType } from '../schema/aggregate-result.ts';
import { type Field, apexTypeOf } from '../schema/field.ts';
import type { Schema, SObjectInfo } from '../schema/objects.ts';
import type { Row } from '../store.ts';
import { type Grouping, groupingOf, isGrouped } from './grouping.ts';
import { type Left, whereOf } from './conditions.ts';
import { type Path, QueryFault, dateFunction, noColumn, resolvePath } from './paths.ts';
import { modesOf } from './modes.ts';
import { Prefix } from './prefix.ts';
import type { Prepare, QueryRun } from './query-run.ts';
import { type Shape, ShapeBuilder } from './shape.ts';
import { Binds, type Operand } from './values.ts';

/** One key of ORDER BY. */
export interface Order<Item> extends Left<Item> {
    readonly isDescending: boolean;
    readonly nullsFirst: boolean;
}

/** The rows of one object that a query or sub-query reads. */
export interface Selection {
    readonly object: SObjectInfo;
    readonly shape: Shape;
    readonly where: Prepare<Row> | null;
    readonly order: readonly Order<Row>[];
    readonly limit: Operand | null;
    readonly offset: Operand | null;
    readonly children: readonly { readonly name: string; readonly field: Field; readonly selection: Selection }[];
    /** Every field that is read, for the rights of the user. */
    readonly paths: readonly Path[];
}

/** A compiled query. */
export interface SelectPlan extends QueryPlan, Selection {
    readonly kind: 'records' | 'count' | 'groups';
    readonly grouping: Grouping | null;
    readonly mode: 'user' | 'system' | 'enforced' | null;
    readonly withDeleted: boolean;
    readonly onlyMine: boolean;
    readonly isForUpdate: boolean;
    readonly subPlans: readonly Selection[];
}

type Node = QueryContext | SubQueryContext;

/** What is shared by a query and its sub-queries while it is compiled. */
export class Planner {
    readonly schema: Schema;
    readonly binds = new Binds();
    /** Semi-joins' selections, whose rights are checked too. */
    readonly subPlans: Selection[] = [];

    constructor(schema: Schema) {
        this.schema = schema;
    }

    plan(node: QueryContext): SelectPlan {
        const object = this.objectOf(node);
        const grouping = isGrouped(node) ? groupingOf(this, object, node) : null;
        const isCount = !grouping && isCountAlone(node);
        const selection = this.select(object, node, grouping !== null || isCount, grouping);
        const rowType = isCount ? T.Integer : grouping ? aggregateResultType : object.type;
        return {
            ...selection,
            ...modesOf(node),
            kind: isCount ? 'count' : grouping ? 'groups' : 'records',
            grouping,
            rowType,
            resultType: isCount ? T.Integer : listOf(rowType),
            binds: this.binds.expressions,
            subPlans: this.subPlans
        };
    }

    select(object: SObjectInfo, node: Node, withoutColumns: boolean, grouping: Grouping | null): Selection {
        const shape = new ShapeBuilder(this.schema, object);
        const paths: Path[] = [...(grouping?.paths ?? [])];
        const children: Selection['children'][number][] = [];
        const prefix = new Prefix(object, aliasOf(node));
        if (!withoutColumns) this.addColumns(object, node, prefix, shape, paths, children);
        const { where } = this.whereOf(object, node, prefix, paths);
        const order = grouping ? [] : this.orderOf(object, node, prefix, paths);
        const limitNode = maybe(node.limitClause());
        const offsetNode = 'offsetClause' in node ? maybe(node.offsetClause()) : undefined;
        return {
            object,
            shape: shape.shape,
            where,
            order,
            limit: limitNode ? this.amount(limitNode) : null,
            offset: offsetNode ? this.amount(offsetNode) : null,
            children,
            paths
        };
    }

    private amount(node: {
        IntegerLiteral: () => { getText: () => string };
        boundExpression: () => Parameters<typeof bindOf>[1];
    }): Operand {
        const literal = maybe(node.IntegerLiteral());
        if (!literal) return { kind: 'one', of: bindOf(this.binds, node.boundExpression()) };
        const number = Number(literal.getText());
        return { kind: 'one', of: () => number };
    }

    /** The object after FROM. */
    objectOf(node: Node): SObjectInfo {
        const names = node.fromNameList().fieldName_list();
        if (names.length !== 1) throw new Unsupported('FROM with several objects');
        const name = names[0]?.getText() ?? '';
        const object = this.schema.find(name);
        if (!object)
            throw new QueryFault(
                `sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.`
            );
        return object;
    }

    path(object: SObjectInfo, prefix: Prefix, node: FieldNameContext, paths: Path[]): Path {
        const path = resolvePath(this.schema, object, prefix.strip(node));
        paths.push(path);
        return path;
    }

    private addColumns(
        object: SObjectInfo,
        node: Node,
        prefix: Prefix,
        shape: ShapeBuilder,
        paths: Path[],
        children: Selection['children'][number][]
    ): void {
        for (const entry of entriesOf(node)) {
            const field = maybe(entry.fieldName());
            const call = maybe(entry.soqlFunction());
            const query = maybe(entry.subQuery());
            if (maybe(entry.typeOf())) throw new Unsupported('TYPEOF in a query');
            if (field) {
                const names = prefix.strip(field);
                paths.push(shape.add(names));
            } else if (call) this.addFields(object, node, call, shape, paths);
            else if (query) children.push(this.child(object, query));
        }
    }

    /** FIELDS(ALL), FIELDS(STANDARD), FIELDS(CUSTOM) */
    private addFields(
        object: SObjectInfo,
        node: Node,
        call: SoqlFunctionContext,
        shape: ShapeBuilder,
        paths: Path[]
    ): void {
        const which = maybe(call.soqlFieldsParameter())?.getText().toUpperCase();
        if (!which) throw new Unsupported(`SOQL function ${call.getText()}`);
        if (which !== 'STANDARD' && !maybe(node.limitClause())) {
            throw new QueryFault('The SOQL FIELDS function must have a LIMIT of at most 200');
        }
        for (const field of object.fields.values()) {
            if (which !== 'ALL' && field.isCustom !== (which === 'CUSTOM')) continue;
            if (apexTypeOf(field.type) && field.formula === null) paths.push(shape.add([field.name]));
        }
    }

    private child(object: SObjectInfo, node: SubQueryContext): Selection['children'][number] {
        const name = node.fromNameList().fieldName(0).getText();
        const relationship = this.schema.child(object, name);
        if (!relationship) {
            throw new QueryFault(
                `Didn't understand relationship '${name}' in FROM part of query call. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`
            );
        }
        const of = this.schema.get(relationship.object);
        const field = this.schema.field(of, relationship.field);
        if (!field) throw noColumn(this.schema, of, relationship.field);
        return { name: relationship.name, field, selection: this.select(of, node, false, null) };
    }

    whereOf(object: SObjectInfo, node: Node, prefix: Prefix, paths: Path[]): { where: Prepare<Row> | null } {
        const clause = maybe(node.whereClause());
        if (!clause) return { where: null };
        const scope = {
            binds: this.binds,
            leftOf: (expression: FieldExpressionContext) => this.left(object, prefix, expression, paths),
            subQuery: (query: SubQueryContext) => this.semiJoin(query)
        };
        return { where: whereOf(scope, clause.whereLogicalExpression()) };
    }

    private semiJoin(node: SubQueryContext): (run: QueryRun) => ReturnType<QueryRun['semiJoin']> {
        const object = this.objectOf(node);
        const selection = this.select(object, node, false, null);
        const [column] = selection.paths;
        if (entriesOf(node).length !== 1 || !column)
            throw new QueryFault('A semi-join sub-select must select one field');
        this.subPlans.push(selection);
        return (run) => run.semiJoin({ selection, column });
    }

    private left(object: SObjectInfo, prefix: Prefix, node: FieldExpressionContext, paths: Path[]): Left<Row> {
        const name = maybe(node.fieldName());
        if (name) return leftOfPath(this.path(object, prefix, name, paths));
        return this.dateCall(object, prefix, node.soqlFunction(), paths);
    }

    /** `CALENDAR_YEAR(CreatedDate)`, `DAY_ONLY(convertTimezone(CreatedDate))` as something to compare, group or order by. */
    dateCall(object: SObjectInfo, prefix: Prefix, node: SoqlFunctionContext, paths: Path[]): Left<Row> {
        const argument = maybe(node.dateFieldName());
        if (!argument) throw new Unsupported(`SOQL function ${node.getText()}`);
        const name = (node.getText().split('(')[0] ?? '').toUpperCase();
        const path = this.path(object, prefix, argument.fieldName(), paths);
        const inUserZone = Boolean(maybe(argument.CONVERT_TIMEZONE()));
        const read = dateFunction(name, path);
        const type = name === 'DAY_ONLY' ? 'date' : 'integer';
        return {
            field: { ...path.field, name, type, picklist: null },
            read: (run, row) => read(run, row, inUserZone ? run.timeZone : 'GMT')
        };
    }

    private orderOf(object: SObjectInfo, node: Node, prefix: Prefix, paths: Path[]): Order<Row>[] {
        const list = maybe(node.orderByClause())?.fieldOrderList().fieldOrder_list() ?? [];
        return list.map((entry) => {
            const name = maybe(entry.fieldName());
            const left = name
                ? leftOfPath(this.path(object, prefix, name, paths))
                : this.dateCall(object, prefix, entry.soqlFunction(), paths);
            return { ...left, ...directionOf(entry) };
        });
    }
}

const bindOf = (binds: Binds, node: { expression: () => Parameters<Binds['add']>[0] }): ReturnType<Binds['add']> =>
    binds.add(node.expression());

/** The field at the end of a path as the left side of a condition or an order. */
export const leftOfPath = (path: Path): Left<Row> => ({
    field: path.field,
    read: (run, row) => path.read(run, row)
});

/** How ORDER BY sorts by one entry: upwards and nulls first unless it says otherwise. */
export const directionOf = (entry: FieldOrderContext): { isDescending: boolean; nullsFirst: boolean } => ({
    isDescending: Boolean(maybe(entry.DESC())),
    nullsFirst: !maybe(entry.LAST())
});

/** The name that FROM gives to its object, if it gives one. */
export const aliasOf = (node: Node): string | null => maybe(node.fromNameList().soqlId_list()[0])?.getText() ?? null;

const entriesOf = (node: Node) =>
    'selectList' in node ? node.selectList().selectEntry_list() : node.subFieldList().subFieldEntry_list();

/** `SELECT COUNT() FROM X`, which answers a number. */
function isCountAlone(node: QueryContext): boolean {
    const entries = node.selectList().selectEntry_list();
    const call = maybe(entries[0]?.soqlFunction());
    return entries.length === 1 && call !== undefined && Boolean(maybe(call.COUNT())) && !maybe(call.fieldName());
}
