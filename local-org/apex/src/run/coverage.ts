import { basename } from 'node:path';
import type { ApexProgram } from '../program.ts';

/** Which lines of one class or trigger ran. */
export interface FileCoverage {
    /** Of the class or trigger. */
    readonly name: string;
    readonly path: string;
    readonly covered: readonly number[];
    readonly uncovered: readonly number[];
    /** 0 to 100, whole; 100 where nothing can run. */
    readonly percent: number;
}

/** Lines that ran, by file: what one test covered. */
export type LinesRun = ReadonlyMap<string, ReadonlySet<number>>;

/**
 * Follows which lines run. A line counts when a statement, or a field with a value, begins on it. Test classes do not
 * count.
 */
export class Coverage {
    private readonly program: ApexProgram;
    private readonly ran = new Map<string, Set<number>>();
    private readonly testFiles: ReadonlySet<string>;

    constructor(program: ApexProgram) {
        this.program = program;
        const tests = [...program.classes()].filter((decl) => decl.isTest && decl.file !== null);
        this.testFiles = new Set(tests.map((decl) => decl.file ?? ''));
    }

    /** Runs work and answers the lines that it ran. */
    during<R>(work: () => R): { result: R; lines: LinesRun } {
        this.takeMarks();
        const result = work();
        const lines = this.takeMarks();
        return { result, lines };
    }

    /** Everything that ran in any `during`. */
    files(): FileCoverage[] {
        return this.reportOf(this.ran).sort((a, b) => (a.name < b.name ? -1 : 1));
    }

    /** The files of which these lines are part. */
    reportOf(lines: LinesRun): FileCoverage[] {
        return this.coverable()
            .filter(([path]) => lines === this.ran || lines.has(path))
            .map(([path, marks]) => fileCoverage(path, marks, lines.get(path) ?? new Set()));
    }

    private coverable(): [string, readonly (0 | 1 | undefined)[]][] {
        return [...this.program.coverage].filter(([path]) => !this.testFiles.has(path));
    }

    /** What ran since the last time; the marks begin anew. */
    private takeMarks(): LinesRun {
        const taken = new Map<string, Set<number>>();
        for (const [path, marks] of this.coverable()) {
            for (const [line, mark] of marks.entries()) {
                if (mark !== 1) continue;
                add(taken, path, line);
                add(this.ran, path, line);
                marksOf(this.program, path)[line] = 0;
            }
        }
        return taken;
    }
}

const marksOf = (program: ApexProgram, path: string): (0 | 1 | undefined)[] => program.coverage.get(path) ?? [];

function add(lines: Map<string, Set<number>>, path: string, line: number): void {
    const known = lines.get(path);
    if (known) known.add(line);
    else lines.set(path, new Set([line]));
}

function fileCoverage(path: string, marks: readonly (0 | 1 | undefined)[], ran: ReadonlySet<number>): FileCoverage {
    const lines = [...marks.entries()].filter(([, mark]) => mark !== undefined).map(([line]) => line);
    const covered = lines.filter((line) => ran.has(line));
    return {
        name: basename(path).replace(/\.(cls|trigger)$/, ''),
        path,
        covered,
        uncovered: lines.filter((line) => !ran.has(line)),
        percent: percentOf(covered.length, lines.length)
    };
}

/** Rounded down, so that 100 means everything. */
export const percentOf = (part: number, whole: number): number =>
    whole === 0 ? 100 : Math.floor((100 * part) / whole);

/** Lines covered of all that count, over these files. */
export function totalOf(files: readonly FileCoverage[]): { covered: number; lines: number; percent: number } {
    const covered = files.reduce((sum, file) => sum + file.covered.length, 0);
    const lines = files.reduce((sum, file) => sum + file.covered.length + file.uncovered.length, 0);
    return { covered, lines, percent: percentOf(covered, lines) };
}

/** The files of which less than this was covered. */
export const below = (files: readonly FileCoverage[], percent: number): FileCoverage[] =>
    files.filter((file) => file.percent < percent);

/** An lcov tracefile. */
export function lcovOf(files: readonly FileCoverage[]): string {
    const records = files.map(({ path, covered, uncovered }) => {
        const hits = [...covered.map((line) => [line, 1] as const), ...uncovered.map((line) => [line, 0] as const)];
        const lines = hits.sort(([a], [b]) => a - b).map(([line, count]) => `DA:${line},${count}`);
        return ['TN:', `SF:${path}`, ...lines, `LF:${hits.length}`, `LH:${covered.length}`, 'end_of_record'].join('\n');
    });
    return records.map((record) => `${record}\n`).join('');
}
