import type {
    BlockContext,
    FieldDeclarationContext,
    ForStatementContext,
    LocalVariableDeclarationContext,
    StatementContext,
    TryStatementContext
} from '@apexdevtools/apex-parser';
import type { DmlOperation, DmlOptions } from '../data/data.ts';
import { heldStill, itemsOf } from '../library/collections.ts';
import { Unsupported } from '../unsupported.ts';
import { ApexThrow } from '../vm.ts';
import { type Context, refused, unsupported } from './compiler.ts';
import { castTo } from './convert.ts';
import { expression, expressionAs } from './expressions.ts';
import type { Frame, Run } from './frame.ts';
import { bindValues, compileQuery } from './queries.ts';
import { lineOf, maybe } from './source.ts';
import { switchStatement } from './switches.ts';
import { findTypeByName, resolveType } from './type-names.ts';
import {
    type ApexType,
    T,
    isSObject,
    isSubtype,
    listDecl,
    nameOf,
    setDecl,
    substitute,
    supertypes,
    iterableDecl,
    typeOf
} from './types.ts';
import { ListValue, SetValue, type Value } from './values.ts';
import { PrimaryExpressionContext, SoqlPrimaryContext } from '@apexdevtools/apex-parser';

/** How a statement ended: it ran through, or left the loop, the turn, or the method (its value is in the frame). */
export type End = 0 | 1 | 2 | 3;
export const through: End = 0;
export const broke: End = 1;
export const continued: End = 2;
export const returned: End = 3;

export type Step = (frame: Frame) => End;

/** Compiles a block with a scope of its own. */
export const block = (context: Context, node: BlockContext): Step =>
    context.scope.block(() => {
        const steps = node.statement_list().map((part) => statement(context, part));
        return sequence(steps);
    });

function sequence(steps: readonly Step[]): Step {
    const [first, second] = steps;
    if (!first) return () => through;
    if (!second) return first;
    return (frame) => {
        for (const step of steps) {
            const end = step(frame);
            if (end !== through) return end;
        }
        return through;
    };
}

/** Compiles a statement; running it marks its line as covered and as where the stack is. */
export function statement(context: Context, node: StatementContext): Step {
    const inner = maybe(node.block());
    if (inner) return block(context, inner);
    const line = lineOf(node);
    const { coverage, file } = context.unit;
    coverage[line] ??= 0;
    let step: Step;
    try {
        step = bare(context, node);
    } catch (error) {
        // what cannot be compiled stops only where it would run
        if (error instanceof Unsupported && !error.message.includes(' at '))
            throw new Unsupported(error.what, file, line);
        throw error;
    }
    return (frame) => {
        coverage[line] = 1;
        frame.entry.line = line;
        frame.vm.limits.statement(frame.vm);
        return step(frame);
    };
}

function bare(context: Context, node: StatementContext): Step {
    const expressionStatement = maybe(node.expressionStatement());
    if (expressionStatement) {
        const { run } = expression(context, expressionStatement.expression());
        return (frame) => (run(frame), through);
    }
    const declaration = maybe(node.localVariableDeclarationStatement());
    if (declaration) return locals(context, declaration.localVariableDeclaration());
    const back = maybe(node.returnStatement());
    if (back) return returning(context, maybe(back.expression()));
    const test = maybe(node.ifStatement());
    if (test) {
        const [yes, no] = test.statement_list();
        return choice(
            expressionAs(context, test.parExpression().expression(), T.Boolean).run,
            yes && scoped(context, yes),
            no && scoped(context, no)
        );
    }
    const repeat = maybe(node.forStatement());
    if (repeat) return context.scope.block(() => forLoop(context, repeat));
    const loop = maybe(node.whileStatement());
    if (loop) {
        const body = maybe(loop.statement());
        return whileLoop(
            expressionAs(context, loop.parExpression().expression(), T.Boolean).run,
            body ? scoped(context, body) : () => through,
            () => undefined
        );
    }
    const until = maybe(node.doWhileStatement());
    if (until)
        return doLoop(
            block(context, until.block()),
            expressionAs(context, until.parExpression().expression(), T.Boolean).run
        );
    const attempt = maybe(node.tryStatement());
    if (attempt) return tryStatement(context, attempt);
    const choose = maybe(node.switchStatement());
    if (choose) return switchStatement(context, choose);
    if (maybe(node.breakStatement())) return () => broke;
    if (maybe(node.continueStatement())) return () => continued;
    const thrown = maybe(node.throwStatement());
    if (thrown) return throwing(expressionAs(context, thrown.expression(), T.Exception).run);
    const runAs = maybe(node.runAsStatement());
    if (runAs)
        return runningAs(
            context,
            expression(context, runAs.expressionList().expression(0)).run,
            block(context, runAs.block())
        );
    return dml(context, node);
}

const scoped = (context: Context, node: StatementContext): Step => context.scope.block(() => statement(context, node));

