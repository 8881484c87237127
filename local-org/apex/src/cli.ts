#!/usr/bin/env node
import { Command, InvalidArgumentError, Option } from 'commander';
import { existsSync } from 'node:fs';
import { runAnonymous } from './run/anonymous.ts';
import { CompileErrors } from './run/org.ts';
import { type TestOptions, testPackage } from './run/test-package.ts';

/** 0: everything passed. 1: a test failed, or too little is covered. 2: it could not run. */
const couldNotRun = 2;

const list = (text: string): string[] =>
    text
        .split(',')
        .map((name) => name.trim())
        .filter(Boolean);

function percent(text: string): number {
    const value = Number(text);
    if (!(value >= 0 && value <= 100)) throw new InvalidArgumentError('A percentage from 0 to 100 is expected.');
    return value;
}

const reporters = ['human', 'junit', 'json'];

function reporterList(text: string): string[] {
    const wrong = list(text).find((name) => !reporters.includes(name));
    if (wrong !== undefined) throw new InvalidArgumentError(`Known reporters: ${reporters.join(', ')}.`);
    return list(text);
}

function guarded(work: () => number): void {
    try {
        process.exitCode = work();
    } catch (error) {
        const known = error instanceof CompileErrors || !(error instanceof Error) || error.name !== 'TypeError';
        process.stderr.write(`${error instanceof Error ? (known ? error.message : error.stack) : String(error)}\n`);
        process.exitCode = couldNotRun;
    }
}

const program = new Command('apex-local').description('Runs Apex and its tests without a Salesforce org.');

program
    .command('test')
    .description('runs the Apex tests of a package')
    .argument('<folder>', 'the folder of the package, such as force-app')
    .option('--class <names>', 'only these test classes', list, [])
    .option('--method <names>', 'only these methods: method, or Class.method', list, [])
    .option('--reporter <names>', `${reporters.join(', ')}; several with --output-dir`, reporterList, ['human'])
    .option('--output-dir <folder>', 'writes test-result.xml, test-result.json and lcov.info there')
    .option('--coverage', 'shows what was covered, and refuses too little of it', false)
    .addOption(new Option('--min-coverage <percent>', 'of each class that is no test').argParser(percent).default(85))
    .option('--debug', 'prints what System.debug says', false)
    .action((folder: string, options: Omit<TestOptions, 'folder'>) => {
        guarded(() => testPackage({ ...options, folder: existing(folder) }));
    });

program
    .command('run')
    .description('runs a file of anonymous Apex and keeps nothing')
    .argument('<file>', 'statements, as `sf apex run` takes them')
    .option('--package <folder>', 'the package whose classes it uses', 'force-app')
    .action((file: string, options: { package: string }) => {
        guarded(() => runAnonymous(existing(file), existing(options.package)));
    });

function existing(path: string): string {
    if (!existsSync(path)) throw new Error(`There is no ${path}.`);
    return path;
}

program.parse();
