import { type LiteralContext } from '@apexdevtools/apex-parser';
import { Unsupported } from '../unsupported.ts';
import * as decimal from './decimal.ts';
import type { Expr } from './frame.ts';
import { CompileError, lineOf, maybe } from './source.ts';
import { type ApexType, T } from './types.ts';
import { ApexDouble, type Value } from './values.ts';

const escapes: Record<string, string> = { b: '\b', t: '\t', n: '\n', f: '\f', r: '\r', "'": "'", '"': '"', '\\': '\\' };

/** The text of a string literal, its escapes replaced. */
export const unquote = (literal: string): string =>
    literal.slice(1, -1).replace(/\\(u[0-9a-fA-F]{4}|.)/g, (_all, code: string) => {
        if (code.startsWith('u')) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
        return escapes[code] ?? code;
    });

const constant = (type: ApexType, value: Value): Expr => ({ type, run: () => value });

/** A literal as a constant. Refuses (Unsupported) the kinds that Apex has and this interpreter does not. */
export function literal(context: LiteralContext, file: string | null): Expr {
    const text = context.getText();
    if (maybe(context.NULL())) return constant(T.null, null);
    if (maybe(context.BooleanLiteral())) return constant(T.Boolean, text.toLowerCase() === 'true');
    if (maybe(context.StringLiteral())) return constant(T.String, unquote(text));
    if (maybe(context.IntegerLiteral())) return integer(text, file, lineOf(context));
    if (maybe(context.LongLiteral())) return constant(T.Long, BigInt(text.slice(0, -1)));
    if (maybe(context.NumberLiteral())) {
        return /d$/i.test(text)
            ? constant(T.Double, new ApexDouble(Number(text.slice(0, -1))))
            : constant(T.Decimal, decimal.parse(text) ?? null);
    }
    throw new Unsupported(`literal ${text.slice(0, 20)}`, file, lineOf(context));
}

/** An Integer literal. Refuses (CompileError) what does not fit into 32 bits; 2147483648 is let through for its minus. */
export function integer(text: string, file: string | null, line: number): Expr {
    const value = Number(text);
    if (value > 2_147_483_648) throw new CompileError(`Illegal integer: ${text}`, file, line);
    return constant(T.Integer, value | 0);
}
