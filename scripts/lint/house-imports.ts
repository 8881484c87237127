import { relative } from 'node:path';
import type { Rule } from 'eslint';
import type { ExportAllDeclaration, ExportNamedDeclaration, ImportDeclaration, ImportExpression, Node } from 'estree';
import { reasonAgainst, targetOf } from './import-rules.ts';

type Typed<T> = T & { importKind?: string; exportKind?: string };

const namesIn = (node: ImportDeclaration): string[] =>
    node.specifiers
        .filter((each) => (each as { importKind?: string }).importKind !== 'type')
        .map((each) => {
            if (each.type === 'ImportDefaultSpecifier') return 'default';
            if (each.type === 'ImportNamespaceSpecifier') return '*';
            return each.imported.type === 'Identifier' ? each.imported.name : String(each.imported.value);
        });

/** Holds every import and re-export against the house's import rules. */
export const houseImports: Rule.RuleModule = {
    meta: {
        type: 'problem',
        docs: { description: 'routes → use case → store, provider, vault' },
        schema: [],
        messages: { forbidden: "'{{specifier}}' may not be imported here: {{reason}}." }
    },
    create: (context) => {
        const file = relative(context.cwd, context.filename).replaceAll('\\', '/');
        const check = (node: Node, specifier: unknown, names: string[], typeOnly: boolean) => {
            if (typeof specifier !== 'string') return;
            const to = targetOf(context.cwd, context.filename, specifier);
            const reason = reasonAgainst({ from: file, to, names, typeOnly });
            if (reason) context.report({ node, messageId: 'forbidden', data: { specifier, reason } });
        };
        return {
            ImportDeclaration: (node: Typed<ImportDeclaration>) => {
                const names = namesIn(node);
                const typeOnly = node.importKind === 'type' || (node.specifiers.length > 0 && names.length === 0);
                check(node, node.source.value, names, typeOnly);
            },
            ExportNamedDeclaration: (node: Typed<ExportNamedDeclaration>) => {
                check(node, node.source?.value, ['*'], node.exportKind === 'type');
            },
            ExportAllDeclaration: (node: Typed<ExportAllDeclaration>) => {
                check(node, node.source.value, ['*'], node.exportKind === 'type');
            },
            ImportExpression: (node: ImportExpression) => {
                check(node, node.source.type === 'Literal' ? node.source.value : undefined, ['*'], false);
            }
        };
    }
};
