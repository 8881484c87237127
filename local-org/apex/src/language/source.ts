import { ApexErrorListener, type ApexParser, ApexParserFactory } from '@apexdevtools/apex-parser';

/** A file that Apex would not compile; the message names file and line. */
export class CompileError extends Error {
    constructor(message: string, file: string | null, line: number) {
        super(`${file ?? 'anonymous'}:${line}: ${message}`);
        this.name = 'CompileError';
    }
}

class Listener extends ApexErrorListener {
    private readonly file: string;
    constructor(file: string) {
        super();
        this.file = file;
    }
    override apexSyntaxError(line: number, _column: number, message: string): void {
        throw new CompileError(message, this.file, line);
    }
}

/** A parser over the source that refuses (CompileError) the first syntax error. */
export const parserOf = (source: string, file: string): ApexParser =>
    ApexParserFactory.createLexerAndParser(source, new Listener(file)).parser;

interface Node {
    readonly start: { readonly line: number };
}

/** The line that a piece of the parse tree begins on. */
export const lineOf = (node: Node): number => node.start.line;

/** The parse tree's accessors say that a part is there; where it may be missing they answer null or undefined. */
export const maybe = <N>(part: N | null | undefined): N | undefined => part ?? undefined;
