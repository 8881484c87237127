import { asText } from '../as-text.ts';
import type {
    ComparisonOperatorContext,
    ConditionalExpressionContext,
    FieldExpressionContext,
    LogicalExpressionContext,
    SubQueryContext,
    ValueContext,
    WhereConditionalExpressionContext,
    WhereLogicalExpressionContext
} from '@apexdevtools/apex-parser';
import { maybe } from '../../language/source.ts';
import { ListValue, SetValue, type Value } from '../../language/values.ts';
import { Unsupported } from '../../unsupported.ts';
import { type Field, isText } from '../schema/field.ts';
import { type Comparable, comparable, compareValues, fitted, keyOf, likePattern } from './comparing.ts';
import { startOfDay } from './day-ranges.ts';
import { QueryFault } from './paths.ts';
import type { Prepare, QueryRun, Test } from './query-run.ts';
import { type Binds, type Operand, elementsOf, operandOf, valuesOf } from './values.ts';

/** The left side of a condition: what it reads of a row (or group), and as which field it compares. */
export interface Left<Item> {
    readonly field: Field;
    readonly read: (run: QueryRun, item: Item) => Value;
}

/** What a condition needs to know of the query around it. */
export interface Scope<Item> {
    readonly binds: Binds;
    readonly leftOf: (node: FieldExpressionContext) => Left<Item>;
    readonly subQuery: (node: SubQueryContext) => (run: QueryRun) => readonly Value[];
}

/** Compiles a WHERE condition. */
export function whereOf<Item>(scope: Scope<Item>, node: WhereLogicalExpressionContext): Prepare<Item> {
    const parts = node.whereConditionalExpression_list().map((part) => wherePart(scope, part));
    return combined(parts, node);
}

/** Compiles a condition on groups: HAVING. */
export function conditionOf<Item>(scope: Scope<Item>, node: LogicalExpressionContext): Prepare<Item> {
    const parts = node.conditionalExpression_list().map((part) => conditionPart(scope, part));
    return combined(parts, node);
}

function wherePart<Item>(scope: Scope<Item>, node: WhereConditionalExpressionContext): Prepare<Item> {
    const inner = maybe(node.whereLogicalExpression());
    if (inner) return whereOf(scope, inner);
    const comparison = maybe(maybe(node.whereFieldExpression())?.fieldExpression());
    if (!comparison) throw new Unsupported('FORMULA in a query');
    return comparisonOf(scope, comparison);
}

function conditionPart<Item>(scope: Scope<Item>, node: ConditionalExpressionContext): Prepare<Item> {
    const inner = maybe(node.logicalExpression());
    return inner ? conditionOf(scope, inner) : comparisonOf(scope, node.fieldExpression());
}

interface Logical {
    NOT: () => unknown;
    SOQLOR_list: () => unknown[];
    SOQLAND_list: () => unknown[];
}

function combined<Item>(parts: Prepare<Item>[], node: Logical): Prepare<Item> {
    const [first] = parts;
    if (!first) throw new QueryFault('unexpected token: WHERE');
    if (maybe(node.NOT())) {
        return (run) => {
            const test = first(run);
            return (item) => !test(item);
        };
    }
    if (parts.length === 1) return first;
    if (node.SOQLOR_list().length > 0) {
        if (node.SOQLAND_list().length > 0) throw new QueryFault('unexpected token: OR');
        return prepared(parts, (tests, item) => tests.some((test) => test(item)));
    }
    return prepared(parts, (tests, item) => tests.every((test) => test(item)));
}

const prepared =
    <Item>(parts: Prepare<Item>[], decide: (tests: Test<Item>[], item: Item) => boolean): Prepare<Item> =>
    (run) => {
        const tests = parts.map((part) => part(run));
        return (item) => decide(tests, item);
    };

function comparisonOf<Item>(scope: Scope<Item>, node: FieldExpressionContext): Prepare<Item> {
    const left = scope.leftOf(node);
    const operator = operatorOf(node.comparisonOperator());
    const value = node.value();
    if (operator === 'IN' || operator === 'NOT IN') {
        const isIn = membership(left, valuesFor(scope, value));
        return operator === 'IN' ? isIn : negated(isIn);
    }
    const operand = operandOf(value, scope.binds);
    if (operator === 'INCLUDES' || operator === 'EXCLUDES') {
        if (left.field.type !== 'multipicklist') throw new QueryFault(`${operator} is for multi-select picklists`);
        const includes = inclusion(left, operand);
        return operator === 'INCLUDES' ? includes : negated(includes);
    }
    if (operator === 'LIKE') return likeTest(left, operand);
    if (operand.kind === 'days') return dayTest(left, operator, operand.of);
    return valueTest(left, operator, operand);
}

