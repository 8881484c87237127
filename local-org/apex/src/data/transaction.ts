import type { Store } from './store.ts';

/** What changed in one user's part of a transaction: setup objects and others may not be mixed. */
interface Mix {
    setup: string | null;
    other: string | null;
}

interface Level {
    readonly mark: number;
    readonly outer: { hasWork: boolean; mix: Mix };
}

/** The state of the transaction under way. */
export class Transaction {
    private readonly store: Store;
    private readonly levels: Level[] = [];
    /** DML or a savepoint since the beginning, or since Test.startTest: callouts are refused. */
    hasWork = false;
    /** How many triggers run within each other. */
    triggerDepth = 0;
    /** Savepoints that are set, by number, with the mark of the store that they stand for. */
    readonly savepoints = new Map<number, number>();
    private nextSavepoint = 1;
    private mix: Mix = { setup: null, other: null };

    constructor(store: Store) {
        this.store = store;
    }

    begin(): void {
        this.levels.push({ mark: this.store.mark(), outer: { hasWork: this.hasWork, mix: this.mix } });
        this.fresh();
    }

    commit(): void {
        const level = this.levels.pop();
        if (!level) throw new Error('no transaction to commit');
        if (this.levels.length === 0) this.store.forgetUndo();
        this.restore(level);
    }

    rollback(): void {
        const level = this.levels.pop();
        if (!level) throw new Error('no transaction to roll back');
        this.store.rollbackTo(level.mark);
        this.restore(level);
    }

    get isOpen(): boolean {
        return this.levels.length > 0;
    }

    setSavepoint(): number {
        const number = this.nextSavepoint++;
        this.savepoints.set(number, this.store.mark());
        return number;
    }

    /** Goes back to a savepoint; those set after it are gone. False where it is not set any more. */
    rollbackTo(savepoint: number): boolean {
        const mark = this.savepoints.get(savepoint);
        if (mark === undefined) return false;
        this.store.rollbackTo(mark);
        for (const number of [...this.savepoints.keys()]) if (number > savepoint) this.savepoints.delete(number);
        return true;
    }

    /** Notes DML on an object; answers the object it may not be mixed with. */
    note(object: string, isSetup: boolean): string | undefined {
        const clash = isSetup ? this.mix.other : this.mix.setup;
        if (clash !== null) return clash;
        if (isSetup) this.mix.setup ??= object;
        else this.mix.other ??= object;
        return undefined;
    }

    /** System.runAs has a mix of its own. */
    apart(body: () => void): void {
        const outer = this.mix;
        this.mix = { setup: null, other: null };
        try {
            body();
        } finally {
            this.mix = outer;
        }
    }

    private fresh(): void {
        this.hasWork = false;
        this.mix = { setup: null, other: null };
        this.savepoints.clear();
    }

    private restore({ outer }: Level): void {
        this.hasWork = outer.hasWork;
        this.mix = outer.mix;
        this.savepoints.clear();
    }
}
