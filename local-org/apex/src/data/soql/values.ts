import type { ExpressionContext, ValueContext } from '@apexdevtools/apex-parser';
import * as decimal from '../../language/decimal.ts';
import { maybe } from '../../language/source.ts';
import { ApexDate, ApexDatetime, ApexTime, ListValue, SetValue, type Value } from '../../language/values.ts';
import { Unsupported } from '../../unsupported.ts';
import { type DayRange, dayOf, dayRangeOf } from './day-ranges.ts';
import { QueryFault } from './paths.ts';
import type { QueryRun } from './query-run.ts';

/** The right side of a condition: one value, several, a range of days, or a sub-query's. */
export type Operand =
    | { readonly kind: 'one'; readonly of: (run: QueryRun) => Value }
    | { readonly kind: 'many'; readonly of: (run: QueryRun) => readonly Value[] }
    | { readonly kind: 'days'; readonly of: (run: QueryRun) => DayRange };

/** Collects the bind expressions of a query in their order. */
export class Binds {
    readonly expressions: ExpressionContext[] = [];

    add(expression: ExpressionContext): (run: QueryRun) => Value {
        const index = this.expressions.push(expression) - 1;
        return (run) => run.bindValues[index] ?? null;
    }
}

const escapes: Record<string, string> = {
    n: '\n',
    N: '\n',
    r: '\r',
    R: '\r',
    t: '\t',
    T: '\t',
    b: '\b',
    B: '\b',
    f: '\f',
    F: '\f'
};

/** The text of a literal; what LIKE escapes stays escaped. */
export const textOfLiteral = (literal: string): string =>
    literal.slice(1, -1).replace(/\\(u[0-9a-fA-F]{4}|.)/g, (whole, code: string) => {
        if (code.length === 5) return String.fromCharCode(parseInt(code.slice(1), 16));
        if (code === '%' || code === '_') return whole;
        return escapes[code] ?? code;
    });

/** Compiles a value of a condition; a sub-query is left to the caller. */
export function operandOf(node: ValueContext, binds: Binds): Operand {
    const bound = maybe(node.boundExpression());
    if (bound) {
        const read = binds.add(bound.expression());
        return { kind: 'one', of: read };
    }
    const formula = maybe(node.dateFormula());
    if (formula) {
        const range = dayRangeOf(formula);
        return { kind: 'days', of: (run) => range(dayOf(run.now, run.timeZone)) };
    }
    const list = maybe(node.valueList());
    if (list) {
        const operands = list.value_list().map((value) => operandOf(value, binds));
        return { kind: 'many', of: (run) => operands.flatMap((operand) => valuesOf(operand, run)) };
    }
    const value = literalOf(node);
    return { kind: 'one', of: () => value };
}

/** All values of an operand; a list or set that is bound gives its elements. */
export function valuesOf(operand: Operand, run: QueryRun): readonly Value[] {
    if (operand.kind === 'days') throw new Unsupported('a date literal in a list of values');
    const found = operand.of(run);
    if (operand.kind === 'many') return operand.of(run);
    return elementsOf(found as Value);
}

/** A collection's elements, or the value alone. */
export const elementsOf = (value: Value): readonly Value[] => {
    if (value instanceof ListValue) return value.items;
    if (value instanceof SetValue) return [...value.entries.values()];
    return [value];
};

function literalOf(node: ValueContext): Value {
    const text = node.getText();
    if (maybe(node.NULL())) return null;
    if (maybe(node.BooleanLiteral())) return text.toLowerCase() === 'true';
    if (maybe(node.StringLiteral())) return textOfLiteral(text);
    if (maybe(node.signedNumber())) {
        const number = decimal.parse(text.replace(/[dDlL]$/, ''));
        if (!number) throw new QueryFault(`Illegal number: ${text}`);
        return number;
    }
    if (maybe(node.DateTimeLiteral())) return new ApexDatetime(momentOf(text));
    if (maybe(node.DateLiteral())) return new ApexDate(momentOf(`${text}T00:00:00Z`) / 86_400_000);
    if (maybe(node.TimeLiteral())) return new ApexTime(momentOf(`1970-01-01T${text}`));
    throw new Unsupported(`SOQL value ${text.slice(0, 30)}`);
}

function momentOf(text: string): number {
    const ms = Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
    if (Number.isNaN(ms)) throw new QueryFault(`Invalid date: ${text}`);
    return ms;
}
