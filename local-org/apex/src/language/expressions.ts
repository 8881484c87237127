import {
    Arth1ExpressionContext,
    Arth2ExpressionContext,
    ArrayExpressionContext,
    AssignExpressionContext,
    BitAndExpressionContext,
    BitExpressionContext,
    BitNotExpressionContext,
    BitOrExpressionContext,
    CastExpressionContext,
    CmpExpressionContext,
    CoalExpressionContext,
    CondExpressionContext,
    DotExpressionContext,
    EqualityExpressionContext,
    type ExpressionContext,
    IdPrimaryContext,
    InstanceOfExpressionContext,
    LiteralPrimaryContext,
    LogAndExpressionContext,
    LogOrExpressionContext,
    MethodCallExpressionContext,
    NegExpressionContext,
    NewExpressionContext,
    PostOpExpressionContext,
    PreOpExpressionContext,
    PrimaryExpressionContext,
    SoqlPrimaryContext,
    SubExpressionContext,
    SuperPrimaryContext,
    ThisPrimaryContext,
    TypeRefPrimaryContext
} from '@apexdevtools/apex-parser';
import { assignment, increment } from './assignments.ts';
import { dotCall, plainCall } from './calls.ts';
import { type Context, type Operand, isExpr, isStatic, refused, unsupported } from './compiler.ts';
import { castTo, converted, isId } from './convert.ts';
import { creation } from './creation.ts';
import type { Expr, Place } from './frame.ts';
import { integer, literal } from './literals.ts';
import { findField } from './members.ts';
import { binary, comparison, equality, unary } from './operators.ts';
import { queryExpression } from './queries.ts';
import { lineOf, maybe } from './source.ts';
import { findTypeByName, resolveType } from './type-names.ts';
import {
    type ApexType,
    type FieldInfo,
    T,
    conversionCost,
    isSObject,
    listDecl,
    nameOf,
    numericRank,
    substitute,
    typeOf
} from './types.ts';
import { ListValue, SetValue, TypeValue, type Value } from './values.ts';

/** The text of all tokens between an operator's two sides. */
const operatorOf = (node: {
    getChildCount: () => number;
    getChild: (i: number) => { getText: () => string };
}): string => Array.from({ length: node.getChildCount() - 2 }, (_, i) => node.getChild(i + 1).getText()).join('');

/** Compiles an expression. Refuses (CompileError, Unsupported) with file and line. */
export function expression(context: Context, node: ExpressionContext): Expr {
    const operand = operandOf(context, node);
    if (isExpr(operand)) return operand;
    const token = schemaToken(context, operand.path);
    if (token) return token;
    throw refused(context, `Variable does not exist: ${operand.path.join('.')}`, node);
}

/** Compiles an expression to be used as `type`, with Apex's implicit conversions. */
export function expressionAs(context: Context, node: ExpressionContext, type: ApexType): Expr {
    const expr = expression(context, node);
    const run = converted(expr, type);
    if (!run) throw refused(context, `Illegal assignment from ${nameOf(expr.type)} to ${nameOf(type)}`, node);
    return { type, run };
}

/** What an expression is when a dot may follow: a value, a type, or names still without a meaning. */
export function operandOf(context: Context, node: ExpressionContext): Operand {
    if (node instanceof PrimaryExpressionContext) return primary(context, node);
    if (node instanceof DotExpressionContext) return dot(context, node);
    return compound(context, node);
}

function primary(context: Context, node: PrimaryExpressionContext): Operand {
    const inner = node.primary();
    if (inner instanceof IdPrimaryContext) return named(context, inner.id().getText());
    if (inner instanceof LiteralPrimaryContext) return literal(inner.literal(), context.unit.file);
    if (inner instanceof ThisPrimaryContext) return { type: ownType(context), run: (frame) => frame.self };
    if (inner instanceof SuperPrimaryContext) {
        return { type: context.scope.decl.superType ?? T.Object, run: (frame) => frame.self, isSuper: true };
    }
    if (inner instanceof SoqlPrimaryContext) return queryExpression(context, inner.soqlLiteral().query());
    if (inner instanceof TypeRefPrimaryContext) {
        const value = new TypeValue(
            resolveType(context.unit.names, context.scope.decl, inner.typeRef(), context.unit.file)
        );
        return { type: T.Type, run: () => value };
    }
    throw unsupported(context, inner.getText(), node);
}

