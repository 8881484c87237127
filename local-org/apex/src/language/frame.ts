import type { StackEntry, Vm } from '../vm.ts';
import type { ApexType, TypeDecl } from './types.ts';
import type { Value } from './values.ts';

/** One call under way. */
export interface Frame {
    readonly vm: Vm;
    readonly self: Value;
    readonly locals: Value[];
    readonly entry: StackEntry;
    /** What `return` set. */
    result: Value;
}

/** A piece of Apex, compiled. */
export type Run = (frame: Frame) => Value;

/** A compiled expression with its static type. */
export interface Expr {
    readonly type: ApexType;
    readonly run: Run;
    /** Where it may be assigned to. */
    readonly place?: Place;
    /** A SOQL literal: as a record it is its only row. */
    readonly isQuery?: boolean;
    /** A class's name where a value could stand: only its static members can be reached. */
    readonly isSuper?: boolean;
}

/** Something assignable: `locate` runs what stands before the last name once, then it can be read and written. */
export interface Place {
    readonly type: ApexType;
    readonly locate: (frame: Frame) => Located;
}

export interface Located {
    read: () => Value;
    write: (value: Value) => void;
}

export interface Local {
    readonly slot: number;
    readonly type: ApexType;
}

/** What a method's code can see while it is compiled. */
export class Scope {
    readonly decl: TypeDecl;
    readonly isStatic: boolean;
    readonly returns: ApexType;
    /** The property whose accessor this is: its name means the value kept behind it. */
    readonly property: string | null;
    private readonly locals: Map<string, Local>[] = [new Map<string, Local>()];
    private next = 0;
    /** How many slots a frame needs. */
    size = 0;

    constructor(decl: TypeDecl, isStatic: boolean, returns: ApexType, property: string | null = null) {
        this.decl = decl;
        this.isStatic = isStatic;
        this.returns = returns;
        this.property = property;
    }

    declare(name: string, type: ApexType): Local {
        const local = { slot: this.next++, type };
        this.size = Math.max(this.size, this.next);
        this.locals.at(-1)?.set(name.toLowerCase(), local);
        return local;
    }

    find(name: string): Local | undefined {
        const key = name.toLowerCase();
        return this.locals.findLast((block) => block.has(key))?.get(key);
    }

    /** Everything that can be named here. */
    visible(): ReadonlyMap<string, Local> {
        return new Map(this.locals.flatMap((block) => [...block]));
    }

    /** Compiles a block: what it declares is gone after it. Slots are not shared, so that closures of loops stay simple. */
    block<R>(work: () => R): R {
        this.locals.push(new Map());
        try {
            return work();
        } finally {
            this.locals.pop();
        }
    }
}
