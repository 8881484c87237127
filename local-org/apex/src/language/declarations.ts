import type {
    BlockContext,
    ClassBodyDeclarationContext,
    ClassDeclarationContext,
    ConstructorDeclarationContext,
    EnumDeclarationContext,
    FieldDeclarationContext,
    FormalParametersContext,
    InterfaceDeclarationContext,
    MethodDeclarationContext,
    ModifierContext,
    PropertyDeclarationContext,
    TypeDeclarationContext
} from '@apexdevtools/apex-parser';
import type { Vm } from '../vm.ts';
import { type Unit } from './compiler.ts';
import { expressionAs } from './expressions.ts';
import { addEnumMethods } from '../library/enums.ts';
import { type Frame, Scope } from './frame.ts';
import { type Layout, beginImplicitly, initialiseClass, layoutOf, setLayout } from './objects.ts';
import { CompileError, lineOf, maybe } from './source.ts';
import { pendingBodies } from './pending.ts';
import { type Step, block, through } from './statements.ts';
import { resolveType } from './type-names.ts';
import {
    type AnnotationInfo,
    type ApexType,
    type FieldInfo,
    type Invoke,
    type MethodInfo,
    T,
    TypeDecl,
    type Visibility,
    typeOf
} from './types.ts';
import { ApexEnum, Instance, type Value } from './values.ts';

type AnyDeclaration = ClassDeclarationContext | InterfaceDeclarationContext | EnumDeclarationContext;

interface Modifiers {
    readonly words: ReadonlySet<string>;
    readonly annotations: readonly AnnotationInfo[];
    readonly visibility: Visibility;
}

function modifiersOf(list: readonly ModifierContext[]): Modifiers {
    const words = new Set(
        list.filter((modifier) => !maybe(modifier.annotation())).map((modifier) => modifier.getText().toLowerCase())
    );
    const annotations = list.flatMap((modifier) => {
        const annotation = maybe(modifier.annotation());
        if (!annotation) return [];
        const pairs = maybe(annotation.elementValuePairs())?.elementValuePair_list() ?? [];
        const values = new Map(
            pairs.map((pair) => [
                pair.id().getText().toLowerCase(),
                pair.elementValue().getText().replace(/^'|'$/g, '')
            ])
        );
        return [{ name: annotation.id().getText().toLowerCase(), values }];
    });
    const visibility =
        (['global', 'public', 'protected', 'private'] as const).find((word) => words.has(word)) ?? 'private';
    return { words, annotations, visibility: words.has('webservice') ? 'global' : visibility };
}

/** A type of the package whose name is known and whose members are still to be read. */
export interface Declared {
    readonly decl: TypeDecl;
    /** Reads members; call when the names of all types are known. */
    readonly members: (unit: Unit) => void;
    readonly inner: readonly Declared[];
}

/** Declares the type of a file, and those inside it, by name. */
export function declareType(node: TypeDeclarationContext, file: string): Declared {
    const declaration =
        maybe(node.classDeclaration()) ?? maybe(node.interfaceDeclaration()) ?? maybe(node.enumDeclaration());
    if (!declaration) throw new CompileError('A class, interface or enum is expected', file, lineOf(node));
    return declare(declaration, modifiersOf(node.modifier_list()), file, null);
}

function declare(node: AnyDeclaration, modifiers: Modifiers, file: string, outer: TypeDecl | null): Declared {
    const simple = node.id().getText();
    const kind = 'classBody' in node ? 'class' : 'interfaceBody' in node ? 'interface' : 'enum';
    const decl = new TypeDecl(outer ? `${outer.name}.${simple}` : simple, kind);
    decl.outer = outer;
    decl.file = file;
    decl.annotations = modifiers.annotations;
    decl.isAbstract = modifiers.words.has('abstract');
    decl.isTest = modifiers.annotations.some((annotation) => annotation.name === 'istest') || (outer?.isTest ?? false);
    decl.sharing = sharingOf(modifiers.words);
    outer?.inner.set(simple.toLowerCase(), decl);
    if ('classBody' in node) return declareClass(node, decl, file);
    if ('interfaceBody' in node) return { decl, members: (unit) => interfaceMembers(unit, decl, node), inner: [] };
    enumMembers(decl, node);
    return { decl, members: () => undefined, inner: [] };
}

const sharingOf = (words: ReadonlySet<string>): TypeDecl['sharing'] =>
    words.has('withsharing')
        ? 'with'
        : words.has('withoutsharing')
          ? 'without'
          : words.has('inheritedsharing')
            ? 'inherited'
            : null;

