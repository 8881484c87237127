import type { QueryContext } from '@apexdevtools/apex-parser';
import { maybe } from '../../language/source.ts';
import { Unsupported } from '../../unsupported.ts';
import { QueryFault } from './paths.ts';
import type { SelectPlan } from './plan.ts';

/** What a query says of rights, of deleted rows, of scope and of locks. */
export function modesOf(node: QueryContext): Pick<SelectPlan, 'mode' | 'withDeleted' | 'onlyMine' | 'isForUpdate'> {
    const clause = maybe(node.withClause());
    const scope = maybe(node.usingScope())?.soqlId().getText().toLowerCase() ?? 'everything';
    if (scope !== 'everything' && scope !== 'mine') throw new Unsupported(`USING SCOPE ${scope}`);
    const isForUpdate = (maybe(node.forClauses())?.UPDATE_list() ?? []).length > 0;
    if (isForUpdate && maybe(node.orderByClause())) throw new QueryFault('ORDER BY is not allowed with FOR UPDATE');
    return {
        mode: clause ? modeOf(clause) : null,
        withDeleted: Boolean(maybe(node.allRowsClause())),
        onlyMine: scope === 'mine',
        isForUpdate
    };
}

function modeOf(clause: ReturnType<QueryContext['withClause']>): SelectPlan['mode'] {
    if (maybe(clause.USER_MODE())) return 'user';
    if (maybe(clause.SYSTEM_MODE())) return 'system';
    if (maybe(clause.SECURITY_ENFORCED())) return 'enforced';
    throw new Unsupported(clause.getText());
}
