import ts from 'typescript';

/** An export without a sentence above it. */
export interface Undocumented {
    name: string;
    line: number;
}

const isExported = (statement: ts.Statement) =>
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

const isFunction = (value: ts.Expression | undefined) =>
    value !== undefined && (ts.isArrowFunction(value) || ts.isFunctionExpression(value) || ts.isClassExpression(value));

const isFunctionOrClass = (statement: ts.Statement) =>
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    (ts.isVariableStatement(statement) &&
        statement.declarationList.declarations.some(({ initializer }) => isFunction(initializer)));

const nameOf = (statement: ts.Statement) => {
    const declared = ts.isVariableStatement(statement) ? statement.declarationList.declarations[0] : statement;
    return (declared as ts.NamedDeclaration | undefined)?.name?.getText() ?? 'default';
};

/** Every exported function and class of a source that no doc comment explains. */
export const undocumentedIn = (file: string, text: string): Undocumented[] => {
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    const documented = new Set<string>();
    return source.statements
        .filter((statement) => isExported(statement) && isFunctionOrClass(statement))
        .flatMap((statement) => {
            const name = nameOf(statement);
            // an overload's first declaration speaks for the others
            if (documented.has(name) || ts.getJSDocCommentsAndTags(statement).length) {
                documented.add(name);
                return [];
            }
            return [{ name, line: source.getLineAndCharacterOfPosition(statement.getStart()).line + 1 }];
        });
};
