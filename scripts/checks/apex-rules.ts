import { join } from 'node:path';
import { ApexParserFactory, type ApexParserRuleContext, LiteralContext, QueryContext } from '@apexdevtools/apex-parser';
import { annotationFaults } from './apex-annotations.ts';
import { classesIn, methodsOf, optional, parseApex, walk } from './apex-tree.ts';
import { count, type Check, type Problem, runAlone } from './check.ts';
import { indexPackage } from './package-index.ts';
import { readSchema } from './schema.ts';
import { queryFaults } from './soql.ts';

interface Query {
    query: QueryContext;
    /** Lines above the text that the query was read from. */
    above: number;
}

/** The query in a string literal that holds a whole one, for `Database.query` and its like. */
const queryInLiteral = (literal: LiteralContext): Query[] => {
    const text = literal.getText();
    if (!/^'\s*select\s[^+]*\sfrom\s/i.test(text)) return [];
    const parser = ApexParserFactory.createParser(text.slice(1, -1).replaceAll(String.raw`\'`, "'"));
    parser.removeErrorListeners();
    const query = parser.query();
    return optional(query.exception) || !optional(query.fromNameList())
        ? []
        : [{ query, above: literal.start.line - 1 }];
};

const queriesIn = (tree: ApexParserRuleContext): Query[] => {
    const found: Query[] = [];
    walk(tree, (node) => {
        if (node instanceof QueryContext) found.push({ query: node, above: 0 });
        if (node instanceof LiteralContext) found.push(...queryInLiteral(node));
        return node instanceof QueryContext;
    });
    return found;
};

/** What deployment refuses in Apex and the type checker does not see: names in SOQL, and misplaced annotations. */
export const apexRules: Check = async (root) => {
    const index = indexPackage(root);
    const schema = readSchema(root, index);
    const files = index.files.filter((file) => /\.(cls|trigger)$/.test(file));
    const problems: Problem[] = [];
    let queries = 0;
    for (const file of files) {
        const { tree, faults } = parseApex(join(root, file));
        problems.push(...faults.map(({ line, message }) => ({ file, line, message: `syntax: ${message}` })));
        if (faults.length) continue;
        for (const { query, above } of queriesIn(tree)) {
            queries++;
            const found = queryFaults(schema, query);
            problems.push(...found.map(({ line, message }) => ({ file, line: line + above, message })));
        }
        for (const { method, message } of classesIn(tree).flatMap((each) => annotationFaults(methodsOf(each)))) {
            problems.push({ file, line: method.line, message: `${method.name}: ${message}` });
        }
    }
    const looked = `${count(files.length, 'Apex file')}, ${queries} ${queries === 1 ? 'query' : 'queries'}`;
    return { problems, summary: `${looked}, ${count(problems.length, 'problem')}` };
};

await runAlone(import.meta, 'Checks the names in SOQL and where Apex annotations stand.', apexRules);
