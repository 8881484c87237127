import type { ApexProgram } from '../program.ts';
import { type MethodInfo, type TypeDecl } from '../language/types.ts';

/** A test class with what the platform runs of it. */
export interface TestClass {
    readonly decl: TypeDecl;
    readonly name: string;
    /** The @TestSetup method, run once before all. */
    readonly setup: MethodInfo | null;
    readonly methods: readonly MethodInfo[];
}

/** Which tests are wanted: names in any case; everything where nothing is said. */
export interface Wanted {
    readonly classes?: readonly string[];
    /** `method` or `Class.method`. */
    readonly methods?: readonly string[];
}

const has = (method: MethodInfo, annotation: string): boolean =>
    method.annotations.some((found) => found.name === annotation);

/** The test classes of a package, by name. */
export function findTests(program: ApexProgram, wanted: Wanted = {}): TestClass[] {
    const classes = [...program.classes()].filter((decl) => decl.outer === null && decl.file !== null);
    return classes
        .map((decl) => testClass(decl, wanted))
        .filter(({ methods }) => methods.length > 0)
        .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function testClass(decl: TypeDecl, wanted: Wanted): TestClass {
    const all = [...decl.methods.values()].flat().filter((method) => method.isStatic && method.params.length === 0);
    return {
        decl,
        name: decl.name,
        setup: all.find((method) => has(method, 'testsetup')) ?? null,
        methods: all.filter((method) => has(method, 'istest') && isWanted(method, wanted))
    };
}

function isWanted(method: MethodInfo, { classes = [], methods = [] }: Wanted): boolean {
    const names = [method.name, `${method.owner.name}.${method.name}`].map((name) => name.toLowerCase());
    const isIn = (list: readonly string[], name: string): boolean =>
        list.some((item) => item.toLowerCase() === name.toLowerCase());
    if (classes.length > 0 && !isIn(classes, method.owner.name)) return false;
    return methods.length === 0 || names.some((name) => isIn(methods, name));
}

/** The wanted names that nothing has: a typing error, most likely. */
export function unknownNames(found: readonly TestClass[], { classes = [], methods = [] }: Wanted): string[] {
    const known = new Set(
        found.flatMap(({ name, methods: own }) => [
            name.toLowerCase(),
            ...own.flatMap((method) => [method.name.toLowerCase(), `${name}.${method.name}`.toLowerCase()])
        ])
    );
    return [...classes, ...methods].filter((name) => !known.has(name.toLowerCase()));
}