/** What the grammar takes for a field, in a trigger: a variable of all that follows. */
export function variables(context: Context, node: FieldDeclarationContext): Step {
    const line = lineOf(node);
    const { coverage } = context.unit;
    coverage[line] ??= 0;
    const step = locals(context, node);
    return (frame) => {
        coverage[line] = 1;
        frame.entry.line = line;
        frame.vm.limits.statement(frame.vm);
        return step(frame);
    };
}

function locals(context: Context, node: LocalVariableDeclarationContext | FieldDeclarationContext): Step {
    const { scope, unit } = context;
    const type = resolveType(unit.names, scope.decl, node.typeRef(), unit.file);
    const steps = node
        .variableDeclarators()
        .variableDeclarator_list()
        .map((declarator): Step => {
            const value = maybe(declarator.expression());
            const run = value ? expressionAs(context, value, type).run : () => null;
            const { slot } = scope.declare(declarator.id().getText(), type);
            return (frame) => {
                frame.locals[slot] = run(frame);
                return through;
            };
        });
    return sequence(steps);
}

function returning(context: Context, node: Parameters<typeof expression>[1] | undefined): Step {
    if (!node) return () => returned;
    const { run } = expressionAs(context, node, context.scope.returns);
    return (frame) => {
        frame.result = run(frame);
        return returned;
    };
}

const isTrue = (frame: Frame, run: Run): boolean => frame.vm.notNull(run(frame)) === true;

const choice =
    (test: Run, yes: Step | undefined, no: Step | undefined): Step =>
    (frame) =>
        (isTrue(frame, test) ? yes?.(frame) : no?.(frame)) ?? through;

const whileLoop =
    (test: Run, body: Step, after: (frame: Frame) => void): Step =>
    (frame) => {
        while (isTrue(frame, test)) {
            const end = body(frame);
            if (end === broke) return through;
            if (end === returned) return end;
            after(frame);
            frame.vm.limits.statement(frame.vm);
        }
        return through;
    };

const doLoop =
    (body: Step, test: Run): Step =>
    (frame) => {
        do {
            const end = body(frame);
            if (end === broke) return through;
            if (end === returned) return end;
        } while (isTrue(frame, test));
        return through;
    };

function forLoop(context: Context, node: ForStatementContext): Step {
    const control = node.forControl();
    const each = maybe(control.enhancedForControl());
    if (each) return forEach(context, node);
    const init = maybe(control.forInit());
    const declared = maybe(init?.localVariableDeclaration());
    const begin = declared
        ? [locals(context, declared)]
        : (maybe(init?.expressionList())?.expression_list() ?? []).map((part) => asStep(context, part));
    const test = maybe(control.expression());
    const updates = (maybe(maybe(control.forUpdate())?.expressionList())?.expression_list() ?? []).map(
        (part) => expression(context, part).run
    );
    const bodyNode = maybe(node.statement());
    const body: Step = bodyNode ? scoped(context, bodyNode) : () => through;
    const loop = whileLoop(test ? expressionAs(context, test, T.Boolean).run : () => true, body, (frame) => {
        for (const update of updates) update(frame);
    });
    return sequence([...begin, loop]);
}

function asStep(context: Context, node: Parameters<typeof expression>[1]): Step {
    const { run } = expression(context, node);
    return (frame) => (run(frame), through);
}

/** `for (T x : …)` over a list, a set, anything Iterable, or a query (by rows, or by chunks of 200 for a list). */
function forEach(context: Context, node: ForStatementContext): Step {
    const { unit, scope } = context;
    const control = node.forControl().enhancedForControl();
    const type = resolveType(unit.names, scope.decl, control.typeRef(), unit.file);
    const source = sourceOf(context, node, type);
    const { slot } = scope.declare(control.id().getText(), type);
    const bodyNode = maybe(node.statement());
    const body: Step = bodyNode ? scoped(context, bodyNode) : () => through;
    return (frame) => {
        for (const item of source(frame)) {
            frame.locals[slot] = item;
            const end = body(frame);
            if (end === broke) return through;
            if (end === returned) return end;
            frame.vm.limits.statement(frame.vm);
        }
        return through;
    };
}

function sourceOf(context: Context, node: ForStatementContext, type: ApexType): (frame: Frame) => Iterable<Value> {
    const from = node.forControl().enhancedForControl().expression();
    const primary = from instanceof PrimaryExpressionContext ? from.primary() : undefined;
    if (primary instanceof SoqlPrimaryContext) {
        const query = compileQuery(context, primary.soqlLiteral().query());
        const chunks = (frame: Frame) => frame.vm.data.queryChunks(frame.vm, query.plan, bindValues(query, frame));
        if (type.decl === listDecl) return chunks;
        return function* rows(frame) {
            for (const chunk of chunks(frame)) yield* chunk.items;
        };
    }
    const collection = expression(context, from);
    const element = elementOf(collection.type);
    if (!element) throw refused(context, `Loop must iterate over a collection: ${nameOf(collection.type)}`, from);
    return (frame) => iterate(frame, collection.run(frame), type);
}

const elementOf = (type: ApexType): ApexType | undefined => {
    if (type.decl === listDecl || type.decl === setDecl) return type.args[0];
    const iterable = [...supertypes(type)].find((above) => above.decl === iterableDecl);
    return iterable && substitute(iterable.args[0] ?? T.Object, type);
};

