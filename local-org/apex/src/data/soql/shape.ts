import type { Field } from '../schema/field.ts';
import type { Schema, SObjectInfo } from '../schema/objects.ts';
import { targetOf } from '../schema/type-decls.ts';
import { type Path, resolvePath } from './paths.ts';

/** Which fields of a record a query asks for, and of the records it refers to. Keys in lower case. */
export interface Shape {
    readonly object: SObjectInfo;
    readonly fields: ReadonlySet<string>;
    readonly parents: ReadonlyMap<string, { readonly step: Field; readonly shape: Shape }>;
}

interface Growing extends Shape {
    readonly fields: Set<string>;
    readonly parents: Map<string, { step: Field; shape: Growing }>;
}

const empty = (object: SObjectInfo): Growing => ({ object, fields: new Set(), parents: new Map() });

/** Gathers the columns of a query. */
export class ShapeBuilder {
    readonly shape: Growing;
    private readonly schema: Schema;

    constructor(schema: Schema, object: SObjectInfo) {
        this.schema = schema;
        this.shape = empty(object);
    }

    /** Adds `Owner.Profile.Name`. The references on the way, and every record's Id, come along. */
    add(names: readonly string[]): Path {
        const path = resolvePath(this.schema, this.shape.object, names);
        let current = this.shape;
        for (const step of path.steps) {
            current.fields.add(step.name.toLowerCase());
            current = this.parent(current, step);
        }
        current.fields.add(path.field.name.toLowerCase());
        return path;
    }

    private parent(of: Growing, step: Field): Growing {
        const key = (step.relationshipName ?? '').toLowerCase();
        const known = of.parents.get(key);
        if (known) return known.shape;
        const target = targetOf(this.schema, step);
        if (!target) throw new Error(`${step.name} leads nowhere`);
        const shape = empty(target);
        of.parents.set(key, { step, shape });
        return shape;
    }
}
