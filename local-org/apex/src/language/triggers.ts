import type { TriggerUnitContext } from '@apexdevtools/apex-parser';
import type { TriggerCall } from '../data/data.ts';
import { define, declare } from '../library/define.ts';
import { declareEnum, enumValue } from '../library/enums.ts';
import type { Vm } from '../vm.ts';
import { Unsupported } from '../unsupported.ts';
import type { Unit } from './compiler.ts';
import { pendingBodies } from './pending.ts';
import { type Frame, Scope } from './frame.ts';
import { CompileError, lineOf, maybe } from './source.ts';
import { type Step, statement, variables } from './statements.ts';
import { type ApexType, T, TypeDecl, listOf, mapOf, typeOf } from './types.ts';
import { ListValue, MapValue, type SObjectValue, type Value } from './values.ts';

/** A trigger of the package. */
export interface Trigger {
    readonly object: TypeDecl;
    readonly events: ReadonlySet<string>;
    readonly run: (vm: Vm, call: TriggerCall) => void;
}

const current = {};
const callOf = (vm: Vm): TriggerCall | undefined => vm.transaction.get(current) as TriggerCall | undefined; // only written below

const list = (vm: Vm, records: readonly SObjectValue[] | null | undefined): Value => {
    const object = callOf(vm)?.object;
    return records && object ? new ListValue(listOf(typeOf(object)), [...records]) : null;
};

function byId(vm: Vm, records: readonly SObjectValue[] | null | undefined): Value {
    const object = callOf(vm)?.object;
    if (!records || !object) return null;
    const map = new MapValue(mapOf(T.Id, typeOf(object)));
    for (const record of records) {
        const id = record.fields.get('id') ?? null;
        if (id !== null) map.entries.set(vm.keyOf(id), { key: id, value: record });
    }
    return map;
}

const is = (part: string) => (vm: Vm) => callOf(vm)?.event.includes(part) ?? false;

const operations = declareEnum('TriggerOperation', [
    'BEFORE_INSERT',
    'BEFORE_UPDATE',
    'BEFORE_DELETE',
    'AFTER_INSERT',
    'AFTER_UPDATE',
    'AFTER_DELETE',
    'AFTER_UNDELETE'
]);

/** `Trigger.operationType`; null outside triggers. */
function operationOf(vm: Vm): Value {
    const event = callOf(vm)?.event;
    return event === undefined ? null : enumValue(operations, event.replace(' ', '_').toUpperCase());
}

const anyTrigger = define(declare('Trigger'), {
    staticFields: {
        'List<SObject> new': (vm: Vm) => list(vm, callOf(vm)?.newRecords),
        'List<SObject> old': (vm: Vm) => list(vm, callOf(vm)?.oldRecords),
        'Map<Id, SObject> newMap': (vm: Vm) =>
            callOf(vm)?.event === 'before insert' ? null : byId(vm, callOf(vm)?.newRecords),
        'Map<Id, SObject> oldMap': (vm: Vm) => byId(vm, callOf(vm)?.oldRecords),
        'TriggerOperation operationType': operationOf,
        'Boolean isExecuting': (vm: Vm) => callOf(vm) !== undefined,
        'Boolean isBefore': is('before'),
        'Boolean isAfter': is('after'),
        'Boolean isInsert': is('insert'),
        'Boolean isUpdate': is('update'),
        'Boolean isDelete': (vm: Vm) => / delete/.test(callOf(vm)?.event ?? ''),
        'Boolean isUndelete': is('undelete'),
        'Integer size': (vm: Vm) => (callOf(vm)?.newRecords ?? callOf(vm)?.oldRecords ?? []).length
    }
});

/** `Trigger` as a trigger of this object sees it: `Trigger.new` is a list of its records. */
function triggerOf(object: TypeDecl): TypeDecl {
    const decl = new TypeDecl('Trigger', 'class');
    const ofObject = (type: ApexType): ApexType =>
        type.decl === T.SObject.decl ? typeOf(object) : typeOf(type.decl, ...type.args.map(ofObject));
    for (const [key, field] of anyTrigger.fields)
        decl.fields.set(key, { ...field, owner: decl, type: ofObject(field.type) });
    return decl;
}

/** Compiles a trigger; `Trigger.new` and its kin read the call under way. */
export function compileTrigger(unit: Unit, node: TriggerUnitContext, name: string): Trigger {
    const [, objectId] = node.id_list();
    const object = objectId && unit.names.findSObject(objectId.getText());
    if (!object) throw new CompileError(`Invalid SObject type: ${objectId?.getText() ?? ''}`, unit.file, lineOf(node));
    const events = new Set(
        node.triggerCase_list().map(
            (part) =>
                `${maybe(part.BEFORE()) ? 'before' : 'after'} ${part
                    .getText()
                    .toLowerCase()
                    .replace(/^(before|after)/, '')}`
        )
    );
    const decl = new TypeDecl(name, 'class');
    decl.file = unit.file;
    decl.inner.set('trigger', triggerOf(object));
    const scope = new Scope(decl, true, T.void);
    let steps: Step[] | undefined;
    const compile = (): Step[] =>
        node
            .triggerBlock()
            .triggerBlockMember_list()
            .map((member) => {
                const inner = maybe(member.statement());
                if (inner) return statement({ unit, scope }, inner);
                const field = maybe(maybe(member.triggerMemberDeclaration())?.fieldDeclaration());
                if (field) return variables({ unit, scope }, field);
                throw new Unsupported('a method or a class inside a trigger', unit.file, lineOf(member));
            });
    pendingBodies.push(() => void (steps ??= compile()));
    return {
        object,
        events,
        run: (vm, call) => {
            steps ??= compile();
            const before = vm.transaction.get(current);
            vm.transaction.set(current, call);
            const entry = { what: `Trigger.${name}`, line: lineOf(node), decl };
            vm.stack.push(entry);
            const frame: Frame = { vm, self: null, locals: [], entry, result: null };
            try {
                for (const step of steps) if (step(frame) !== 0) break;
                vm.stack.pop();
            } finally {
                vm.transaction.set(current, before);
            }
        }
    };
}
