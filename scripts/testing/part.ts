/** What a part counted. One check counts as one; of Jest every single test does. */
export interface Result {
    passed: number;
    failed: number;
    /** What did not run, each with its reason. */
    skipped: string[];
    /** The result in a few words. */
    summary: string;
    /** Everything that a person needs who has to mend a failure. */
    output: string;
}

/** How a part tells what it is doing. */
export interface Voice {
    /** A line worth seeing while the part runs. */
    progress: (line: string) => void;
    /** Everything, as it comes. */
    verbatim: (text: string) => void;
}

/** One of the things that `npm test` runs. */
export interface Part {
    name: string;
    about: string;
    run: (voice: Voice) => Promise<Result>;
}

/** On a machine that has everything, what was skipped failed. */
export const strictly = (result: Result): Result => ({
    ...result,
    failed: result.failed + result.skipped.length,
    skipped: [],
    output: [result.output, ...result.skipped.map((reason) => `skipped, which CI does not allow: ${reason}`)].join('\n')
});
