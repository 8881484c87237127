import { readFileSync } from 'node:fs';
import { failureOf, textOfFailure } from './failure.ts';
import { CompileErrors, openOrg } from './org.ts';

const className = 'AnonymousBlock';

/**
 * Runs statements as the test user of an org with the package in it, shows what System.debug says, and answers the
 * exit code. The org is gone afterwards. Methods and classes of the file's own are not supported.
 */
export function runAnonymous(file: string, packageFolder: string): number {
    const path = `${file}.cls`;
    // on the first line, so that line numbers stay what they are in the file
    const text = `public class ${className} { public static void run() { ${readFileSync(file, 'utf8')}\n} }`;
    const debug = (line: string): void => void process.stdout.write(`${line}\n`);
    const org = named(file, path, () => openOrg({ packageFolder, debug, moreSources: [{ path, text }] }));
    const vm = org.vm(org.data.testUser);
    org.data.begin();
    try {
        org.program.callStatic(vm, className, 'run', []);
        return 0;
    } catch (error) {
        const failure = failureOf(vm, error);
        const text = `${textOfFailure(failure)}\n${failure.stackTrace}\n`;
        process.stderr.write(text.replaceAll(path, file).replaceAll(`Class.${className}.run`, 'AnonymousBlock'));
        return 1;
    } finally {
        org.data.rollback();
    }
}

/** Compile errors name the file as it is. */
function named<R>(file: string, path: string, work: () => R): R {
    try {
        return work();
    } catch (error) {
        if (error instanceof CompileErrors) throw new Error(error.message.replaceAll(path, file));
        throw error;
    }
}
