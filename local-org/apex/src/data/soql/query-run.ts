import type { Value } from '../../language/values.ts';
import type { Vm } from '../../vm.ts';
import type { Row } from '../store.ts';
import type { Path, Source } from './paths.ts';
import type { Selection } from './plan.ts';

/** One execution of a plan. */
export interface QueryRun extends Source {
    readonly vm: Vm;
    readonly bindValues: readonly Value[];
    /** Epoch ms. */
    readonly now: number;
    /** The user's, in which TODAY and the like are meant. */
    readonly timeZone: string;
    /** The ids or values that a semi-join's sub-query selects. */
    readonly semiJoin: (query: { readonly selection: Selection; readonly column: Path }) => Value[];
    /** Counts rows of child sub-queries against the limit of rows. */
    readonly countSubRows: (rows: number) => void;
    /** Whether sharing (and user mode) let the running user see a row. */
    readonly isVisible: (object: string, row: Row) => boolean;
}

/** A condition, made ready for one execution. */
export type Test<Item> = (item: Item) => boolean;
export type Prepare<Item> = (run: QueryRun) => Test<Item>;
