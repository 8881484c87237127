import { readFileSync } from 'node:fs';
import {
    ApexErrorListener,
    ApexParserFactory,
    type ApexParserRuleContext,
    ClassDeclarationContext,
    type MethodDeclarationContext
} from '@apexdevtools/apex-parser';

/** A fault of the text itself. */
export interface SyntaxFault {
    line: number;
    message: string;
}

class Faults extends ApexErrorListener {
    readonly found: SyntaxFault[] = [];

    apexSyntaxError(line: number, _column: number, message: string) {
        this.found.push({ line, message });
    }
}

/** The syntax tree of a class or trigger, and what kept parts of it from being read. */
export const parseApex = (path: string): { tree: ApexParserRuleContext; faults: SyntaxFault[] } => {
    const faults = new Faults();
    const { parser } = ApexParserFactory.createLexerAndParser(readFileSync(path, 'utf8'), faults);
    return { tree: path.endsWith('.trigger') ? parser.triggerUnit() : parser.compilationUnit(), faults: faults.found };
};

/** A part that the grammar makes optional: null when absent, which the parser's declarations do not say. */
export const optional = <T>(part: T): T | null => part;

/** The children of a node that are rules themselves. */
export const rulesIn = (node: ApexParserRuleContext): ApexParserRuleContext[] =>
    ((optional(node.children) ?? []) as ApexParserRuleContext[]).filter((child) => 'ruleIndex' in child);

/** Visits a tree from the top; a visitor that answers true has seen to what is below. */
export const walk = (
    node: ApexParserRuleContext,
    visit: (node: ApexParserRuleContext) => boolean | undefined
): void => {
    if (visit(node) === true) return;
    for (const child of rulesIn(node)) walk(child, visit);
};

/** A method as its declaration says; modifiers, annotations and types in lower case without blanks. */
export interface Method {
    name: string;
    line: number;
    modifiers: string[];
    parameters: string[];
    returns: string;
}

const methodOf = (declaration: MethodDeclarationContext, modifiers: string[]): Method => {
    const parameters = optional(declaration.formalParameters().formalParameterList())?.formalParameter_list() ?? [];
    return {
        name: declaration.id().getText(),
        line: declaration.id().start.line,
        modifiers,
        parameters: parameters.map((parameter) => parameter.typeRef().getText().toLowerCase()),
        returns: optional(declaration.typeRef())?.getText().toLowerCase() ?? 'void'
    };
};

/** The methods that a class declares itself. */
export const methodsOf = (declaration: ClassDeclarationContext): Method[] =>
    declaration
        .classBody()
        .classBodyDeclaration_list()
        .flatMap((member) => {
            const method = optional(optional(member.memberDeclaration())?.methodDeclaration());
            const modifiers = member.modifier_list().map((each) => each.getText().toLowerCase());
            return method ? [methodOf(method, modifiers)] : [];
        });

/** Every class in a tree, inner ones included. */
export const classesIn = (tree: ApexParserRuleContext): ClassDeclarationContext[] => {
    const found: ClassDeclarationContext[] = [];
    walk(tree, (node) => {
        if (node instanceof ClassDeclarationContext) found.push(node);
        return false;
    });
    return found;
};

/** Whether a method carries a modifier or annotation, whatever its arguments. */
export const has = (method: Method, modifier: string) => method.modifiers.some((each) => each.startsWith(modifier));