function declareClass(node: ClassDeclarationContext, decl: TypeDecl, file: string): Declared {
    const members = node.classBody().classBodyDeclaration_list();
    const inner = members.flatMap((member) => {
        const declaration = maybe(member.memberDeclaration());
        const nested =
            maybe(declaration?.classDeclaration()) ??
            maybe(declaration?.interfaceDeclaration()) ??
            maybe(declaration?.enumDeclaration());
        return nested ? [declare(nested, modifiersOf(member.modifier_list()), file, decl)] : [];
    });
    return { decl, members: (unit) => classMembers(unit, decl, node, members), inner };
}

function enumMembers(decl: TypeDecl, node: EnumDeclarationContext): void {
    const names = maybe(node.enumConstants())?.id_list() ?? [];
    const type = typeOf(decl);
    decl.enumValues = names.map((id, ordinal) => new ApexEnum(decl, id.getText(), ordinal));
    for (const value of decl.enumValues) {
        if (!(value instanceof ApexEnum)) continue;
        decl.fields.set(value.name.toLowerCase(), {
            name: value.name,
            owner: decl,
            type,
            isStatic: true,
            visibility: 'global',
            annotations: [],
            get: () => value
        });
    }
    addEnumMethods(decl);
}

function interfaceMembers(unit: Unit, decl: TypeDecl, node: InterfaceDeclarationContext): void {
    decl.interfaces = (maybe(node.typeList())?.typeRef_list() ?? []).map((ref) =>
        resolveType(unit.names, decl, ref, unit.file)
    );
    for (const method of node.interfaceBody().interfaceMethodDeclaration_list()) {
        decl.addMethod({
            name: method.id().getText(),
            owner: decl,
            isStatic: false,
            isAbstract: true,
            visibility: 'global',
            params: paramsOf(unit, decl, method.formalParameters()).map((param) => param.type),
            paramNames: paramsOf(unit, decl, method.formalParameters()).map((param) => param.name),
            returns: maybe(method.VOID()) ? T.void : resolveType(unit.names, decl, method.typeRef(), unit.file),
            annotations: [],
            line: lineOf(method),
            invoke: () => {
                throw new Error(`${decl.name}.${method.id().getText()} is abstract`);
            }
        });
    }
}

const paramsOf = (unit: Unit, decl: TypeDecl, node: FormalParametersContext): { name: string; type: ApexType }[] =>
    (maybe(node.formalParameterList())?.formalParameter_list() ?? []).map((param) => ({
        name: param.id().getText(),
        type: resolveType(unit.names, decl, param.typeRef(), unit.file)
    }));

/** The steps that begin an object of the class or the class itself, in the order of the text. */
interface Beginnings {
    readonly statics: (() => Step)[];
    readonly fields: (() => Step)[];
    ownFields: number;
}

function classMembers(
    unit: Unit,
    decl: TypeDecl,
    node: ClassDeclarationContext,
    members: readonly ClassBodyDeclarationContext[]
): void {
    const parent = maybe(node.typeRef());
    if (parent) decl.superType = resolveType(unit.names, decl.outer ?? decl, parent, unit.file);
    decl.interfaces = (maybe(node.typeList())?.typeRef_list() ?? []).map((ref) =>
        resolveType(unit.names, decl.outer ?? decl, ref, unit.file)
    );
    const beginnings: Beginnings = { statics: [], fields: [], ownFields: 0 };
    for (const member of members) classMember(unit, decl, member, beginnings);
    const scopeOf = (isStatic: boolean) => new Scope(decl, isStatic, T.void);
    const runAll = (steps: (() => Step)[], isStatic: boolean) =>
        lazily(() => steps.map((make) => make()), isStatic, scopeOf);
    const beginStatics = runAll(beginnings.statics, true);
    const beginFields = runAll(beginnings.fields, false);
    decl.initialise = (vm) => beginStatics(vm, decl, null);
    const layout = (): Layout => ({
        fieldCount: fieldOffset(decl) + beginnings.ownFields,
        initialiseFields: (vm, self) => beginFields(vm, decl, self)
    });
    let known: Layout | undefined;
    setLayout(decl, () => (known ??= layout()));
}

const fieldOffset = (decl: TypeDecl): number => (decl.superType ? (layoutOf(decl.superType.decl)?.fieldCount ?? 0) : 0);

function lazily(make: () => Step[], isStatic: boolean, _scope: (isStatic: boolean) => Scope) {
    let steps: Step[] | undefined;
    return (vm: Vm, decl: TypeDecl, self: Value): void => {
        steps ??= make();
        if (steps.length === 0) return;
        const entry = { what: `Class.${decl.name}.<${isStatic ? 'clinit' : 'init'}>`, line: 0, decl };
        vm.stack.push(entry);
        const frame: Frame = { vm, self, locals: [], entry, result: null };
        for (const step of steps) step(frame);
        vm.stack.pop();
    };
}

