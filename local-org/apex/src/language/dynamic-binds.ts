import type { Context } from './compiler.ts';
import type { Expr, Frame } from './frame.ts';
import { findField } from './members.ts';
import { type MethodInfo, typeOf } from './types.ts';
import type { Value } from './values.ts';

const dynamic = new Set(['query', 'countquery', 'getquerylocator']);

/** Whether the method runs the text of a query, whose binds are the caller's variables. */
export const takesBinds = ({ owner, name }: MethodInfo): boolean =>
    owner.file === null && owner.name === 'Database' && dynamic.has(name.toLowerCase());

/** Compiles a call so that the query's text may name the variables, and the fields of the class, that are seen here. */
export function withVariables(context: Context, call: Expr): Expr {
    const locals = context.scope.visible();
    const type = typeOf(context.scope.decl);
    const valueOf = (frame: Frame, name: string): Value | undefined => {
        const local = locals.get(name.toLowerCase());
        if (local) return frame.locals[local.slot] ?? null;
        const field = findField(type, name)?.member;
        return field && (field.isStatic || frame.self !== null) ? field.get(frame.vm, frame.self) : undefined;
    };
    return {
        ...call,
        run: (frame) => {
            frame.entry.variables = (name) => valueOf(frame, name);
            try {
                return call.run(frame);
            } finally {
                delete frame.entry.variables;
            }
        }
    };
}
