import type { SwitchStatementContext, WhenLiteralContext } from '@apexdevtools/apex-parser';
import { type Context, refused } from './compiler.ts';
import { converted } from './convert.ts';
import { expression } from './expressions.ts';
import type { Expr, Frame } from './frame.ts';
import { findField } from './members.ts';
import { integer, unquote } from './literals.ts';
import { lineOf, maybe } from './source.ts';
import { type Step, block, through } from './statements.ts';
import { resolveType } from './type-names.ts';
import { T, typeOf } from './types.ts';
import { ApexEnum, type Value } from './values.ts';

interface Case {
    readonly matches: (frame: Frame, value: Value) => boolean;
    readonly step: Step;
}

/** `switch on …`: the first `when` that fits runs; strings compare in exact case. */
export function switchStatement(context: Context, node: SwitchStatementContext): Step {
    const on = expression(context, node.expression());
    const { scope, unit } = context;
    const slot = scope.declare(' switch', on.type).slot;
    const cases = node.whenControl_list().map((control): Case => {
        const when = control.whenValue();
        if (maybe(when.ELSE())) return { matches: () => true, step: block(context, control.block()) };
        const ref = maybe(when.typeRef());
        if (ref) {
            const type = resolveType(unit.names, scope.decl, ref, unit.file);
            return scope.block(() => {
                const local = scope.declare(when.id().getText(), type).slot;
                const body = block(context, control.block());
                return {
                    matches: (frame, value) => frame.vm.instanceOf(value, type),
                    step: (frame) => {
                        frame.locals[local] = frame.locals[slot] ?? null;
                        return body(frame);
                    }
                };
            });
        }
        const values = when.whenLiteral_list().map((part) => whenValue(context, part, on));
        return {
            matches: (frame, value) => values.some((run) => same(frame, run(frame), value)),
            step: block(context, control.block())
        };
    });
    return (frame) => {
        const value = on.run(frame);
        frame.locals[slot] = value;
        const chosen = cases.find((candidate) => candidate.matches(frame, value));
        return chosen ? chosen.step(frame) : through;
    };
}

const same = (frame: Frame, a: Value, b: Value): boolean => (a instanceof ApexEnum ? a === b : frame.vm.equals(a, b));

function whenValue(context: Context, node: WhenLiteralContext, on: Expr): (frame: Frame) => Value {
    const inner = maybe(node.whenLiteral());
    if (inner) return whenValue(context, inner, on);
    if (maybe(node.NULL())) return () => null;
    const text = node.getText();
    if (maybe(node.StringLiteral())) return () => unquote(text);
    const name = maybe(node.qualifiedName())?.getText();
    if (name !== undefined) {
        const field =
            findField(on.type, name.split('.').at(-1) ?? '', true) ?? findField(typeOf(context.scope.decl), name, true);
        if (!field) throw refused(context, `Invalid when value: ${text}`, node);
        return (frame) => field.member.get(frame.vm, null);
    }
    const digits = text.replace(/^[+-]+/, '');
    const negative = text.startsWith('-');
    if (/l$/i.test(digits)) {
        const long = BigInt(digits.slice(0, -1));
        return () => (negative ? -long : long);
    }
    const value = integer(digits, context.unit.file, lineOf(node));
    const signed: Expr = {
        type: T.Integer,
        run: (frame) => (negative ? -Number(value.run(frame)) | 0 : value.run(frame))
    };
    return converted(signed, on.type) ?? signed.run;
}
