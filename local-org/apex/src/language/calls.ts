import type {
    DotExpressionContext,
    ExpressionContext,
    ExpressionListContext,
    MethodCallContext
} from '@apexdevtools/apex-parser';
import { describeCall } from '../library/define.ts';
import { type Context, isExpr, isStatic, refused, unsupported } from './compiler.ts';
import { converted } from './convert.ts';
import { takesBinds, withVariables } from './dynamic-binds.ts';
import { expression, operandOf, ownType } from './expressions.ts';
import type { Expr, Run } from './frame.ts';
import { type Chosen, findConstructor, findMethod, hasMethod, invokeOn, passed } from './members.ts';
import { beginImplicitly, initialiseClass, layoutOf } from './objects.ts';
import { callLater } from '../run/jobs.ts';
import { maybe } from './source.ts';
import { findTypeByName } from './type-names.ts';
import { type ApexType, T, type TypeDecl, isSObject, nameOf, typeOf } from './types.ts';
import { Instance, type Value } from './values.ts';

const argumentsOf = (context: Context, list: ExpressionListContext | undefined): Expr[] =>
    (list?.expression_list() ?? []).map((node) => expression(context, node));

function notFound(
    context: Context,
    type: ApexType,
    name: string,
    args: readonly Expr[],
    node: Parameters<typeof refused>[2]
): Error {
    const call = describeCall(
        name,
        args.map((arg) => arg.type)
    );
    const inLibrary = type.decl.file === null && type.decl.kind !== 'sobject';
    if (inLibrary) return unsupported(context, `${nameOf(type)}.${call}`, node);
    return refused(
        context,
        `Method does not exist or incorrect signature: ${call} from the type ${nameOf(type)}`,
        node
    );
}

const values = (runs: readonly Run[], frame: Parameters<Run>[0]): Value[] => {
    const out: Value[] = new Array<Value>(runs.length);
    for (let i = 0; i < runs.length; i += 1) out[i] = runs[i]?.(frame) ?? null;
    return out;
};

const staticCall = ({ member, params, returns }: Chosen, args: readonly Expr[]): Expr => {
    const runs = passed(args, params);
    const isLater = member.annotations.some((annotation) => annotation.name === 'future');
    return {
        type: returns,
        run: (frame) => {
            const given = values(runs, frame);
            if (isLater) return (callLater(frame.vm, member, given), null);
            initialiseClass(frame.vm, member.owner);
            return member.invoke(frame.vm, null, given);
        }
    };
};

function instanceCall(self: Expr, { member, params, returns }: Chosen, args: readonly Expr[], safe: boolean): Expr {
    const runs = passed(args, params);
    if (self.isSuper)
        return { type: returns, run: (frame) => member.invoke(frame.vm, frame.self, values(runs, frame)) };
    return {
        type: returns,
        run: (frame) => {
            const on = self.run(frame);
            if (on === null && safe) return null;
            const target = frame.vm.notNull(on);
            return invokeOn(frame.vm, member, target, values(runs, frame));
        }
    };
}

/** `name(…)`, `this(…)`, `super(…)`. */
export function plainCall(context: Context, node: MethodCallContext): Expr {
    const args = argumentsOf(context, maybe(node.expressionList()));
    if (maybe(node.THIS())) return constructorCall(context, ownType(context), args, node);
    if (maybe(node.SUPER())) return parentConstructor(context, args, node);
    const name = node.id().getText();
    for (let decl: TypeDecl | null = context.scope.decl; decl; decl = decl.outer) {
        const own = decl === context.scope.decl && !context.scope.isStatic;
        if (!hasMethod(typeOf(decl), name)) continue;
        const chosen = findMethod(typeOf(decl), name, args, own ? undefined : true);
        if (!chosen) continue;
        if (chosen.member.isStatic) return staticCall(chosen, args);
        return instanceCall({ type: typeOf(decl), run: (frame) => frame.self }, chosen, args, false);
    }
    throw notFound(context, ownType(context), name, args, node);
}

function constructorCall(context: Context, type: ApexType, args: readonly Expr[], node: MethodCallContext): Expr {
    const chosen = findConstructor(type, args);
    if (!chosen && args.length > 0) throw notFound(context, type, '<Constructor>', args, node);
    const runs = chosen ? passed(args, chosen.params) : [];
    return {
        type: T.void,
        run: (frame) => {
            const given = values(runs, frame);
            if (chosen) chosen.member.invoke(frame.vm, frame.self, given);
            return null;
        }
    };
}

