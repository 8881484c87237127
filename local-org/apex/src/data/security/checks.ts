import type { Vm } from '../../vm.ts';
import type { Schema } from '../schema/objects.ts';
import { noColumn } from '../soql/paths.ts';
import type { Path } from '../soql/paths.ts';
import type { Selection, SelectPlan } from '../soql/plan.ts';
import type { Rights } from './rights.ts';

/** Refuses a query that reads what the user may not: objects, fields, and those of records that it refers to. */
export function checkQueryRights(
    vm: Vm,
    schema: Schema,
    plan: SelectPlan,
    rights: Rights,
    mode: 'user' | 'enforced'
): void {
    for (const selection of [plan, ...plan.subPlans]) checkSelection(vm, schema, selection, rights, mode);
}

function checkSelection(vm: Vm, schema: Schema, selection: Selection, rights: Rights, mode: 'user' | 'enforced'): void {
    const { object } = selection;
    if (!rights.can('read', object)) {
        vm.raise(
            'QueryException',
            mode === 'user'
                ? `sObject type '${schema.qualified(object.name)}' is not supported.`
                : `Insufficient permissions: secure query included inaccessible field`
        );
    }
    for (const path of selection.paths) checkPath(vm, schema, path, rights, mode);
    for (const child of selection.children) checkSelection(vm, schema, child.selection, rights, mode);
}

function checkPath(vm: Vm, schema: Schema, { owner, field }: Path, rights: Rights, mode: 'user' | 'enforced'): void {
    if (rights.can('read', owner) && rights.canRead(owner, field)) return;
    if (mode === 'enforced')
        vm.raise('QueryException', 'Insufficient permissions: secure query included inaccessible field');
    vm.raise('QueryException', noColumn(schema, owner, schema.qualified(field.name)).message);
}
