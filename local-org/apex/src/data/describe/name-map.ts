import type { Value } from '../../language/values.ts';
import type { Schema } from '../schema/objects.ts';

interface Entry {
    key: Value;
    value: Value;
}

/** The entries of a Map<String, …> of the platform's whose keys are found in any case, with or without a namespace. */
export class NameMap extends Map<unknown, Entry> {
    private readonly keyOf: (name: string) => string;

    constructor(keyOf: (name: string) => string) {
        super();
        this.keyOf = keyOf;
    }

    add(name: string, value: Value): void {
        super.set(this.canonical(`s${name}`), { key: name, value });
    }

    override get(key: unknown): Entry | undefined {
        return super.get(this.canonical(key));
    }

    override has(key: unknown): boolean {
        return super.has(this.canonical(key));
    }

    override delete(key: unknown): boolean {
        return super.delete(this.canonical(key));
    }

    override set(key: unknown, entry: Entry): this {
        return super.set(this.canonical(key), entry);
    }

    /** Texts are keyed with an s before them (Vm.keyOf). */
    private canonical(key: unknown): unknown {
        return typeof key === 'string' && key.startsWith('s') ? `s${this.keyOf(key.slice(1))}` : key;
    }
}

/** How a map of a schema's names finds them. */
export const nameKey =
    (schema: Schema) =>
    (name: string): string =>
        schema.local(name).toLowerCase();
