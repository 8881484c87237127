import type { Vm } from '../vm.ts';

/** What is counted, with the limits of a synchronous and of an asynchronous transaction. */
const table = {
    queries: { sync: 100, async: 200, message: 'Too many SOQL queries: ' },
    aggregateQueries: { sync: 300, async: 300, message: 'Too many aggregate queries: ' },
    queryRows: { sync: 50_000, async: 50_000, message: 'Too many query rows: ' },
    queryLocatorRows: { sync: 10_000, async: 10_000, message: 'Too many query locator rows: ' },
    soslQueries: { sync: 20, async: 20, message: 'Too many SOSL queries: ' },
    dmlStatements: { sync: 150, async: 150, message: 'Too many DML statements: ' },
    dmlRows: { sync: 10_000, async: 10_000, message: 'Too many DML rows: ' },
    publishImmediateDml: { sync: 150, async: 150, message: 'Too many publish immediate DML statements: ' },
    callouts: { sync: 100, async: 100, message: 'Too many callouts: ' },
    futureCalls: { sync: 50, async: 0, message: 'Too many future calls: ' },
    queueableJobs: { sync: 50, async: 1, message: 'Too many queueable jobs added to the queue: ' },
    emailInvocations: { sync: 10, async: 10, message: 'Too many Email Invocations: ' },
    mobilePushApexCalls: { sync: 10, async: 10, message: 'Too many mobile Apex push operations: ' }
} as const;

export type LimitName = keyof typeof table;

/** There is no CPU clock to compare with: a thousand statements count as one millisecond. */
const statementsPerMs = 1000;
const cpuMs = { sync: 10_000, async: 60_000 };
const heapBytes = { sync: 6_000_000, async: 12_000_000 };

interface Counts {
    readonly used: Map<LimitName, number>;
    statements: number;
}

const fresh = (): Counts => ({ used: new Map(), statements: 0 });

/**
 * The governor limits of one transaction. Exceeding one throws a LimitException, which Apex code cannot catch.
 * CPU time is approximated by the number of statements; the heap is not measured.
 */
export class Limits {
    readonly isAsync: boolean;
    private counts: Counts = fresh();
    private outside: Counts | null = null;

    constructor(isAsync = false) {
        this.isAsync = isAsync;
    }

    /** Counts, and throws when that is more than allowed. */
    count(vm: Vm, name: LimitName, amount = 1): void {
        const used = this.used(name) + amount;
        this.counts.used.set(name, used);
        if (used > this.most(name)) throw vm.exception('LimitException', `${table[name].message}${used}`);
    }

    /** Call once for each statement that runs. */
    statement(vm: Vm): void {
        this.counts.statements += 1;
        if (this.counts.statements > this.mostCpuMs * statementsPerMs) {
            throw vm.exception('LimitException', 'Apex CPU time limit exceeded');
        }
    }

    used(name: LimitName): number {
        return this.counts.used.get(name) ?? 0;
    }

    most(name: LimitName): number {
        return table[name][this.isAsync ? 'async' : 'sync'];
    }

    /** Approximated: see statementsPerMs. */
    get cpuMs(): number {
        return Math.floor(this.counts.statements / statementsPerMs);
    }

    get mostCpuMs(): number {
        return cpuMs[this.isAsync ? 'async' : 'sync'];
    }

    get mostHeapBytes(): number {
        return heapBytes[this.isAsync ? 'async' : 'sync'];
    }

    /** Test.startTest(): what follows has limits of its own. */
    startTest(): void {
        this.outside = this.counts;
        this.counts = fresh();
    }

    /** Test.stopTest(): back to the counts from before startTest. */
    stopTest(): void {
        if (!this.outside) return;
        this.counts = this.outside;
        this.outside = null;
    }
}
