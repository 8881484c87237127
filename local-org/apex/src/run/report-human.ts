import { styleText } from 'node:util';
import { type FileCoverage, below, totalOf } from './coverage.ts';
import type { TestResult, TestRun } from './run-tests.ts';

type Colour = 'green' | 'red' | 'yellow' | 'dim';
type Paint = (colour: Colour, text: string) => string;

const plain: Paint = (_colour, text) => text;
const colours: Paint = (colour, text) => styleText(colour, text, { validateStream: false });

const marks = { pass: ['green', '✓'], fail: ['red', '✗'], skip: ['yellow', '-'] } as const;

/** What a person reads: a line a class, each failure in full, coverage where it was asked for, and the sum. */
export function humanReport(
    run: TestRun,
    options: { colour: boolean; showCoverage: boolean; minCoverage: number | null }
): string {
    const paint = options.colour ? colours : plain;
    const classes = Map.groupBy(run.results, (result) => result.className);
    const lines = [...classes].map(([name, results]) => classLine(paint, name, results));
    const failures = run.results.filter((result) => result.outcome === 'fail');
    const parts = [lines.join('\n'), ...failures.map((failure) => failureText(paint, failure))];
    if (options.showCoverage) parts.push(coverageTable(paint, run.coverage, options.minCoverage));
    return `${[...parts, sumOf(paint, run)].filter(Boolean).join('\n\n')}\n`;
}

function classLine(paint: Paint, name: string, results: readonly TestResult[]): string {
    const worst = results.some(({ outcome }) => outcome === 'fail') ? 'fail' : 'pass';
    const [colour, mark] = marks[worst];
    const passed = results.filter(({ outcome }) => outcome === 'pass').length;
    const time = results.reduce((sum, { timeMs }) => sum + timeMs, 0);
    return `${paint(colour, mark)} ${name} ${paint('dim', `${passed}/${results.length}, ${Math.round(time)} ms`)}`;
}

function failureText(paint: Paint, { className, methodName, message, stackTrace }: TestResult): string {
    const trace = (stackTrace ?? '').split('\n').filter(Boolean);
    return [
        paint('red', `✗ ${className}.${methodName}`),
        ...(message ?? '').split('\n').map((line) => `    ${line}`),
        ...trace.map((line) => paint('dim', `      ${line}`))
    ].join('\n');
}

function coverageTable(paint: Paint, files: readonly FileCoverage[], minimum: number | null): string {
    const low = new Set(minimum === null ? [] : below(files, minimum));
    const width = Math.max(5, ...files.map(({ name }) => name.length));
    const rows = files.map((file) => {
        const row = `${file.name.padEnd(width)} ${`${file.percent} %`.padStart(6)}  ${shortRanges(file.uncovered)}`;
        return paint(low.has(file) ? 'red' : 'dim', row.trimEnd());
    });
    const total = totalOf(files);
    return [...rows, `${'total'.padEnd(width)} ${`${total.percent} %`.padStart(6)}`].join('\n');
}

/** `3-5, 9` */
export function shortRanges(lines: readonly number[]): string {
    const ranges: [number, number][] = [];
    for (const line of lines) {
        const last = ranges.at(-1);
        if (last && last[1] === line - 1) last[1] = line;
        else ranges.push([line, line]);
    }
    return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(', ');
}

function sumOf(paint: Paint, { results, timeMs }: TestRun): string {
    const count = (outcome: TestResult['outcome']): number =>
        results.filter((result) => result.outcome === outcome).length;
    const parts = [
        `${count('pass')} passed`,
        ...(count('fail') ? [paint('red', `${count('fail')} failed`)] : []),
        ...(count('skip') ? [paint('yellow', `${count('skip')} skipped`)] : [])
    ];
    return `Apex tests: ${parts.join(', ')} in ${(timeMs / 1000).toFixed(1)} s`;
}
