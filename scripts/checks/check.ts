import { basename, resolve } from 'node:path';
import { Command } from 'commander';

/** One thing to mend, where it stands. */
export interface Problem {
    file: string;
    line: number;
    message: string;
}

/** What a check found. `notes` are worth knowing and fail nothing; `skipped` says why nothing was looked at. */
export interface Outcome {
    summary: string;
    problems: Problem[];
    notes?: string[];
    skipped?: string;
}

/** What a person may ask of a check: `all` lists what is otherwise only counted. */
export interface CheckOptions {
    all?: boolean;
}

/** A check looks at the project in `root` and changes nothing there. */
export type Check = (root: string, options?: CheckOptions) => Promise<Outcome>;

/** The repository that these scripts belong to. */
export const repository = resolve(import.meta.dirname, '../..');

/** Whether a machine that must have everything runs this: what is skipped elsewhere fails there. */
export const inCi = () => process.env['CI'] === 'true';

const byPlace = (a: Problem, b: Problem) => a.file.localeCompare(b.file) || a.line - b.line;

/** The outcome as lines to read: problems by place, then notes, then the summary or the reason for skipping. */
export const linesOf = ({ problems, notes = [], skipped, summary }: Outcome) => [
    ...problems.toSorted(byPlace).map(({ file, line, message }) => `${file}:${line}: ${message}`),
    ...notes,
    skipped === undefined ? summary : `skipped: ${skipped}`
];

/** Whether the outcome fails a run. */
export const failed = ({ problems, skipped }: Outcome) => problems.length > 0 || (skipped !== undefined && inCi());

/** Runs the check when its file was started by itself: `node scripts/checks/<name>.ts [folder]`. */
export const runAlone = async (meta: ImportMeta, about: string, check: Check) => {
    if (!meta.main) return;
    const program = new Command(`node scripts/checks/${basename(meta.filename)}`)
        .description(about)
        .argument('[folder]', 'the project to check', repository)
        .option('--all', 'list what is otherwise only counted')
        .parse();
    const outcome = await check(resolve(program.args[0] ?? repository), program.opts());
    console.log(linesOf(outcome).join('\n'));
    process.exitCode = failed(outcome) ? 1 : 0;
};

/** `1 file`, `2 files`. */
export const count = (n: number, noun: string) => `${n} ${noun}${n === 1 ? '' : noun.endsWith('s') ? 'es' : 's'}`;
