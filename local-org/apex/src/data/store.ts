import { makeId } from './ids.ts';
import type { Value } from '../language/values.ts';

/** A stored record: values by field name in lower case; what is null is absent. Never changed, only replaced. */
export type Row = ReadonlyMap<string, Value>;

/** The rows of one object, by id, in the order of their creation. */
class Table {
    readonly rows = new Map<string, Row>();
    /** The recycle bin. */
    readonly deleted = new Map<string, Row>();
    /** A row came back from a rollback: the order must be made anew before it is read. */
    isDisordered = false;
}

/** The rows of an org, in memory, with an undo log that savepoints and transactions point into. */
export class Store {
    private readonly tables = new Map<string, Table>();
    private readonly undo: (() => void)[] = [];
    private readonly counters = new Map<string, number>();
    private changeCount = 0;

    /** Another number whenever rows changed: what was computed from rows holds as long as it stays. */
    get version(): number {
        return this.changeCount;
    }

    /** A point to which `rollbackTo` goes back. */
    mark(): number {
        return this.undo.length;
    }

    rollbackTo(mark: number): void {
        this.changeCount += 1;
        while (this.undo.length > mark) this.undo.pop()?.();
    }

    /** Forgets how to go back beyond now. */
    forgetUndo(): void {
        this.undo.length = 0;
    }

    /** Adds or replaces a row. */
    put(object: string, id: string, row: Row): void {
        const table = this.table(object);
        const before = table.rows.get(id);
        this.changeCount += 1;
        table.rows.set(id, row);
        this.undo.push(() => {
            if (before) table.rows.set(id, before);
            else table.rows.delete(id);
        });
    }

    /** Moves a row to the recycle bin. */
    remove(object: string, id: string): void {
        const table = this.table(object);
        const row = table.rows.get(id);
        if (!row) return;
        this.changeCount += 1;
        table.rows.delete(id);
        table.deleted.set(id, new Map([...row, ['isdeleted', true]]));
        this.undo.push(() => {
            table.deleted.delete(id);
            table.rows.set(id, row);
            table.isDisordered = true;
        });
    }

    /** Takes a row out of the recycle bin. */
    restore(object: string, id: string): void {
        const table = this.table(object);
        const row = table.deleted.get(id);
        if (!row) return;
        this.changeCount += 1;
        table.deleted.delete(id);
        table.rows.set(id, new Map([...row, ['isdeleted', false]]));
        table.isDisordered = true;
        this.undo.push(() => {
            table.rows.delete(id);
            table.deleted.set(id, row);
        });
    }

    /** Takes a row out of the recycle bin for good. */
    purge(object: string, id: string): void {
        const table = this.table(object);
        const row = table.deleted.get(id);
        if (!row) return;
        table.deleted.delete(id);
        this.undo.push(() => void table.deleted.set(id, row));
    }

    get(object: string, id: string): Row | undefined {
        return this.tables.get(object)?.rows.get(id);
    }

    getDeleted(object: string, id: string): Row | undefined {
        return this.tables.get(object)?.deleted.get(id);
    }

    /** The rows of an object by id. */
    rows(object: string): ReadonlyMap<string, Row> {
        const table = this.table(object);
        if (table.isDisordered) this.order(table);
        return table.rows;
    }

    deletedRows(object: string): ReadonlyMap<string, Row> {
        return this.table(object).deleted;
    }

    /** The names (in lower case) of all objects that have rows. */
    objects(): string[] {
        return [...this.tables].filter(([, table]) => table.rows.size + table.deleted.size > 0).map(([name]) => name);
    }

    /** A fresh id; numbers are not given twice, not even after a rollback. */
    nextId(prefix: string): string {
        return makeId(prefix, this.nextNumber(`id ${prefix}`));
    }

    /** Counts up from 1. */
    nextNumber(what: string): number {
        const number = (this.counters.get(what) ?? 0) + 1;
        this.counters.set(what, number);
        return number;
    }

    /** What numbers were given so far, for snapshots. */
    get numbers(): Map<string, number> {
        return this.counters;
    }

    private table(object: string): Table {
        const known = this.tables.get(object);
        if (known) return known;
        const table = new Table();
        this.tables.set(object, table);
        return table;
    }

    private order(table: Table): void {
        const entries = [...table.rows].sort(([a], [b]) => (a < b ? -1 : 1));
        table.rows.clear();
        for (const [id, row] of entries) table.rows.set(id, row);
        table.isDisordered = false;
    }
}
