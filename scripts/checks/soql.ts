import {
    type ApexParserRuleContext,
    BoundExpressionContext,
    FieldNameContext,
    FromNameListContext,
    QueryContext,
    SelectEntryContext,
    SubFieldEntryContext,
    SubQueryContext,
    TypeOfContext,
    WithClauseContext
} from '@apexdevtools/apex-parser';
import { optional, rulesIn, walk } from './apex-tree.ts';
import type { Schema, SObject } from './schema.ts';

/** A name in a query that no object has, at its line. */
export interface QueryFault {
    line: number;
    message: string;
}

type Query = QueryContext | SubQueryContext;

/** Whether a sub-query selects child records, as opposed to a semi-join in a condition. */
const selectsChildren = (query: Query) =>
    query.parentCtx instanceof SelectEntryContext || query.parentCtx instanceof SubFieldEntryContext;

const isQuery = (node: ApexParserRuleContext): node is Query =>
    node instanceof QueryContext || node instanceof SubQueryContext;

/** Names that the query itself gives: aliases of fields (`COUNT(Id) total`) and of the object (`FROM Note__c n`). */
const aliasesIn = (query: Query) => {
    const fields = new Set<string>();
    const objects = new Set(
        query
            .fromNameList()
            .soqlId_list()
            .map((id) => id.getText().toLowerCase())
    );
    walk(query, (node) => {
        const alias = node instanceof SelectEntryContext ? optional(node.soqlId()) : null;
        if (alias) fields.add(alias.getText().toLowerCase());
        return node !== query && isQuery(node);
    });
    return { fields, objects };
};

/** Follows `Owner.Profile.Name` from an object; answers what no object has. What is polymorphic ends the search. */
const faultOfPath = (schema: Schema, object: SObject, path: string[]): string | undefined => {
    let current: SObject | undefined = object;
    for (const name of path) {
        if (!current || current.name === 'Name') return undefined;
        const target = current.fields.get(name.toLowerCase());
        if (target === undefined) return `no field or relationship '${name}' on ${current.name}`;
        current = schema.get(target.toLowerCase());
    }
    return undefined;
};

/** The object that a query reads, or what is wrong with its name. */
const objectOf = (schema: Schema, query: Query, parent?: SObject): SObject | string | undefined => {
    const name = query.fromNameList().fieldName(0).getText();
    if (!selectsChildren(query)) return schema.get(name.toLowerCase()) ?? `no object '${name}'`;
    if (!parent) return undefined;
    const target = parent.fields.get(name.toLowerCase());
    return target?.startsWith('[]')
        ? schema.get(target.slice(2).toLowerCase())
        : `no child relationship '${name}' on ${parent.name}`;
};

/** Every object, field and relationship that a query names and the schema does not have. */
export const queryFaults = (schema: Schema, query: Query, parent?: SObject): QueryFault[] => {
    const object = objectOf(schema, query, parent);
    if (typeof object === 'string') return [{ line: query.start.line, message: object }];
    if (!object) return [];
    const aliases = aliasesIn(query);
    const faults: QueryFault[] = [];
    const lookAt = (node: ApexParserRuleContext): boolean => {
        if (isQuery(node)) {
            faults.push(...queryFaults(schema, node, object));
            return true;
        }
        if (node instanceof FieldNameContext && !aliases.fields.has(node.getText().toLowerCase())) {
            const path = node.getText().split('.');
            const first = path[0]?.toLowerCase() ?? '';
            const isAlias = aliases.objects.has(first) || (path.length > 1 && first === object.name.toLowerCase());
            const message = faultOfPath(schema, object, isAlias ? path.slice(1) : path);
            if (message) faults.push({ line: node.start.line, message });
        }
        return [BoundExpressionContext, FromNameListContext, TypeOfContext, WithClauseContext].some(
            (kind) => node instanceof kind
        );
    };
    for (const child of rulesIn(query)) walk(child, lookAt);
    return faults;
};
