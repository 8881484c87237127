import type { AssignExpressionContext, ExpressionContext } from '@apexdevtools/apex-parser';
import { type Context, refused } from './compiler.ts';
import { converted } from './convert.ts';
import { expression } from './expressions.ts';
import type { Expr, Place } from './frame.ts';
import { binary } from './operators.ts';
import { type ApexType, T, nameOf, numericRank } from './types.ts';

function placeOf(context: Context, node: ExpressionContext): Place {
    const { place } = expression(context, node);
    if (!place) throw refused(context, `Expression cannot be assigned: ${node.getText()}`, node);
    return place;
}

/** `a = b`, and the forms that combine: `+=`, `-=`, `*=`, `/=`, `|=`, `&=`, `^=`, `<<=`, `>>=`, `>>>=`. */
export function assignment(context: Context, node: AssignExpressionContext, operator: string): Expr {
    const place = placeOf(context, node.expression(0));
    const value = expression(context, node.expression(1));
    return operator === '='
        ? plain(context, node, place, value)
        : combined(context, node, place, value, operator.slice(0, -1), true);
}

function plain(context: Context, node: ExpressionContext, place: Place, value: Expr): Expr {
    const run = converted(value, place.type);
    if (!run) throw refused(context, `Illegal assignment from ${nameOf(value.type)} to ${nameOf(place.type)}`, node);
    return {
        type: place.type,
        run: (frame) => {
            const at = place.locate(frame);
            const assigned = run(frame);
            at.write(assigned);
            return assigned;
        }
    };
}

/** A slot of the frame, for a value that is had once and used in a computation. */
function temporary(context: Context, type: ApexType): { slot: number; expr: Expr } {
    const { slot } = context.scope.declare(' temporary', type);
    return { slot, expr: { type, run: (frame) => frame.locals[slot] ?? null } };
}

/** Finds the place once, reads it, computes with the value, writes; answers what is there after or was before. */
function combined(
    context: Context,
    node: ExpressionContext,
    place: Place,
    value: Expr,
    operator: string,
    answersNew: boolean
): Expr {
    const before = temporary(context, place.type);
    const operand = temporary(context, value.type);
    const computed = binary(operator, before.expr, operand.expr);
    const run = converted(computed, place.type) ?? converted({ ...computed, type: T.Object }, place.type);
    if (!run || (numericRank(computed.type) > numericRank(place.type) && numericRank(place.type) >= 0)) {
        throw refused(context, `Illegal assignment from ${nameOf(computed.type)} to ${nameOf(place.type)}`, node);
    }
    return {
        type: place.type,
        run: (frame) => {
            const at = place.locate(frame);
            const old = at.read();
            const other = value.run(frame);
            frame.locals[before.slot] = old;
            frame.locals[operand.slot] = other;
            const result = run(frame);
            at.write(result);
            return answersNew ? result : old;
        }
    };
}

/** `i++`, `++i`, `i--`, `--i`: answers the value before or after. */
export function increment(
    context: Context,
    node: ExpressionContext,
    target: ExpressionContext,
    operator: string,
    prefix: boolean
): Expr {
    const place = placeOf(context, target);
    if (numericRank(place.type) < 0) throw refused(context, `${operator} needs a number`, node);
    return combined(context, node, place, { type: T.Integer, run: () => 1 }, operator.charAt(0), prefix);
}