function classMember(unit: Unit, decl: TypeDecl, node: ClassBodyDeclarationContext, beginnings: Beginnings): void {
    const initialiser = maybe(node.block());
    if (initialiser) {
        const isStatic = Boolean(maybe(node.STATIC()));
        (isStatic ? beginnings.statics : beginnings.fields).push(() =>
            block({ unit, scope: new Scope(decl, isStatic, T.void) }, initialiser)
        );
        return;
    }
    const member = maybe(node.memberDeclaration());
    if (!member) return;
    const modifiers = modifiersOf(node.modifier_list());
    const method = maybe(member.methodDeclaration());
    if (method) addMethod(unit, decl, method, modifiers);
    const constructor = maybe(member.constructorDeclaration());
    if (constructor) addConstructor(unit, decl, constructor, modifiers);
    const field = maybe(member.fieldDeclaration());
    if (field) addFields(unit, decl, field, modifiers, beginnings);
    const property = maybe(member.propertyDeclaration());
    if (property) addProperty(unit, decl, property, modifiers, beginnings);
}

function addMethod(unit: Unit, decl: TypeDecl, node: MethodDeclarationContext, modifiers: Modifiers): void {
    const name = node.id().getText();
    const body = maybe(node.block());
    const params = paramsOf(unit, decl, node.formalParameters());
    const returns = maybe(node.VOID()) ? T.void : resolveType(unit.names, decl, node.typeRef(), unit.file);
    const isStatic = modifiers.words.has('static') || modifiers.words.has('testmethod');
    const what = `Class.${decl.name}.${name}`;
    const invoke: Invoke = body
        ? compiledBody(unit, decl, what, params, returns, isStatic, body, null)
        : () => {
              throw new Error(`${what} is abstract`);
          };
    const isAbstract = body === undefined;
    const annotations = modifiers.words.has('testmethod')
        ? [...modifiers.annotations, { name: 'istest', values: new Map<string, string>() }]
        : modifiers.annotations;
    const visibility = modifiers.visibility;
    decl.addMethod({
        name,
        owner: decl,
        isStatic,
        isAbstract,
        visibility,
        params: params.map((p) => p.type),
        paramNames: params.map((p) => p.name),
        returns,
        annotations,
        line: lineOf(node),
        invoke
    });
}

/** Compiles the body when it is first called, then runs it in a frame of its own. */
function compiledBody(
    unit: Unit,
    decl: TypeDecl,
    what: string,
    params: readonly { name: string; type: ApexType }[],
    returns: ApexType,
    isStatic: boolean,
    body: BlockContext,
    property: string | null
): Invoke {
    let step: Step | undefined;
    const line = lineOf(body);
    const compile = (): Step => {
        const scope = new Scope(decl, isStatic, returns, property);
        for (const param of params) scope.declare(param.name, param.type);
        return block({ unit, scope }, body);
    };
    pendingBodies.push(() => void (step ??= compile()));
    return (vm, self, args) => {
        step ??= compile();
        const entry = { what, line, decl };
        vm.stack.push(entry);
        if (vm.stack.length > 1000)
            throw vm.exception('LimitException', `Maximum stack depth reached: ${vm.stack.length}`);
        const frame: Frame = { vm, self, locals: args, entry, result: null };
        step(frame);
        vm.stack.pop();
        return frame.result;
    };
}

