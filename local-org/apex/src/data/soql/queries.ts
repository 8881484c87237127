import { type ListValue, type Value } from '../../language/values.ts';
import { Unsupported } from '../../unsupported.ts';
import type { Vm } from '../../vm.ts';
import type { SObjectInfo } from '../schema/objects.ts';
import type { AccessLevel } from '../access-level.ts';
import type { Org } from '../org.ts';
import { checkQueryRights } from '../security/checks.ts';
import { Sharing, isWithSharing } from '../security/sharing.ts';
import type { SelectPlan } from './plan.ts';
import type { QueryRun } from './query-run.ts';
import { countRows, selectGroups, selectRecords, semiJoinValues } from './run.ts';

/** Objects whose rows the platform makes up, and nobody here does. */
const madeUp = new Set(
    'apextrigger authsession connectedapplication fielddefinition folder loginhistory name namedcredential oauthtoken permissionsetlicense staticresource userrecordaccess'.split(
        ' '
    )
);

function refuseUnknownRows(org: Org, object: SObjectInfo): void {
    const name = object.name.toLowerCase();
    if (madeUp.has(name) && org.store.rows(name).size === 0) throw new Unsupported(`a query of ${object.name}`);
}

/** Runs a plan in the name of `vm.user`. */
export function runPlan(
    org: Org,
    vm: Vm,
    plan: SelectPlan,
    bindValues: readonly Value[],
    access?: AccessLevel
): ListValue | number {
    vm.limits.count(vm, 'queries');
    for (const { object } of [plan, ...plan.subPlans]) refuseUnknownRows(org, object);
    const mode = plan.mode ?? (access === 'user' ? 'user' : null);
    const isUserMode = mode === 'user';
    if (mode === 'user' || mode === 'enforced') checkQueryRights(vm, org.schema, plan, org.rightsOf(vm.user.id), mode);
    const run = runFor(org, vm, plan, bindValues, isUserMode || isWithSharing(vm));
    if (plan.kind === 'count') {
        const count = countRows(run, plan);
        vm.limits.count(vm, 'queryRows', 1);
        return count;
    }
    if (plan.kind === 'groups' && plan.grouping) {
        const { list, counted } = selectGroups(run, plan, plan.grouping);
        vm.limits.count(vm, 'queryRows', counted);
        return list;
    }
    const list = selectRecords(run, plan);
    vm.limits.count(vm, 'queryRows', list.items.length);
    return list;
}

function runFor(org: Org, vm: Vm, plan: SelectPlan, bindValues: readonly Value[], isShared: boolean): QueryRun {
    const { schema, store } = org;
    const sharing = isShared
        ? new Sharing({ schema, store, rights: org.rightsOf(vm.user.id), userId: vm.user.id })
        : undefined;
    const run: QueryRun = {
        vm,
        schema,
        store,
        bindValues,
        now: vm.host.now(),
        timeZone: vm.user.timeZone,
        semiJoin: ({ selection, column }) => semiJoinValues(run, selection, column),
        countSubRows: (rows) => vm.limits.count(vm, 'queryRows', rows),
        isVisible: (object, row) => {
            if (plan.onlyMine && object === plan.object.name.toLowerCase() && row.get('ownerid') !== vm.user.id)
                return false;
            return sharing?.canSee(schema.get(object), row) ?? true;
        }
    };
    return run;
}
