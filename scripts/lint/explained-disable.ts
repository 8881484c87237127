import type { Rule } from 'eslint';

const disable = /^\s*eslint-disable(-next-line|-line)?\b/;

/** A rule may be switched off only where the comment names it and says why, after ` -- `. */
export const explainedDisable: Rule.RuleModule = {
    meta: {
        type: 'problem',
        docs: { description: 'eslint-disable names a rule and gives its reason' },
        schema: [],
        messages: {
            unexplained: 'name the rule and say why it does not hold here: `eslint-disable-next-line <rule> -- <why>`'
        }
    },
    create: (context) => ({
        Program: () => {
            for (const comment of context.sourceCode.getAllComments()) {
                const rest = comment.value.replace(disable, '');
                if (rest === comment.value || !comment.loc) continue;
                const [rules = '', reason = ''] = rest.split(/\s-{2,}\s/);
                if (rules.trim() && reason.trim()) continue;
                // Column -1 stands before the comment, so that the comment cannot switch off its own report.
                context.report({ loc: { ...comment.loc.start, column: -1 }, messageId: 'unexplained' });
            }
        }
    })
};