/** `super(…)`: the parent begins, then the fields of this class; the rest of the constructor follows. */
function parentConstructor(context: Context, args: readonly Expr[], node: MethodCallContext): Expr {
    const { decl } = context.scope;
    const parent = decl.superType ?? T.Object;
    const hasOwn = findConstructor(parent, args) !== undefined;
    const call = hasOwn || args.length > 0 ? constructorCall(context, parent, args, node).run : undefined;
    return {
        type: T.void,
        run: (frame) => {
            const self = frame.self instanceof Instance ? frame.self : undefined;
            if (call) call(frame);
            else if (self && decl.superType) beginImplicitly(frame.vm, decl.superType.decl, self, null);
            if (self) layoutOf(decl)?.initialiseFields(frame.vm, self);
            return null;
        }
    };
}

/** `target.name(…)`, on a value or a type. */
export function dotCall(context: Context, node: DotExpressionContext, safe: boolean): Expr {
    const call = node.dotMethodCall();
    const name = call.anyId().getText();
    const args = argumentsOf(context, maybe(call.expressionList()));
    const special = fieldError(context, node.expression(), name, args);
    if (special) return special;
    const target = operandOf(context, node.expression());
    if (isExpr(target)) return onValue(context, target, name, args, safe, call);
    if (isStatic(target)) {
        const chosen =
            findMethod(target.staticType, name, args, true) ?? outerInstance(context, target.staticType, name, args);
        if (chosen && takesBinds(chosen.member)) return withVariables(context, staticCall(chosen, args));
        if (chosen)
            return chosen.member.isStatic
                ? staticCall(chosen, args)
                : instanceCall(selfAs(target.staticType), chosen, args, false);
    }
    const token = context.unit.data.resolveToken(target.path);
    if (token && token.used === target.path.length) {
        return onValue(context, { type: token.type, run: ({ vm }) => token.value(vm) }, name, args, safe, call);
    }
    const decl = findTypeByName(context.unit.names, context.scope.decl, target.path.join('.'));
    throw decl
        ? notFound(context, typeOf(decl), name, args, call)
        : unsupported(context, `${target.path.join('.')}.${name}`, call);
}

const selfAs = (type: ApexType): Expr => ({ type, run: (frame) => frame.self });

/** Inside a class, `ThatClass.method()` may be an instance method of its own parent. */
const outerInstance = (context: Context, type: ApexType, name: string, args: readonly Expr[]): Chosen | undefined =>
    !context.scope.isStatic && context.scope.decl === type.decl ? findMethod(type, name, args, false) : undefined;

function onValue(
    context: Context,
    target: Expr,
    name: string,
    args: readonly Expr[],
    safe: boolean,
    node: Parameters<typeof refused>[2]
): Expr {
    const row = target.isQuery ? target.type.args[0] : undefined;
    const chosen = findMethod(target.type, name, args, false);
    if (!chosen && row && isSObject(row)) {
        return onValue(context, { type: row, run: converted(target, row) ?? target.run }, name, args, safe, node);
    }
    if (!chosen) throw notFound(context, target.type, name, args, node);
    return instanceCall(target, chosen, args, safe);
}

/** `record.Field.addError('…')`: the field is named, not read. */
function fieldError(
    context: Context,
    target: ExpressionContext,
    name: string,
    args: readonly Expr[]
): Expr | undefined {
    if (name.toLowerCase() !== 'adderror' || !('anyId' in target) || !('expression' in target)) return undefined;
    const path = target as DotExpressionContext; // of all expressions, only a dotted one has both
    if (maybe(path.dotMethodCall())) return undefined;
    const record = operandOf(context, path.expression());
    if (!isExpr(record) || !isSObject(record.type)) return undefined;
    const field = path.anyId().getText();
    const message = args[0] && converted(args[0], T.String);
    if (!message) return undefined;
    return {
        type: T.void,
        run: (frame) => {
            const on = frame.vm.notNull(record.run(frame));
            frame.vm.data.addFieldError(frame.vm, on, field, frame.vm.text(message(frame)));
            return null;
        }
    };
}
