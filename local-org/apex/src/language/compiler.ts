import type { Data } from '../data/data.ts';
import { Unsupported } from '../unsupported.ts';
import type { Expr, Scope } from './frame.ts';
import { CompileError, lineOf } from './source.ts';
import type { Names } from './type-names.ts';
import type { ApexType } from './types.ts';

/** What compiling one class's code needs besides the code: names, the file, its coverage. */
export interface Unit {
    readonly names: Names;
    readonly data: Data;
    readonly file: string | null;
    /** By line: undefined where nothing can run, 0 not yet run, 1 run. */
    readonly coverage: (0 | 1 | undefined)[];
}

/** A unit with the scope of the method that is compiled. */
export interface Context {
    readonly unit: Unit;
    readonly scope: Scope;
}

/** What stands before a dot: a value, a type whose static members follow, or names that mean nothing yet. */
export type Operand =
    Expr | { readonly staticType: ApexType; readonly path: readonly string[] } | { readonly path: readonly string[] };

/** Whether an operand is a value. */
export const isExpr = (operand: Operand): operand is Expr => 'run' in operand;
/** Whether an operand is a type whose static members may follow. */
export const isStatic = (operand: Operand): operand is { staticType: ApexType; path: readonly string[] } =>
    'staticType' in operand;

interface Node {
    readonly start: { readonly line: number };
}

/** The error for Apex that is right but that this interpreter does not run, with its file and line. */
export const unsupported = (context: Context, what: string, at: Node): Unsupported =>
    new Unsupported(what, context.unit.file, lineOf(at));
/** The error for Apex that the platform would not compile either, with its file and line. */
export const refused = (context: Context, what: string, at: Node): CompileError =>
    new CompileError(what, context.unit.file, lineOf(at));