/** The type of `this`. */
export const ownType = (context: Context): ApexType => typeOf(context.scope.decl);

/** A bare name: a local, a field of this class or one around it, a type, or the beginning of a longer name. */
function named(context: Context, name: string): Operand {
    const local = context.scope.find(name);
    if (local) {
        const { slot, type } = local;
        const place: Place = {
            type,
            locate: (frame) => ({
                read: () => frame.locals[slot] ?? null,
                write: (value) => void (frame.locals[slot] = value)
            })
        };
        return { type, run: (frame) => frame.locals[slot] ?? null, place };
    }
    const field = ownField(context, name);
    if (field) return field;
    const decl = findTypeByName(context.unit.names, context.scope.decl, name);
    return decl ? { staticType: typeOf(decl), path: [name] } : { path: [name] };
}

function ownField(context: Context, name: string): Expr | undefined {
    for (let decl: typeof context.scope.decl | null = context.scope.decl; decl; decl = decl.outer) {
        const own = decl === context.scope.decl;
        const backing =
            own && context.scope.property === name.toLowerCase()
                ? decl.fields.get(`${name.toLowerCase()} behind`)
                : undefined;
        const found = backing ? { member: backing, owner: typeOf(decl) } : findField(typeOf(decl), name);
        if (!found || (!found.member.isStatic && (!own || context.scope.isStatic))) continue;
        const self: Expr = { type: typeOf(decl), run: (frame) => frame.self };
        return fieldAccess(
            found.member,
            substitute(found.member.type, found.owner),
            found.member.isStatic ? undefined : self,
            false
        );
    }
    return undefined;
}

/** Reading and assigning a field of `self` (a static one without it). */
function fieldAccess(field: FieldInfo, type: ApexType, self: Expr | undefined, safe: boolean): Expr {
    const { get, set } = field;
    if (!self) {
        const place: Place | undefined = set && {
            type,
            locate: ({ vm }) => ({ read: () => get(vm, null), write: (value) => set(vm, null, value) })
        };
        return { type, run: ({ vm }) => get(vm, null), ...(place && { place }) };
    }
    const target = self.run;
    const place: Place | undefined = set && {
        type,
        locate: (frame) => {
            const on = frame.vm.notNull(target(frame));
            return { read: () => get(frame.vm, on), write: (value) => set(frame.vm, on, value) };
        }
    };
    const run = safe
        ? (frame: Parameters<Expr['run']>[0]) => {
              const on = target(frame);
              return on === null ? null : get(frame.vm, on);
          }
        : (frame: Parameters<Expr['run']>[0]) => get(frame.vm, frame.vm.notNull(target(frame)));
    return { type, run, ...(place && { place }) };
}

function schemaToken(context: Context, path: readonly string[]): Expr | undefined {
    const [first = '', second = '', third = ''] = path.map((part) => part.toLowerCase());
    const label =
        first === 'label' ? path.slice(1) : first === 'system' && second === 'label' ? path.slice(2) : undefined;
    if (label && label.length > 0) return labelText(label);
    void third;
    const token = context.unit.data.resolveToken(path);
    return token && token.used === path.length ? { type: token.type, run: ({ vm }) => token.value(vm) } : undefined;
}

const labelText = (path: readonly string[]): Expr => ({
    type: T.String,
    run: ({ vm }) => {
        const name = path.at(-1) ?? '';
        const text = vm.host.label(path.join('.')) ?? vm.host.label(name);
        return text ?? vm.raise('UnexpectedException', `No custom label ${name}`);
    }
});

