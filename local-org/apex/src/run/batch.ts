import { T, type ApexType, iterableDecl, listDecl, listOf, substitute, supertypes } from '../language/types.ts';
import { Instance, ListValue, type Value } from '../language/values.ts';
import { Unsupported } from '../unsupported.ts';
import type { User, Vm } from '../vm.ts';
import { copyOf } from './copy.ts';
import { recordProgress } from './job-records.ts';
import { type Job, inTransaction } from './jobs.ts';
import { isTest } from './test-state.ts';

/** A batch that was started, and how its methods are called. */
export interface Batch {
    readonly id: string;
    readonly name: string;
    readonly user: User;
    readonly mayCallOut: boolean;
    readonly original: Value;
    /** Database.Stateful: the same object throughout; otherwise each transaction gets it as it was. */
    readonly keepsState: boolean;
    readonly scope: number;
    readonly call: (on: Value, method: string, ...args: Value[]) => (vm: Vm) => Value;
}

/** The job of a batch: start, the chunks, and finish, each a transaction of its own. */
export function executeBatch(batch: Batch): Job {
    const { id, name, user, mayCallOut } = batch;
    const job: Job = { id, kind: 'batch', name, user, mayCallOut, run: (vm) => runBatch(vm, job, batch) };
    return job;
}

function runBatch(vm: Vm, job: Job, { original, keepsState, scope, call }: Batch): void {
    const self = (): Value => (keepsState ? original : copyOf(vm, original));
    let chunks: ListValue[] = [];
    inTransaction(vm, job, () => {
        chunks = chunksOf(rowsOf(vm, call(self(), 'start')(vm)), scope);
    });
    if (isTest(vm) && chunks.length > 1) {
        vm.raise(
            'UnexpectedException',
            'No more than one executeBatch can be called from within a test method. Please make sure the iterable returned from your start method matches the batch size, resulting in one executeBatch invocation.'
        );
    }
    for (const [done, chunk] of chunks.entries()) {
        recordProgress(vm, job, done, chunks.length);
        inTransaction(vm, job, () => void call(self(), 'execute', chunk)(vm));
    }
    recordProgress(vm, job, chunks.length, chunks.length);
    inTransaction(vm, job, () => void call(self(), 'finish')(vm));
}

function chunksOf(rows: ListValue, size: number): ListValue[] {
    const chunks: ListValue[] = [];
    for (let from = 0; from < rows.items.length; from += size) {
        chunks.push(new ListValue(rows.type, rows.items.slice(from, from + size)));
    }
    return chunks;
}

/** What start answered, as the list that execute gets parts of. */
function rowsOf(vm: Vm, started: Value): ListValue {
    const source = vm.notNull(started);
    if (source instanceof ListValue) return source;
    if (!(source instanceof Instance)) throw new Unsupported('a batch that starts with anything but a list or a query');
    if (source.type.decl.name === 'Database.QueryLocator') return locatorRows(source);
    const iterator = vm.call(source, 'iterator');
    const items: Value[] = [];
    while (vm.call(iterator, 'hasNext') === true) items.push(vm.call(iterator, 'next'));
    return new ListValue(listOf(elementOf(source.type)), items);
}

/** The data layer keeps the locator's rows with it. */
function locatorRows(locator: Instance): ListValue {
    if (locator.native instanceof ListValue) return locator.native;
    throw new Unsupported('a query locator of this kind');
}

function elementOf(type: ApexType): ApexType {
    const iterable = [...supertypes(type)].find((above) => above.decl === iterableDecl || above.decl === listDecl);
    return iterable ? substitute(iterable.args[0] ?? T.Object, type) : T.Object;
}
