import { join } from 'node:path';
import { repository } from '../checks/check.ts';
import type { Part } from './part.ts';
import { runNode } from './processes.ts';

/** A file of scripts/checks as a part: it counts as one, passed, failed or skipped. */
export const checkPart = (name: string, about: string): Part => ({
    name,
    about,
    run: async (voice) => {
        const { code, output } = await runNode([join(repository, 'scripts/checks', `${name}.ts`)], voice);
        const summary = output.slice(output.lastIndexOf('\n') + 1);
        const reason = /^skipped: (.*)$/.exec(summary)?.[1];
        if (reason !== undefined) return { passed: 0, failed: 0, skipped: [reason], summary, output };
        const passed = code === 0;
        return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: [], summary, output };
    }
});