function dot(context: Context, node: DotExpressionContext): Operand {
    const safe = Boolean(maybe(node.QUESTIONDOT()));
    const call = maybe(node.dotMethodCall());
    if (call) return dotCall(context, node, safe);
    const name = maybe(node.anyId())?.getText() ?? '';
    const target = operandOf(context, node.expression());
    if (!isExpr(target)) return dotted(context, target, name);
    // [SELECT …].Name reads the field of the only row.
    const row = target.isQuery ? target.type.args[0] : undefined;
    const self: Expr = row && isSObject(row) ? { type: row, run: converted(target, row) ?? target.run } : target;
    const found = findField(self.type, name, false);
    if (!found) throw refused(context, `Variable does not exist: ${nameOf(self.type)}.${name}`, node);
    const type = substitute(found.member.type, found.owner);
    const parentMayBeNull = isSObject(self.type) && isParentPath(context, node.expression());
    return fieldAccess(found.member, type, self, safe || parentMayBeNull);
}

/** `contact.Account.Name`: a path through a parent record answers null where the parent is null. */
function isParentPath(context: Context, node: ExpressionContext): boolean {
    if (!(node instanceof DotExpressionContext) || maybe(node.dotMethodCall())) return false;
    const target = operandOf(context, node.expression());
    if (!isExpr(target) || !isSObject(target.type)) return false;
    const found = findField(target.type, maybe(node.anyId())?.getText() ?? '', false);
    return found !== undefined && context.unit.data.isParentRelationship(found.member);
}

function dotted(context: Context, target: Exclude<Operand, Expr>, name: string): Operand {
    const path = [...target.path, name];
    if (isStatic(target)) {
        const field = findField(target.staticType, name, true);
        if (field) return fieldAccess(field.member, field.member.type, undefined, false);
        const inner = target.staticType.decl.inner.get(name.toLowerCase());
        if (inner) return { staticType: typeOf(inner), path };
    }
    const token = schemaToken(context, path);
    if (token) return token;
    const decl = findTypeByName(context.unit.names, context.scope.decl, path.join('.'));
    return decl ? { staticType: typeOf(decl), path } : { path };
}

function compound(context: Context, node: ExpressionContext): Expr {
    const one = (part: ExpressionContext): Expr => expression(context, part);
    const asBoolean = (part: ExpressionContext): Expr => expressionAs(context, part, T.Boolean);
    if (node instanceof SubExpressionContext) return one(node.expression());
    if (node instanceof MethodCallExpressionContext) return plainCall(context, node.methodCall());
    if (node instanceof NewExpressionContext) return creation(context, node.creator());
    if (node instanceof AssignExpressionContext) return assignment(context, node, operatorOf(node));
    if (node instanceof ArrayExpressionContext) return element(context, node);
    if (node instanceof CastExpressionContext) return cast(context, node);
    if (node instanceof InstanceOfExpressionContext) return instanceOf(context, node);
    if (node instanceof PostOpExpressionContext)
        return increment(context, node, node.expression(), node.getChild(1).getText(), false);
    if (node instanceof PreOpExpressionContext) return prefixed(context, node);
    if (node instanceof NegExpressionContext) return unary(node.getChild(0).getText(), one(node.expression()));
    if (node instanceof LogAndExpressionContext)
        return logical(asBoolean(node.expression(0)), asBoolean(node.expression(1)), true);
    if (node instanceof LogOrExpressionContext)
        return logical(asBoolean(node.expression(0)), asBoolean(node.expression(1)), false);
    if (node instanceof CondExpressionContext)
        return conditional(asBoolean(node.expression(0)), one(node.expression(1)), one(node.expression(2)));
    if (node instanceof CoalExpressionContext) return coalesce(one(node.expression(0)), one(node.expression(1)));
    if (node instanceof CmpExpressionContext)
        return comparison(operatorOf(node), one(node.expression(0)), one(node.expression(1)));
    if (node instanceof EqualityExpressionContext)
        return equality(operatorOf(node), one(node.expression(0)), one(node.expression(1)));
    if (
        node instanceof Arth1ExpressionContext ||
        node instanceof Arth2ExpressionContext ||
        node instanceof BitExpressionContext ||
        node instanceof BitAndExpressionContext ||
        node instanceof BitOrExpressionContext ||
        node instanceof BitNotExpressionContext
    ) {
        return binary(operatorOf(node), one(node.expression(0)), one(node.expression(1)));
    }
    throw unsupported(context, node.getText().slice(0, 60), node);
}

