import { asText } from '../as-text.ts';
import type { Vm } from '../../vm.ts';
import type { Schema, SObjectInfo } from '../schema/objects.ts';
import { setupObjects } from '../schema/standard-facts.ts';
import type { Row, Store } from '../store.ts';
import type { Rights } from './rights.ts';

/**
 * Whether sharing counts for the code that runs: by the class on top of the stack, or the nearest below it that says.
 * A class that says nothing inherits from its caller; where none says anything, sharing does not count, but it does
 * where the entry point is `inherited sharing`.
 */
export function isWithSharing(vm: Vm): boolean {
    for (let i = vm.stack.length - 1; i >= 0; i -= 1) {
        const entry = vm.stack[i];
        const decl = entry?.decl;
        if (!decl || entry.what.startsWith('Trigger.')) return false;
        if (decl.sharing === 'with') return true;
        if (decl.sharing === 'without') return false;
        if (decl.sharing === 'inherited' && i === 0) return true;
    }
    return false;
}

/** What one user may see and change of an org's rows. */
export class Sharing {
    private readonly schema: Schema;
    private readonly store: Store;
    private readonly rights: Rights;
    private readonly userId: string;

    constructor(parts: { schema: Schema; store: Store; rights: Rights; userId: string }) {
        this.schema = parts.schema;
        this.store = parts.store;
        this.rights = parts.rights;
        this.userId = parts.userId;
    }

    canSee(object: SObjectInfo, row: Row): boolean {
        if (this.isOpen(object) || object.sharing === 'Read' || object.sharing === 'ReadWrite') return true;
        if (this.rights.seesAll(object)) return true;
        if (object.sharing === 'ControlledByParent')
            return this.parentAllows(object, row, (parent, of) => this.canSee(parent, of));
        return this.owns(row);
    }

    canEdit(object: SObjectInfo, row: Row): boolean {
        if (this.isOpen(object) || object.sharing === 'ReadWrite' || this.rights.editsAll(object)) return true;
        if (object.sharing === 'ControlledByParent')
            return this.parentAllows(object, row, (parent, of) => this.canEdit(parent, of));
        return this.owns(row);
    }

    canDelete(object: SObjectInfo, row: Row): boolean {
        if (this.isOpen(object) || this.rights.editsAll(object)) return true;
        if (object.sharing === 'ControlledByParent')
            return this.parentAllows(object, row, (parent, of) => this.canEdit(parent, of));
        return row.has('ownerid') ? this.owns(row) : this.canEdit(object, row);
    }

    /** Rows of setup objects, settings and metadata are not shared row by row. */
    private isOpen(object: SObjectInfo): boolean {
        return (object.kind !== 'standard' && object.kind !== 'custom') || setupObjects.has(object.name.toLowerCase());
    }

    private parentAllows(object: SObjectInfo, row: Row, allows: (parent: SObjectInfo, row: Row) => boolean): boolean {
        for (const field of object.fields.values()) {
            if (field.onParentDelete !== 'cascade') continue;
            const id = row.get(field.name.toLowerCase());
            const parent = typeof id === 'string' ? this.schema.ofId(id) : undefined;
            const found = parent && this.store.get(parent.name.toLowerCase(), asText(id));
            if (parent && found && !allows(parent, found)) return false;
        }
        return true;
    }

    /** The user's own, a queue's that the user is in, or that of someone below in the role hierarchy. */
    private owns(row: Row): boolean {
        const owner = row.get('ownerid');
        if (owner === this.userId) return true;
        if (typeof owner !== 'string') return false;
        if (owner.startsWith('00G')) return this.isMember(owner);
        const role = this.store.get('user', this.userId)?.get('userroleid');
        return typeof role === 'string' && this.isBelow(this.store.get('user', owner)?.get('userroleid'), role);
    }

    private isMember(groupId: string): boolean {
        return [...this.store.rows('groupmember').values()].some(
            (row) => row.get('groupid') === groupId && row.get('userorgroupid') === this.userId
        );
    }

    private isBelow(role: unknown, above: string): boolean {
        let current = role;
        for (let depth = 0; typeof current === 'string' && depth < 100; depth += 1) {
            current = this.store.get('userrole', current)?.get('parentroleid');
            if (current === above) return true;
        }
        return false;
    }
}
