import { Command } from 'commander';
import { inCi } from './checks/check.ts';
import { type Part, type Result, strictly, type Voice } from './testing/part.ts';
import { groups, parts, partsNamed } from './testing/parts.ts';
import { lineOf, reportOf, type Run } from './testing/report.ts';

const program = new Command('npm test --')
    .description(
        'Runs every check and every test, or the parts named. Goes on after a failure; exits with 1 if there was one.'
    )
    .argument('[part...]', 'what to run (see --list)')
    .option('--list', 'list the parts')
    .option('--verbose', 'show everything that the parts print')
    .parse();
const { list, verbose } = program.opts<{ list?: boolean; verbose?: boolean }>();

const indent = (text: string) => text.replaceAll(/^(?=.)/gm, '    ');

const voice: Voice = {
    progress: (line) => {
        if (!verbose) console.log(indent(line));
    },
    verbatim: (text) => {
        if (verbose) process.stdout.write(text);
    }
};

const broken = (error: unknown): Result => {
    const output = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { passed: 0, failed: 1, skipped: [], summary: 'could not run', output };
};

const runPart = async (part: Part): Promise<Run> => {
    console.log(`${part.name}: ${part.about}`);
    const start = performance.now();
    const result = await part.run(voice).catch(broken);
    const run = {
        name: part.name,
        seconds: (performance.now() - start) / 1000,
        ...(inCi() ? strictly(result) : result)
    };
    if (run.failed && !verbose) console.log(indent(run.output));
    console.log(indent(lineOf(run, run.name.length)));
    return run;
};

const chosen = () => {
    try {
        return partsNamed(program.args);
    } catch (error) {
        return program.error(error instanceof Error ? error.message : String(error));
    }
};

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));

if (list) {
    const width = Math.max(...parts.map(({ name }) => name.length));
    for (const { name, about } of parts) console.log(`${name.padEnd(width)}  ${about}`);
    for (const [name, members] of Object.entries(groups)) console.log(`${name.padEnd(width)}  ${members.join(', ')}`);
} else {
    const runs: Run[] = [];
    for (const part of chosen()) runs.push(await runPart(part));
    console.log(['', ...reportOf(runs)].join('\n'));
    process.exitCode = runs.some(({ failed }) => failed) ? 1 : 0;
}