function addConstructor(unit: Unit, decl: TypeDecl, node: ConstructorDeclarationContext, modifiers: Modifiers): void {
    const params = paramsOf(unit, decl, node.formalParameters());
    const body = node.block();
    const first = body.statement_list()[0]?.getText() ?? '';
    const delegates = /^this\(/i.test(first);
    const callsParent = /^super\(/i.test(first);
    const run = compiledBody(unit, decl, `Class.${decl.name}.<init>`, params, T.void, false, body, null);
    const invoke: Invoke = (vm, self, args) => {
        if (!(self instanceof Instance)) throw new Error('a constructor needs its object');
        if (!delegates && !callsParent) beginImplicitly(vm, decl, self, null);
        run(vm, self, args);
        return self;
    };
    const info: MethodInfo = {
        name: '<init>',
        owner: decl,
        isStatic: false,
        isAbstract: false,
        visibility: modifiers.visibility,
        params: params.map((param) => param.type),
        returns: T.void,
        annotations: modifiers.annotations,
        line: lineOf(node),
        invoke
    };
    decl.constructors.push(info);
}

function addFields(
    unit: Unit,
    decl: TypeDecl,
    node: FieldDeclarationContext,
    modifiers: Modifiers,
    beginnings: Beginnings
): void {
    const type = resolveType(unit.names, decl, node.typeRef(), unit.file);
    const isStatic = modifiers.words.has('static');
    for (const declarator of node.variableDeclarators().variableDeclarator_list()) {
        const field = makeField(decl, declarator.id().getText(), type, isStatic, modifiers, beginnings);
        const value = maybe(declarator.expression());
        if (!value) continue;
        const line = lineOf(declarator);
        unit.coverage[line] ??= 0;
        const make = (): Step => {
            const { run } = expressionAs({ unit, scope: new Scope(decl, isStatic, T.void) }, value, type);
            return (frame) => {
                unit.coverage[line] = 1;
                frame.entry.line = line;
                field.set?.(frame.vm, frame.self, run(frame));
                return through;
            };
        };
        (isStatic ? beginnings.statics : beginnings.fields).push(make);
    }
}

/** A field kept in the object (by slot), or in the transaction (static). */
function makeField(
    decl: TypeDecl,
    name: string,
    type: ApexType,
    isStatic: boolean,
    modifiers: Modifiers,
    beginnings: Beginnings,
    key = name.toLowerCase()
): FieldInfo {
    const common = {
        name,
        owner: decl,
        type,
        isStatic,
        visibility: modifiers.visibility,
        annotations: modifiers.annotations,
        isTransient: modifiers.words.has('transient')
    };
    const field: FieldInfo = isStatic ? staticField(decl, common) : instanceField(decl, common, beginnings.ownFields++);
    decl.fields.set(key, field);
    return field;
}

function staticField(decl: TypeDecl, common: Omit<FieldInfo, 'get' | 'set'>): FieldInfo {
    const key = {};
    return {
        ...common,
        get: (vm) => {
            initialiseClass(vm, decl);
            const value = vm.statics.get(key);
            return value === undefined ? null : (value as Value); // only this field writes under its key
        },
        set: (vm, _self, value) => {
            initialiseClass(vm, decl);
            vm.statics.set(key, value);
        }
    };
}

function instanceField(decl: TypeDecl, common: Omit<FieldInfo, 'get' | 'set'>, own: number): FieldInfo {
    let slot = -1;
    const at = (): number => (slot < 0 ? (slot = fieldOffset(decl) + own) : slot);
    const fieldsOf = (self: Value): Value[] => {
        if (self instanceof Instance) return self.fields;
        throw new Error(`${decl.name}.${common.name} is read on something else`);
    };
    return {
        ...common,
        get: (_vm, self) => fieldsOf(self)[at()] ?? null,
        set: (_vm, self, value) => void (fieldsOf(self)[at()] = value)
    };
}

/** A property: its accessors, with the value behind it where an accessor has no body. */
function addProperty(
    unit: Unit,
    decl: TypeDecl,
    node: PropertyDeclarationContext,
    modifiers: Modifiers,
    beginnings: Beginnings
): void {
    const name = node.id().getText();
    const type = resolveType(unit.names, decl, node.typeRef(), unit.file);
    const isStatic = modifiers.words.has('static');
    const behind = makeField(decl, name, type, isStatic, modifiers, beginnings, `${name.toLowerCase()} behind`);
    const blocks = node.propertyBlock_list();
    const getter = blocks.map((part) => maybe(part.getter())).find((part) => part !== undefined);
    const setter = blocks.map((part) => maybe(part.setter())).find((part) => part !== undefined);
    const property = name.toLowerCase();
    const getBody = maybe(getter?.block());
    const setBody = maybe(setter?.block());
    const read =
        getBody && compiledBody(unit, decl, `Class.${decl.name}.__sfdc_${name}`, [], type, isStatic, getBody, property);
    const write =
        setBody &&
        compiledBody(
            unit,
            decl,
            `Class.${decl.name}.__sfdc_${name}`,
            [{ name: 'value', type }],
            T.void,
            isStatic,
            setBody,
            property
        );
    const enter = (vm: Vm): void => {
        if (isStatic) initialiseClass(vm, decl);
    };
    const field: FieldInfo = {
        ...behind,
        get: read ? (vm, self) => (enter(vm), read(vm, self, [])) : behind.get
    };
    const set = write ? (vm: Vm, self: Value, value: Value) => (enter(vm), void write(vm, self, [value])) : behind.set;
    if (setter && set) field.set = set;
    else delete field.set;
    decl.fields.set(property, field);
}