function prefixed(context: Context, node: PreOpExpressionContext): Expr {
    const operator = node.getChild(0).getText();
    if (operator === '++' || operator === '--') return increment(context, node, node.expression(), operator, true);
    const text = node.expression().getText();
    // -2147483648 is a literal of its own: its digits alone are no Integer
    if (operator === '-' && /^\d+$/.test(text)) return unary('-', integer(text, context.unit.file, lineOf(node)));
    return unary(operator, expression(context, node.expression()));
}

const logical = (left: Expr, right: Expr, and: boolean): Expr => ({
    type: T.Boolean,
    run: (frame) => {
        const first = frame.vm.notNull(left.run(frame));
        return first === and ? frame.vm.notNull(right.run(frame)) : first;
    }
});

/** The type that both sides of `? :` and `??` can be. */
function common(a: Expr, b: Expr): ApexType {
    if (a.type.decl === T.null.decl) return b.type;
    if (b.type.decl === T.null.decl) return a.type;
    const ranks = [numericRank(a.type), numericRank(b.type)];
    if (ranks.every((rank) => rank >= 0)) return Number(ranks[0]) >= Number(ranks[1]) ? a.type : b.type;
    if (conversionCost(b.type, a.type) !== undefined) return a.type;
    if (conversionCost(a.type, b.type) !== undefined) return b.type;
    return T.Object;
}

function conditional(test: Expr, yes: Expr, no: Expr): Expr {
    const type = common(yes, no);
    const [onYes, onNo] = [converted(yes, type) ?? yes.run, converted(no, type) ?? no.run];
    return { type, run: (frame) => (frame.vm.notNull(test.run(frame)) === true ? onYes(frame) : onNo(frame)) };
}

function coalesce(left: Expr, right: Expr): Expr {
    const type = left.isQuery && !right.isQuery && isSObject(right.type) ? right.type : common(left, right);
    const [first, second] = [converted(left, type) ?? left.run, converted(right, type) ?? right.run];
    return { type, run: (frame) => first(frame) ?? second(frame) };
}

function cast(context: Context, node: CastExpressionContext): Expr {
    const type = resolveType(context.unit.names, context.scope.decl, node.typeRef(), context.unit.file);
    const inner = expression(context, node.expression());
    const run = inner.isQuery && isSObject(type) ? (converted(inner, type) ?? inner.run) : inner.run;
    return { type, run: (frame) => castTo(frame.vm, run(frame), type) };
}

function instanceOf(context: Context, node: InstanceOfExpressionContext): Expr {
    const type = resolveType(context.unit.names, context.scope.decl, node.typeRef(), context.unit.file);
    const inner = expression(context, node.expression());
    // a String that has an id's form is one
    if (type.decl === T.Id.decl) return { type: T.Boolean, run: (frame) => isId(inner.run(frame)) };
    return { type: T.Boolean, run: (frame) => frame.vm.instanceOf(inner.run(frame), type) };
}

/** `list[i]`, which may be assigned to. */
function element(context: Context, node: ArrayExpressionContext): Expr {
    const list = expression(context, node.expression(0));
    const index = expressionAs(context, node.expression(1), T.Integer);
    const [type] = list.type.args;
    if (list.type.decl !== listDecl || !type) throw unsupported(context, `${nameOf(list.type)}[…]`, node);
    const place: Place = {
        type,
        locate: (frame) => {
            const at = frame.vm.notNull(list.run(frame));
            const i = Number(frame.vm.notNull(index.run(frame)));
            const items = at instanceof ListValue ? at.items : [];
            if (i < 0 || i >= items.length) frame.vm.raise('ListException', `List index out of bounds: ${i}`);
            return { read: () => items[i] ?? null, write: (value) => void (items[i] = value) };
        }
    };
    return { type, run: (frame) => place.locate(frame).read(), place };
}

/** The values that a for loop or a constructor runs through, for the collections of the language. */
export function itemsOf(value: Value): Value[] | undefined {
    if (value instanceof ListValue) return value.items;
    if (value instanceof SetValue) return [...value.entries.values()];
    return undefined;
}
