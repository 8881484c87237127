import { createRequire } from 'node:module';
import type { Element } from '@xmldom/xmldom';
import ts from 'typescript';
import { childrenOf } from './xml.ts';

/** Tells what is wrong with an element, at that element. */
export type Report = (element: Element, message: string) => void;

/** Base64 in the Metadata API, XML in source files. */
const opaque = new Set(['LightningComponentBundle.targetConfigs']);

const listed = (values: string[]) => `${values.slice(0, 12).join(', ')}${values.length > 12 ? ', …' : ''}`;

/**
 * Reads the Metadata API's types as @salesforce/types declares them, and answers a function that holds an element up
 * against the type of its name.
 */
export const readMetadataTypes = () => {
    const declarations = createRequire(import.meta.url)
        .resolve('@salesforce/types/metadata')
        .replace(/\.js$/, '.d.ts');
    const program = ts.createProgram([declarations], { strict: true, skipLibCheck: true });
    const checker = program.getTypeChecker();
    const source = program.getSourceFile(declarations);
    const module = source && checker.getSymbolAtLocation(source);
    if (!module) throw new Error(`no metadata types in ${declarations}`);
    const types = new Map(checker.getExportsOfModule(module).map((symbol) => [symbol.name, symbol]));
    const plain = (symbol: ts.Symbol) => checker.getNonNullableType(checker.getTypeOfSymbol(symbol));

    const faultOfText = (type: ts.Type, text: string): string | undefined => {
        const parts = type.isUnion() ? type.types : [type];
        if (parts.every((part) => part.flags & ts.TypeFlags.BooleanLike)) {
            return /^(true|false|1|0)$/.test(text) ? undefined : `'${text}' is not true or false`;
        }
        if (type.flags & ts.TypeFlags.NumberLike) {
            return text === '' || Number.isNaN(Number(text)) ? `'${text}' is not a number` : undefined;
        }
        const values = parts.filter((part) => part.isStringLiteral()).map(({ value }) => value);
        return !values.length || values.includes(text) ? undefined : `'${text}' is not one of ${listed(values)}`;
    };

    const isText = (type: ts.Type) =>
        type.isUnion() ||
        type.isStringLiteral() ||
        Boolean(type.flags & (ts.TypeFlags.BooleanLike | ts.TypeFlags.NumberLike | ts.TypeFlags.StringLike));

    const validate = (element: Element, type: ts.Type, path: string, report: Report): void => {
        if (type.flags & ts.TypeFlags.Any) return;
        if (!isText(type)) return validateChildren(element, type, path, report);
        const child = childrenOf(element)[0];
        const fault = child
            ? `text wanted, found <${child.localName ?? ''}>`
            : faultOfText(type, element.textContent?.trim() ?? '');
        if (fault) report(element, `${path}: ${fault}`);
    };

    const validateChildren = (element: Element, type: ts.Type, path: string, report: Report) => {
        const properties = new Map(checker.getPropertiesOfType(type).map((property) => [property.name, property]));
        const seen = new Set<string>();
        for (const child of childrenOf(element)) {
            const name = child.localName ?? '';
            const property = properties.get(name);
            if (!property) {
                report(child, `${path}: unknown element <${name}>`);
                continue;
            }
            const declared = plain(property);
            const many = checker.isArrayType(declared);
            if (seen.has(name) && !many) report(child, `${path}: <${name}> may stand only once`);
            seen.add(name);
            if (opaque.has(`${path}.${name}`)) continue;
            const single = many ? checker.getTypeArguments(declared as ts.TypeReference)[0] : declared;
            if (single) validate(child, single, `${path}.${name}`, report);
        }
        for (const [name, property] of properties) {
            const optional = property.flags & ts.SymbolFlags.Optional || checker.isArrayType(plain(property));
            if (!optional && !seen.has(name) && name !== 'fullName') report(element, `${path}: <${name}> is missing`);
        }
    };

    /** Reports everything in which the element differs from the metadata type that its name says. */
    return (element: Element, report: Report) => {
        const name = element.localName ?? '';
        const symbol = types.get(name);
        if (!symbol) return report(element, `unknown metadata type <${name}>`);
        validate(element, checker.getDeclaredTypeOfSymbol(symbol), name, report);
    };
};