function operatorOf(node: ComparisonOperatorContext): string {
    const text = node.getText().toUpperCase();
    if (text === 'NOTIN') return 'NOT IN';
    return text === '<>' ? '!=' : text;
}

const negated =
    <Item>(condition: Prepare<Item>): Prepare<Item> =>
    (run) => {
        const test = condition(run);
        return (item) => !test(item);
    };

function valuesFor<Item>(scope: Scope<Item>, node: ValueContext): (run: QueryRun) => readonly Value[] {
    const query = maybe(node.subQuery());
    if (query) return scope.subQuery(query);
    const operand = operandOf(node, scope.binds);
    return (run) => valuesOf(operand, run);
}

/** A checkbox of a record that is not there counts as not ticked. */
const read = <Item>({ field, read: of }: Left<Item>, run: QueryRun, item: Item): Comparable | null =>
    comparable(of(run, item), field) ?? (field.type === 'boolean' ? 0 : null);

function membership<Item>(left: Left<Item>, values: (run: QueryRun) => readonly Value[]): Prepare<Item> {
    return (run) => {
        const keys = new Set(
            values(run).map((value) =>
                keyOf(comparable(fitted(run.vm, blankAsNull(value, left.field), left.field), left.field))
            )
        );
        return (item) => keys.has(keyOf(read(left, run, item)));
    };
}

/** An empty text is what no text is. */
const blankAsNull = (value: Value, field: Field): Value => (value === '' && isText(field.type) ? null : value);

function inclusion<Item>(left: Left<Item>, operand: Operand): Prepare<Item> {
    return (run) => {
        const wanted = valuesOf(operand, run).map((value) => asText(value).toLowerCase().split(';'));
        return (item) => {
            const text = left.read(run, item);
            if (typeof text !== 'string') return false;
            const chosen = text.toLowerCase().split(';');
            return wanted.some((all) => all.every((each) => chosen.includes(each)));
        };
    };
}

function likeTest<Item>(left: Left<Item>, operand: Operand): Prepare<Item> {
    if (!isText(left.field.type)) throw new QueryFault(`invalid operator on ${left.field.type} field`);
    return (run) => {
        const patterns = valuesOf(operand, run).map((value) => (typeof value === 'string' ? likePattern(value) : null));
        return (item) => {
            const text = left.read(run, item);
            return patterns.some((pattern) =>
                typeof text === 'string' ? pattern?.test(text) === true : pattern === null
            );
        };
    };
}

const orderTests: Record<string, (order: number) => boolean> = {
    '<': (order) => order < 0,
    '<=': (order) => order <= 0,
    '>': (order) => order > 0,
    '>=': (order) => order >= 0
};

function valueTest<Item>(
    left: Left<Item>,
    operator: string,
    operand: Exclude<Operand, { kind: 'days' }>
): Prepare<Item> {
    if (operator === '=' || operator === '!=') {
        const isEqual = membership(left, (run) => {
            const value = operand.of(run);
            return Array.isArray(value) ? value : elementsOf(value as Value);
        });
        return operator === '=' ? isEqual : negated(isEqual);
    }
    const test = orderTests[operator];
    if (!test) throw new Unsupported(`SOQL operator ${operator}`);
    return (run) => {
        const bound = operand.of(run) as Value;
        if (bound instanceof ListValue || bound instanceof SetValue)
            throw new Unsupported(`${operator} with a collection`);
        const limit = comparable(fitted(run.vm, bound, left.field), left.field);
        return (item) => {
            const value = read(left, run, item);
            return value !== null && limit !== null && test(compareValues(value, limit));
        };
    };
}

/** Compares with a range of days: `=` is within, `>` after its end, `<` before its beginning. */
function dayTest<Item>(
    left: Left<Item>,
    operator: string,
    range: (run: QueryRun) => { from: number; to: number }
): Prepare<Item> {
    const { type } = left.field;
    if (type !== 'date' && type !== 'datetime') {
        throw new QueryFault(`value of filter criterion for field '${left.field.name}' must be of type ${type}`);
    }
    return (run) => {
        const days = range(run);
        const at = (day: number): number => (type === 'date' ? day : startOfDay(day, run.timeZone));
        const [from, to] = [at(days.from), at(days.to)];
        return (item) => {
            const value = read(left, run, item);
            if (typeof value !== 'number') return operator === '!=';
            if (operator === '=') return value >= from && value < to;
            if (operator === '!=') return value < from || value >= to;
            if (operator === '<') return value < from;
            if (operator === '<=') return value < to;
            return operator === '>' ? value >= to : value >= from;
        };
    };
}