function* iterate(frame: Frame, value: Value, type: ApexType): Generator<Value> {
    const { vm } = frame;
    const source = vm.notNull(value);
    if (source instanceof ListValue || source instanceof SetValue) {
        const held = heldStill(source);
        held.iterating += 1;
        try {
            for (const item of itemsOf(source)) yield castTo(vm, item, type);
        } finally {
            held.iterating -= 1;
        }
    } else {
        const iterator = vm.call(source, 'iterator');
        while (vm.call(iterator, 'hasNext') === true) yield castTo(vm, vm.call(iterator, 'next'), type);
    }
}

/** Limits, failed assertions and what this interpreter does not support pass every catch clause. */
const uncatchable = new Set(['LimitException', 'AssertException']);

function tryStatement(context: Context, node: TryStatementContext): Step {
    const { unit, scope } = context;
    const body = block(context, node.block());
    const handlers = node.catchClause_list().map((clause) => {
        const name = clause.qualifiedName().getText();
        const decl = findTypeByName(unit.names, scope.decl, name);
        if (!decl || !isSubtype(typeOf(decl), T.Exception)) throw refused(context, `Invalid type: ${name}`, clause);
        return scope.block(() => {
            const { slot } = scope.declare(clause.id().getText(), typeOf(decl));
            return { type: typeOf(decl), slot, step: block(context, clause.block()) };
        });
    });
    const last = maybe(node.finallyBlock());
    const always = last && block(context, last.block());
    const guarded: Step = (frame) => {
        const depth = frame.vm.stack.length;
        try {
            return body(frame);
        } catch (error) {
            frame.vm.stack.length = depth;
            const thrown = asApexThrow(frame, error);
            if (!thrown || uncatchable.has(thrown.value.type.decl.name)) throw error;
            const handler = handlers.find(({ type }) => frame.vm.instanceOf(thrown.value, type));
            if (!handler) throw error;
            frame.locals[handler.slot] = thrown.value;
            return handler.step(frame);
        }
    };
    if (!always) return guarded;
    return (frame) => {
        let end: End = through;
        let result: Value = null;
        try {
            end = guarded(frame);
            result = frame.result;
        } catch (error) {
            // a finally block cannot stop what no catch clause may
            if (!(error instanceof ApexThrow) || uncatchable.has(error.value.type.decl.name)) throw error;
            const cut = always(frame);
            if (cut !== through) return cut;
            throw error;
        }
        const cut = always(frame);
        if (cut !== through) return cut;
        frame.result = result;
        return end;
    };
}

/** JavaScript's own stack overflow is Apex' depth limit; it cannot be caught. */
function asApexThrow(frame: Frame, error: unknown): ApexThrow | undefined {
    if (error instanceof ApexThrow) return error;
    if (error instanceof RangeError) throw frame.vm.exception('LimitException', 'Maximum stack depth reached: 1001');
    return undefined;
}

const throwing =
    (run: Run): Step =>
    (frame) => {
        const value = frame.vm.notNull(run(frame));
        if (typeof value === 'object' && 'native' in value) throw new ApexThrow(value);
        throw new Error('thrown value is not an exception');
    };

function runningAs(_context: Context, user: Run, body: Step): Step {
    return (frame) => {
        let end: End = through;
        frame.vm.data.asUser(frame.vm, frame.vm.notNull(user(frame)), () => {
            end = body(frame);
        });
        return end;
    };
}

const operations: readonly DmlOperation[] = ['insert', 'update', 'delete', 'undelete', 'upsert'];

function dml(context: Context, node: StatementContext): Step {
    const forms = {
        insert: maybe(node.insertStatement()),
        update: maybe(node.updateStatement()),
        delete: maybe(node.deleteStatement()),
        undelete: maybe(node.undeleteStatement()),
        upsert: maybe(node.upsertStatement())
    };
    for (const operation of operations) {
        const found = forms[operation];
        if (!found) continue;
        const access = maybe(found.accessLevel());
        const options: DmlOptions = {
            ...(access && { access: maybe(access.USER()) ? 'user' : 'system' }),
            ...(operation === 'upsert' && externalIdOf(node))
        };
        return changing(context, operation, found.expression(), options);
    }
    throw unsupported(context, node.getText().slice(0, 60), node);
}

function externalIdOf(node: StatementContext): { externalId: string } | undefined {
    const name = maybe(node.upsertStatement().qualifiedName())?.getText().split('.').at(-1);
    return name === undefined ? undefined : { externalId: name };
}

function changing(
    context: Context,
    operation: DmlOperation,
    node: Parameters<typeof expression>[1],
    options: DmlOptions
): Step {
    const records = expression(context, node);
    const row = records.type.args[0];
    const fits = isSObject(records.type) || (records.type.decl === listDecl && row && isSObject(row));
    if (!fits) throw refused(context, `DML requires SObject or SObject list type: ${nameOf(records.type)}`, node);
    return (frame) => {
        frame.vm.data.dml(frame.vm, operation, frame.vm.notNull(records.run(frame)), options);
        return through;
    };
}
