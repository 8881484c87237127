import type { FieldNameContext } from '@apexdevtools/apex-parser';
import type { SObjectInfo } from '../schema/objects.ts';

/** The names that may stand before a field: the object's own, or the alias it was given. */
export class Prefix {
    private readonly names: ReadonlySet<string>;
    private readonly object: SObjectInfo;

    constructor(object: SObjectInfo, alias: string | null) {
        this.names = new Set([object.name.toLowerCase(), ...(alias ? [alias.toLowerCase()] : [])]);
        this.object = object;
    }

    /** The names of a field's path, without the object's. */
    strip(node: FieldNameContext): string[] {
        return this.plain(node.getText()).split('.');
    }

    plain(text: string): string {
        const [first = '', ...others] = text.split('.');
        const isObject = this.names.has(first.toLowerCase()) && !this.object.parents.has(first.toLowerCase());
        return others.length > 0 && isObject ? others.join('.') : text;
    }
}
