import { Data } from '../data/data.ts';
import '../library/index.ts';
import { publishedEvents } from '../data/library/event-bus.ts';
import { pendingBodies } from '../language/pending.ts';
import { CompileError } from '../language/source.ts';
import type { Value } from '../language/values.ts';
import { ApexProgram, type SourceFile, readSources } from '../program.ts';
import { Unsupported } from '../unsupported.ts';
import { CalloutProblem, type Host, type User, Vm } from '../vm.ts';
import { deliverEvents } from './events.ts';
import { failureOf, textOfFailure } from './failure.ts';
import { queueOf, runJobs } from './jobs.ts';
import { readLabels } from './labels.ts';
import { Limits } from './limits.ts';
import { projectOf } from './project.ts';

/** How an org is opened. */
export interface OrgOptions {
    /** The folder of the package's source, below its sfdx-project.json. */
    readonly packageFolder: string;
    /** The org's database; by default a new one, of what every org has and what the package brings. */
    readonly data?: Data;
    /** Classes and triggers beside those of the folder. */
    readonly moreSources?: readonly SourceFile[];
    /** Epoch ms. */
    readonly now?: () => number;
    /** Performs callouts; without it each is refused. */
    readonly callout?: Host['callout'];
    /** Gets what System.debug prints. */
    readonly debug?: (text: string) => void;
}

/** Files that Apex would not compile, each error with its place. */
export class CompileErrors extends Error {
    readonly errors: readonly CompileError[];
    constructor(errors: readonly CompileError[]) {
        super(errors.map((error) => error.message).join('\n'));
        this.name = 'CompileErrors';
        this.errors = errors;
    }
}

/** A package's code in an org of its own. */
export interface Org {
    readonly program: ApexProgram;
    readonly data: Data;
    readonly host: Host;
    /** The folder that paths in messages are relative to. */
    readonly root: string;
    readonly namespace: string;
    /** A machine for one transaction; who begins it, commits it. */
    readonly vm: (user: User, limits?: Limits) => Vm;
    /** Runs a transaction: what it did is kept when it ends well, and then its asynchronous work runs. */
    readonly transaction: <R>(user: User, work: (vm: Vm) => R, limits?: Limits) => R;
    /** Calls a static method in a transaction of its own, with arguments in their Apex representation. */
    readonly callStatic: (user: User, className: string, methodName: string, args: Value[]) => Value;
}

/** Opens an org. Refuses (CompileErrors) a package whose code does not compile. */
export function openOrg(options: OrgOptions): Org {
    const { packageFolder, now = Date.now } = options;
    const { root, namespace } = projectOf(packageFolder);
    const data = options.data ?? new Data({ folders: [packageFolder], namespace: namespace || null, now: now() });
    const program = compile([...readSources(packageFolder, root), ...(options.moreSources ?? [])], data, namespace);
    const host: Host = {
        now,
        callout: options.callout ?? refuseCallouts,
        label: readLabels(packageFolder, namespace),
        debug: options.debug ?? (() => undefined)
    };
    const vm = (user: User, limits = new Limits()): Vm => new Vm({ program, data, host, limits, user });
    const transaction = <R>(user: User, work: (vm: Vm) => R, limits?: Limits): R => {
        const machine = vm(user, limits);
        const result = inOneTransaction(machine, () => work(machine));
        runLater(machine);
        return result;
    };
    return {
        program,
        data,
        host,
        root,
        namespace,
        vm,
        transaction,
        callStatic: (user, className, methodName, args) =>
            transaction(user, (machine) => program.callStatic(machine, className, methodName, args))
    };
}

/** Commits when the work ends well; takes everything back otherwise. */
export function inOneTransaction<R>(vm: Vm, work: () => R): R {
    vm.data.begin();
    let result: R;
    try {
        result = work();
    } catch (error) {
        vm.data.rollback();
        throw error;
    }
    vm.data.commit();
    return result;
}

/** A job that fails changes nothing for those who asked for it: it is taken back and logged. */
function runLater(vm: Vm): void {
    const events = publishedEvents(vm); // from here on, so that what jobs publish is not forgotten with them
    while (queueOf(vm).length > 0 || events.length > 0) {
        const [job] = queueOf(vm);
        try {
            runJobs(vm);
            deliverEvents(vm);
        } catch (error) {
            vm.host.debug(`${job?.kind ?? ''} job ${job?.name ?? ''} failed: ${textOfFailure(failureOf(vm, error))}`);
        }
    }
}

const refuseCallouts = (): never => {
    throw new CalloutProblem('This org makes no callouts');
};

/** What is wrong with declarations stops at once: nothing that names them could be compiled. */
function declared(files: readonly SourceFile[], data: Data, namespace: string): ApexProgram {
    try {
        return new ApexProgram(files, data, namespace);
    } catch (error) {
        throw error instanceof CompileError ? new CompileErrors([error]) : error;
    }
}

/** Compiles everything now, and names every error at once. What is not supported stops only where it would run. */
export function compile(files: readonly SourceFile[], data: Data, namespace: string): ApexProgram {
    pendingBodies.length = 0;
    const errors: CompileError[] = [];
    const attempt = (work: () => void): void => {
        try {
            work();
        } catch (error) {
            if (error instanceof CompileError) errors.push(error);
            else if (!(error instanceof Unsupported)) throw error;
        }
    };
    const program = declared(files, data, namespace);
    for (const body of pendingBodies.splice(0)) attempt(body);
    if (errors.length > 0) throw new CompileErrors(errors);
    return program;
}
