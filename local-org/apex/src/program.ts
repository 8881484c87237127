import type { TriggerUnitContext } from '@apexdevtools/apex-parser';
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Data, TriggerCall } from './data/data.ts';
import type { Unit } from './language/compiler.ts';
import { type Declared, declareType } from './language/declarations.ts';
import { pendingBodies } from './language/pending.ts';
import { initialiseClass } from './language/objects.ts';
import { parserOf } from './language/source.ts';
import { compileTrigger, type Trigger } from './language/triggers.ts';
import type { MethodInfo, TypeDecl } from './language/types.ts';
import type { Value } from './language/values.ts';
import { Unsupported } from './unsupported.ts';
import type { Program, Vm } from './vm.ts';

export interface SourceFile {
    /** As messages name it. */
    readonly path: string;
    readonly text: string;
}

/** The .cls and .trigger files below a folder, with paths relative to `from`. */
export function readSources(folder: string, from = folder): SourceFile[] {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true });
    return files
        .filter(
            (file) => file.isFile() && /\.(cls|trigger)$/.test(file.name) && !file.parentPath.includes('node_modules')
        )
        .map((file) => join(file.parentPath, file.name))
        .sort()
        .map((path) => ({
            path: path.startsWith(from) ? path.slice(from.length).replace(/^\//, '') : path,
            text: readFileSync(path, 'utf8')
        }));
}

/** The classes and triggers of a package, compiled as they are first called. */
export class ApexProgram implements Program {
    private readonly types = new Map<string, TypeDecl>();
    private readonly triggers: Trigger[] = [];
    /** By file: by line, whether it ran. */
    readonly coverage = new Map<string, (0 | 1 | undefined)[]>();
    private readonly data: Data;
    private readonly namespace: string;

    /** Refuses (CompileError) files with syntax errors and names that do not exist. */
    constructor(files: readonly SourceFile[], data: Data, namespace = '') {
        this.data = data;
        this.namespace = namespace.toLowerCase();
        const declared = files.filter((file) => file.path.endsWith('.cls')).map((file) => this.declareFile(file));
        for (const { found, unit } of declared) this.members(found, unit);
        for (const file of files.filter((other) => other.path.endsWith('.trigger'))) this.addTrigger(file);
        data.runTriggers = (vm, call) => this.runTriggers(vm, call);
        data.variable = (vm, name) => vm.stack.at(-1)?.variables?.(name);
    }

    findType(name: string): TypeDecl | undefined {
        const key = name.toLowerCase();
        const known = this.types.get(key);
        if (known || !this.namespace || !key.startsWith(`${this.namespace}.`)) return known;
        return this.types.get(key.slice(this.namespace.length + 1));
    }

    classes(): Iterable<TypeDecl> {
        return new Set(this.types.values());
    }

    /** Compiles everything: what does not compile is refused now, and every line that could run is known to the coverage. */
    compileAll(): void {
        for (const compile of pendingBodies.splice(0)) compile();
    }

    /** A static method by class and name; refuses one that is not there. */
    staticMethod(className: string, methodName: string): MethodInfo {
        const method = this.findType(className)
            ?.methods.get(methodName.toLowerCase())
            ?.find((candidate) => candidate.isStatic);
        if (!method) throw new Unsupported(`${className}.${methodName}: the package has no such static method`);
        return method;
    }

    /** Calls a static method with arguments already in their types. */
    callStatic(vm: Vm, className: string, methodName: string, args: Value[]): Value {
        const method = this.staticMethod(className, methodName);
        initialiseClass(vm, method.owner);
        return method.invoke(vm, null, args);
    }

    private unitOf(file: string): Unit {
        const coverage: (0 | 1 | undefined)[] = [];
        this.coverage.set(file, coverage);
        return {
            names: { program: this, findSObject: (name) => this.data.findType(name) },
            data: this.data,
            file,
            coverage
        };
    }

    private declareFile(file: SourceFile): { found: Declared; unit: Unit } {
        const tree = parserOf(file.text, file.path).compilationUnit();
        const found = declareType(tree.typeDeclaration(), file.path);
        this.register(found);
        return { found, unit: this.unitOf(file.path) };
    }

    private register(found: Declared): void {
        this.types.set(found.decl.name.toLowerCase(), found.decl);
        for (const inner of found.inner) this.register(inner);
    }

    private members(found: Declared, unit: Unit): void {
        found.members(unit);
        for (const inner of found.inner) this.members(inner, unit);
    }

    private addTrigger(file: SourceFile): void {
        const tree: TriggerUnitContext = parserOf(file.text, file.path).triggerUnit();
        this.triggers.push(compileTrigger(this.unitOf(file.path), tree, basename(file.path, '.trigger')));
    }

    private runTriggers(vm: Vm, call: TriggerCall): void {
        for (const trigger of this.triggers) {
            if (trigger.object === call.object && trigger.events.has(call.event)) trigger.run(vm, call);
        }
    }
}
