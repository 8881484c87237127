import type { CreatedNameContext, TypeListContext, TypeRefContext } from '@apexdevtools/apex-parser';
import { libraryTypes } from '../library/define.ts';
import type { Program } from '../vm.ts';
import { CompileError, lineOf, maybe } from './source.ts';
import { type ApexType, type TypeDecl, listOf, supertypes, typeOf } from './types.ts';

/** Where names of types are looked up: the package, the library and the schema. */
export interface Names {
    readonly program: Program;
    readonly findSObject: (name: string) => TypeDecl | undefined;
}

/** An inner type of this class, of those around it, or of those it extends. */
function findInner(decl: TypeDecl, name: string): TypeDecl | undefined {
    const key = name.toLowerCase();
    for (let around: TypeDecl | null = decl; around; around = around.outer) {
        if (around.name.toLowerCase() === key || simpleName(around) === key) return around;
        for (const type of supertypes(typeOf(around))) {
            const inner = type.decl.inner.get(key);
            if (inner) return inner;
        }
    }
    return undefined;
}

const simpleName = (decl: TypeDecl): string => decl.name.toLowerCase().split('.').at(-1) ?? '';

/** The type that a dotted name means inside `from`; undefined when there is none. */
export function findTypeByName(names: Names, from: TypeDecl | null, dotted: string): TypeDecl | undefined {
    const parts = dotted.split('.');
    const [first = ''] = parts;
    const inner = from ? findInner(from, first) : undefined;
    const start = inner ?? names.program.findType(first);
    if (start) {
        let decl: TypeDecl | undefined = start;
        for (const part of parts.slice(1)) decl = decl?.inner.get(part.toLowerCase());
        if (decl) return decl;
    }
    const plain = dotted.replace(/^(system|schema)\./i, '');
    return (
        names.program.findType(dotted) ??
        libraryTypes.get(plain.toLowerCase()) ??
        libraryTypes.get(dotted.toLowerCase()) ??
        names.findSObject(plain)
    );
}

const argsOf = (
    names: Names,
    from: TypeDecl | null,
    list: TypeListContext | undefined,
    file: string | null
): ApexType[] => (list?.typeRef_list() ?? []).map((ref) => resolveType(names, from, ref, file));

/** The type that a type reference means; refuses (CompileError) one that does not exist. */
export function resolveType(names: Names, from: TypeDecl | null, ref: TypeRefContext, file: string | null): ApexType {
    const parts = ref.typeName_list();
    const last = parts.at(-1);
    const args = argsOf(names, from, maybe(last?.typeArguments())?.typeList(), file);
    const dotted = parts.map((part) => part.getText().replace(/<.*$/s, '')).join('.');
    const decl = findTypeByName(names, from, dotted);
    if (!decl) throw new CompileError(`Invalid type: ${dotted}`, file, lineOf(ref));
    let type = typeOf(decl, ...args);
    const subscripts = maybe(ref.arraySubscripts())?.LBRACK_list() ?? [];
    for (const _ of subscripts) type = listOf(type);
    return type;
}

/** The type that `new` names. */
export function resolveCreated(
    names: Names,
    from: TypeDecl | null,
    created: CreatedNameContext,
    file: string | null
): ApexType {
    const pairs = created.idCreatedNamePair_list();
    const dotted = pairs.map((pair) => pair.anyId().getText()).join('.');
    const decl = findTypeByName(names, from, dotted);
    if (!decl) throw new CompileError(`Invalid type: ${dotted}`, file, lineOf(created));
    return typeOf(decl, ...argsOf(names, from, maybe(pairs.at(-1)?.typeList()), file));
}
