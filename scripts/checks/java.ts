import { spawn, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const oldestJava = 11;
const require = createRequire(import.meta.url);

/** Why a check that needs Java did not run. */
export const noJava = `no Java on this machine (install a JRE ${oldestJava} or later to run it)`;

/** Whether `java` is there and new enough. */
export const hasJava = () => {
    const run = spawnSync('java', ['-version'], { encoding: 'utf8' });
    const major = /version "(?:1\.)?(\d+)/.exec(`${run.stderr}${run.stdout}`)?.[1];
    return run.status === 0 && Number(major) >= oldestJava;
};

/** The folder of Java libraries that the Apex checks come from: Salesforce's own, inside Code Analyzer. */
export const javaLibrary = () => join(dirname(require.resolve('@salesforce/code-analyzer-pmd-engine')), 'java-lib');

/** What a Java program left behind. */
export interface JavaRun {
    code: number | null;
    output: string;
    errors: string;
}

/** Runs a Java class from that library; answers everything it printed, whatever its exit code. */
export const runJava = (args: string[], cwd: string): Promise<JavaRun> =>
    new Promise((resolve, reject) => {
        const child = spawn('java', ['-cp', join(javaLibrary(), '*'), ...args], { cwd });
        let output = '';
        let errors = '';
        child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
        child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
        child.on('error', reject);
        child.on('close', (code) => resolve({ code, output, errors }));
    });
