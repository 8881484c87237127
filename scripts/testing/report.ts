import { count } from '../checks/check.ts';
import type { Result } from './part.ts';

/** A part that ran, with its time. */
export interface Run extends Result {
    name: string;
    seconds: number;
}

const verdict = ({ failed, passed, skipped }: Result) => {
    if (failed) return 'FAILED';
    return passed || !skipped.length ? 'ok' : 'skipped';
};

/** A run in one line. */
export const lineOf = (run: Run, width: number) => {
    const time = `${run.seconds.toFixed(1)} s`.padStart(8);
    return `${run.name.padEnd(width)}  ${verdict(run).padEnd(7)} ${time}  ${run.summary.replace(/^skipped: /, '')}`;
};

/** The numbers that end a run: `12 passed, 0 failed`, with what was skipped where something was. */
export const totalOf = (runs: Run[]) => {
    const sum = (numberOf: (run: Run) => number) => runs.reduce((total, run) => total + numberOf(run), 0);
    const skipped = sum((run) => run.skipped.length);
    return `${sum((run) => run.passed)} passed, ${sum((run) => run.failed)} failed${skipped ? `, ${skipped} skipped` : ''}`;
};

/** Everything at the end of a run: the table, what was skipped and why, the whole time, and the total as the last line. */
export const reportOf = (runs: Run[]): string[] => {
    const width = Math.max(...runs.map(({ name }) => name.length));
    const seconds = runs.reduce((total, run) => total + run.seconds, 0);
    const skips = runs.flatMap(({ name, skipped }) => skipped.map((reason) => `${name}, skipped: ${reason}`));
    return [
        ...runs.map((run) => lineOf(run, width)),
        ...(skips.length ? ['', ...skips] : []),
        '',
        `${count(runs.length, 'part')} in ${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`,
        totalOf(runs)
    ];
};
