import { ApexErrorListener, ApexParserFactory, type QueryContext } from '@apexdevtools/apex-parser';
import type { Value } from '../../language/values.ts';
import type { Vm } from '../../vm.ts';
import type { Schema } from '../schema/objects.ts';
import { QueryFault } from './paths.ts';
import { Planner, type SelectPlan } from './plan.ts';

class Listener extends ApexErrorListener {
    override apexSyntaxError(_line: number, _column: number, message: string): void {
        const token = /'([^']+)'/.exec(message)?.[1] ?? message;
        throw new QueryFault(`unexpected token: '${token}'`);
    }
}

/** A text as a query. Refuses (QueryFault) what is not one, and what follows it. */
function parse(text: string): QueryContext {
    const { parser } = ApexParserFactory.createLexerAndParser(`[${text}]`, new Listener());
    const literal = parser.soqlLiteral();
    if (literal.stop && literal.stop.stop < text.length + 1) throw new QueryFault(`unexpected token: ']'`);
    return literal.query();
}

const plans = new WeakMap<Schema, Map<string, SelectPlan>>();

/** Compiles the text of a dynamic query. Raises QueryException for what is wrong with it. */
export function planText(vm: Vm, schema: Schema, text: string): SelectPlan {
    const known = plans.get(schema) ?? new Map<string, SelectPlan>();
    plans.set(schema, known);
    const plan = known.get(text);
    if (plan) return plan;
    try {
        const made = new Planner(schema).plan(parse(text));
        known.set(text, made);
        return made;
    } catch (error) {
        if (error instanceof QueryFault) vm.raise('QueryException', error.message);
        throw error;
    }
}

/** The values of the names that stand after colons in the text. */
export function bindsOf(vm: Vm, plan: SelectPlan, valueOf: (name: string) => Value | undefined): Value[] {
    return plan.binds.map((expression) => {
        const name = expression.getText();
        const value = valueOf(name);
        return value === undefined ? vm.raise('QueryException', `Variable does not exist: ${name}`) : value;
    });
}
