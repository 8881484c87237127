import type { QueryContext } from '@apexdevtools/apex-parser';
import type { QueryPlan } from '../data/data.ts';
import { type Context, refused } from './compiler.ts';
import { CompileError, lineOf } from './source.ts';
import { expression } from './expressions.ts';
import type { Expr, Frame, Run } from './frame.ts';
import type { Value } from './values.ts';
import { Unsupported } from '../unsupported.ts';

/** A query in brackets with its bind expressions compiled. */
export interface CompiledQuery {
    readonly plan: QueryPlan;
    readonly binds: readonly Run[];
}

/** Plans a query and compiles its bind expressions. Refuses (CompileError, Unsupported) it with its file and line. */
export function compileQuery(context: Context, node: QueryContext): CompiledQuery {
    try {
        const plan = context.unit.data.planQuery(node);
        return { plan, binds: plan.binds.map((bind) => expression(context, bind).run) };
    } catch (error) {
        if (error instanceof CompileError) throw error;
        if (error instanceof Unsupported) throw new Unsupported(error.what, context.unit.file, lineOf(node));
        throw refused(context, error instanceof Error ? error.message : String(error), node);
    }
}

/** Runs the bind expressions of a query, in their order. */
export const bindValues = (query: CompiledQuery, frame: Frame): Value[] => query.binds.map((bind) => bind(frame));

/** `[SELECT …]`: the rows; where one record is wanted, the only row. */
export function queryExpression(context: Context, node: QueryContext): Expr {
    const query = compileQuery(context, node);
    const { resultType } = query.plan;
    return {
        type: resultType,
        isQuery: true,
        run: (frame) => frame.vm.data.runQuery(frame.vm, query.plan, bindValues(query, frame))
    };
}
