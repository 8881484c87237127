import type { Data } from '../../src/data/data.ts';
import '../../src/library/index.ts';
import { ApexProgram } from '../../src/program.ts';
import { Limits } from '../../src/run/limits.ts';
import { type CalloutReply, type CalloutRequest, type Host, type User, Vm } from '../../src/vm.ts';

/** Data of an org without objects, for tests of the language's own library. */
const dataWith = (uncommitted: boolean): Data =>
    ({
        findType: () => undefined,
        resolveToken: () => undefined,
        isParentRelationship: () => false,
        hasUncommittedWork: () => uncommitted,
        forgetWork: () => undefined
    }) as unknown as Data; // the library asks no more of it

const user: User = {
    id: '005000000000001AAA',
    name: 'Planted User',
    username: 'planted@example.invalid',
    profileId: '00e000000000001AAA',
    timeZone: 'America/Los_Angeles',
    locale: 'en_US'
};

const now = Date.UTC(2026, 0, 31, 18, 30, 15, 250);
const labels: Record<string, string> = { Greeting: 'Hello' };

const quietHost: Host = {
    now: () => now,
    callout: () => ({ status: 200, reason: 'OK', headers: new Map(), body: Buffer.alloc(0) }),
    label: (name) => labels[name],
    debug: () => undefined
};

interface Outside {
    readonly user?: Partial<User>;
    readonly callout?: (request: CalloutRequest) => CalloutReply;
    readonly uncommitted?: boolean;
}

/** Runs Apex statements, in which `say(value)` keeps a value's text; answers what was said. Classes may be given beside. */
export function said(statements: string, classes: readonly string[] = [], outside: Outside = {}): string[] {
    const lines: string[] = [];
    const text = `public class Snippet {
        static void say(Object value) { System.debug(value); }
        public static void run() { ${statements} }
    }`;
    const files = [text, ...classes].map((each, i) => ({ path: `classes/Part${i}.cls`, text: each }));
    const data = dataWith(outside.uncommitted ?? false);
    const program = new ApexProgram(files, data);
    const host: Host = {
        ...quietHost,
        callout: outside.callout ?? quietHost.callout,
        debug: (line) => void lines.push(line)
    };
    const vm = new Vm({ program, data, host, limits: new Limits(), user: { ...user, ...outside.user } });
    program.callStatic(vm, 'Snippet', 'run', []);
    return lines;
}

/** What an expression's value says. */
export const valueOf = (expression: string): string => said(`say(${expression});`)[0] ?? '';

/** The type and message of the exception that an expression ends in. */
export const failureOf = (expression: string): string =>
    said(`try { say(${expression}); } catch (Exception e) { say(e.getTypeName() + ': ' + e.getMessage()); }`)[0] ?? '';
