import { type ApexType, T, TypeDecl, typeOf } from '../../language/types.ts';
import type { Field } from './field.ts';

export type ObjectKind = 'standard' | 'custom' | 'listSetting' | 'hierarchySetting' | 'metadata' | 'event';

/** Who sees records that others own. */
export type SharingModel = 'Private' | 'Read' | 'ReadWrite' | 'ControlledByParent';

export interface ChildRelationship {
    readonly name: string;
    readonly object: string;
    /** The child's reference field. */
    readonly field: string;
}

/** One object of the schema. Keys of all maps are in lower case. */
export class SObjectInfo {
    /** Without the package's namespace. */
    readonly name: string;
    readonly kind: ObjectKind;
    label: string;
    labelPlural: string;
    keyPrefix: string | null;
    sharing: SharingModel = 'ReadWrite';
    /** Why saving would have to do more than the interpreter does: the name of a validation rule. */
    validationRule: string | null = null;
    readonly fields = new Map<string, Field>();
    /** Reference fields by the name of their relationship. */
    readonly parents = new Map<string, Field>();
    readonly children = new Map<string, ChildRelationship>();
    readonly type: ApexType;

    constructor(name: string, kind: ObjectKind, label: string, keyPrefix: string | null) {
        this.name = name;
        this.kind = kind;
        this.label = label;
        this.labelPlural = label;
        this.keyPrefix = keyPrefix;
        const decl = new TypeDecl(name, 'sobject');
        decl.superType = T.SObject;
        this.type = typeOf(decl);
    }

    get isSetting(): boolean {
        return this.kind === 'hierarchySetting' || this.kind === 'listSetting';
    }

    add(field: Field): void {
        this.fields.set(field.name.toLowerCase(), field);
        if (field.relationshipName) this.parents.set(field.relationshipName.toLowerCase(), field);
    }

    /** The field that stands for a record's name: Name, or what the object has instead. */
    get nameField(): string {
        return nameFields[this.name] ?? (this.kind === 'metadata' ? 'MasterLabel' : 'Name');
    }
}

const nameFields: Record<string, string> = {
    Case: 'CaseNumber',
    Task: 'Subject',
    Event: 'Subject',
    ContentVersion: 'Title',
    ContentDocument: 'Title',
    Note: 'Title',
    Contract: 'ContractNumber',
    Order: 'OrderNumber',
    CustomPermission: 'DeveloperName'
};

/** All objects of an org, by name with or without the package's namespace. */
export class Schema {
    readonly namespace: string | null;
    private readonly byName = new Map<string, SObjectInfo>();
    private readonly byPrefix = new Map<string, SObjectInfo>();

    constructor(namespace: string | null) {
        this.namespace = namespace;
    }

    add(object: SObjectInfo): void {
        this.byName.set(object.name.toLowerCase(), object);
        if (object.keyPrefix) this.byPrefix.set(object.keyPrefix, object);
    }

    find(name: string): SObjectInfo | undefined {
        return this.byName.get(this.local(name).toLowerCase());
    }

    /** The object that the code surely knows; an Error otherwise. */
    get(name: string): SObjectInfo {
        const found = this.find(name);
        if (!found) throw new Error(`No object ${name} in the schema`);
        return found;
    }

    of(type: ApexType): SObjectInfo {
        return this.get(type.decl.name);
    }

    ofId(id: string): SObjectInfo | undefined {
        return this.byPrefix.get(id.slice(0, 3));
    }

    /** Ids that come from elsewhere say what an object's prefix is. */
    learnPrefix(object: SObjectInfo, prefix: string): void {
        if (object.keyPrefix === prefix) return;
        const other = this.byPrefix.get(prefix);
        if (other && other !== object) this.movePrefix(other, object);
        object.keyPrefix = prefix;
        this.byPrefix.set(prefix, object);
    }

    /** Gives an object whose prefix was only made up another one. */
    private movePrefix(other: SObjectInfo, object: SObjectInfo): void {
        if (other.kind === 'standard') throw new Error(`Ids of ${object.name} begin like those of ${other.name}`);
        let n = 0;
        while (this.byPrefix.has(`aZ${n.toString(36)}`)) n += 1;
        other.keyPrefix = `aZ${n.toString(36)}`;
        this.byPrefix.set(other.keyPrefix, other);
    }

    all(): Iterable<SObjectInfo> {
        return this.byName.values();
    }

    /** A name without the package's own namespace. */
    local(name: string): string {
        const prefix = this.namespace && `${this.namespace}__`;
        return prefix && name.toLowerCase().startsWith(prefix.toLowerCase()) ? name.slice(prefix.length) : name;
    }

    /** A custom name with the package's namespace, as the platform shows it. */
    qualified(name: string): string {
        return this.namespace && /__(c|r|e|mdt)$/i.test(name) ? `${this.namespace}__${name}` : name;
    }

    field(object: SObjectInfo, name: string): Field | undefined {
        return object.fields.get(this.local(name).toLowerCase());
    }

    parent(object: SObjectInfo, relationship: string): Field | undefined {
        return object.parents.get(this.local(relationship).toLowerCase());
    }

    child(object: SObjectInfo, relationship: string): ChildRelationship | undefined {
        return object.children.get(this.local(relationship).toLowerCase());
    }
}
