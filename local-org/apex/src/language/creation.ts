import {
    AssignExpressionContext,
    type CreatorContext,
    type ExpressionContext,
    IdPrimaryContext,
    PrimaryExpressionContext
} from '@apexdevtools/apex-parser';
import { type Context, refused, unsupported } from './compiler.ts';
import { describeCall } from '../library/define.ts';
import { expression, expressionAs } from './expressions.ts';
import type { Expr, Run } from './frame.ts';
import { type Chosen, findConstructor, findField, passed } from './members.ts';
import { instantiate } from './objects.ts';
import { maybe } from './source.ts';
import { resolveCreated } from './type-names.ts';
import { type ApexType, T, isSObject, listDecl, listOf, mapDecl, nameOf, setDecl } from './types.ts';
import { ListValue, MapValue, SObjectValue, SetValue, type Value } from './values.ts';

/** `new …`: an object, a record with fields, a list, set or map with its elements. */
export function creation(context: Context, node: CreatorContext): Expr {
    const type = resolveCreated(context.unit.names, context.scope.decl, node.createdName(), context.unit.file);
    const array = maybe(node.arrayCreatorRest());
    if (array) {
        const initializer = maybe(array.arrayInitializer());
        const size = maybe(array.expression());
        if (size) return sizedList(listOf(type), expressionAs(context, size, T.Integer));
        return listWith(context, listOf(type), maybe(initializer)?.expression_list() ?? []);
    }
    const elements = maybe(node.setCreatorRest());
    if (elements) return withElements(context, type, elements.expression_list(), node);
    const pairs = maybe(node.mapCreatorRest());
    if (pairs)
        return mapWith(
            context,
            type,
            pairs.mapCreatorRestPair_list().map((pair) => [pair.expression(0), pair.expression(1)])
        );
    if (maybe(node.noRest())) return withElements(context, type, [], node);
    const args = maybe(maybe(node.classCreatorRest())?.arguments().expressionList())?.expression_list() ?? [];
    return isSObject(type) ? record(context, type, args, node) : object(context, type, args, node);
}

function sizedList(type: ApexType, size: Expr): Expr {
    return {
        type,
        run: (frame) => {
            const length = Number(frame.vm.notNull(size.run(frame)));
            return new ListValue(type, new Array<Value>(length).fill(null));
        }
    };
}

function withElements(context: Context, type: ApexType, elements: ExpressionContext[], node: CreatorContext): Expr {
    if (type.decl === listDecl) return listWith(context, type, elements);
    if (type.decl === setDecl) return setWith(context, type, elements);
    if (type.decl === mapDecl && elements.length === 0) return mapWith(context, type, []);
    throw unsupported(context, `new ${nameOf(type)}{…}`, node);
}

const runsOf = (context: Context, nodes: ExpressionContext[], type: ApexType): Run[] =>
    nodes.map((node) => expressionAs(context, node, type).run);

function listWith(context: Context, type: ApexType, elements: ExpressionContext[]): Expr {
    const runs = runsOf(context, elements, type.args[0] ?? T.Object);
    return {
        type,
        run: (frame) =>
            new ListValue(
                type,
                runs.map((run) => run(frame))
            )
    };
}

function setWith(context: Context, type: ApexType, elements: ExpressionContext[]): Expr {
    const runs = runsOf(context, elements, type.args[0] ?? T.Object);
    return {
        type,
        run: (frame) => {
            const set = new SetValue(type);
            for (const run of runs) {
                const value = run(frame);
                const key = frame.vm.keyOf(value);
                if (!set.entries.has(key)) set.entries.set(key, value);
            }
            return set;
        }
    };
}

function mapWith(context: Context, type: ApexType, pairs: [ExpressionContext, ExpressionContext][]): Expr {
    const [keyType = T.Object, valueType = T.Object] = type.args;
    const runs = pairs.map(
        ([key, value]) =>
            [expressionAs(context, key, keyType).run, expressionAs(context, value, valueType).run] as const
    );
    return {
        type,
        run: (frame) => {
            const map = new MapValue(type);
            for (const [keyRun, valueRun] of runs) {
                const key = keyRun(frame);
                map.entries.set(frame.vm.keyOf(key), { key, value: valueRun(frame) });
            }
            return map;
        }
    };
}

/** `new Account(Name = 'x', Parent__r = p)`. */
function record(context: Context, type: ApexType, args: ExpressionContext[], node: CreatorContext): Expr {
    const fields = args.map((arg) => {
        if (!(arg instanceof AssignExpressionContext))
            throw unsupported(context, `new ${nameOf(type)}(${arg.getText()})`, node);
        const left = arg.expression(0);
        const name =
            left instanceof PrimaryExpressionContext && left.primary() instanceof IdPrimaryContext
                ? left.getText()
                : '';
        const field = findField(type, name, false)?.member;
        if (!field?.set) throw refused(context, `Invalid field ${name} for SObject ${type.decl.name}`, arg);
        return { set: field.set, run: expressionAs(context, arg.expression(1), field.type).run };
    });
    return {
        type,
        run: (frame) => {
            const made = new SObjectValue(type);
            for (const { set, run } of fields) set(frame.vm, made, run(frame));
            return made;
        }
    };
}

function object(context: Context, type: ApexType, nodes: ExpressionContext[], node: CreatorContext): Expr {
    if (type.decl.kind === 'interface' || type.decl.isAbstract)
        throw refused(context, `Type cannot be constructed: ${nameOf(type)}`, node);
    const args = nodes.map((arg) => expression(context, arg));
    const chosen = findConstructor(type, args);
    if (!chosen && (args.length > 0 || type.decl.file === null)) {
        throw refused(
            context,
            `Constructor not defined: ${describeCall(
                `[${nameOf(type)}].<Constructor>`,
                args.map((arg) => arg.type)
            )}`,
            node
        );
    }
    const runs = chosen ? passed(args, chosen.params) : [];
    return {
        type,
        run: (frame) =>
            construct(
                frame.vm,
                type,
                chosen,
                runs.map((run) => run(frame))
            )
    };
}

/** Makes an object of the package's class, or lets the library make its own. */
function construct(
    vm: Parameters<typeof instantiate>[0],
    type: ApexType,
    chosen: Chosen | undefined,
    args: Value[]
): Value {
    if (chosen?.member.isStatic) return withType(chosen.member.invoke(vm, null, args), type);
    return instantiate(vm, type, chosen?.member, args);
}

/** A library's constructor does not know the type arguments it is called with. */
function withType(value: Value, type: ApexType): Value {
    if (
        (value instanceof ListValue || value instanceof SetValue || value instanceof MapValue) &&
        type.args.length > 0
    ) {
        Object.assign(value, { type });
    }
    return value;
}
