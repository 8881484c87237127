import { Worker } from 'node:worker_threads';
import { ApexRefusal } from './failures.ts';
import type { ApexOrgParts } from './apex-org.ts';
import type { OrgRows } from './rows.ts';

export type Question =
    | { id: number; kind: 'setting'; row: OrgRows['settings'][number] }
    | {
          id: number;
          kind: 'call';
          userId: string;
          className: string;
          method: string;
          parameters: Record<string, unknown>;
      };

type Asked = Question extends infer Q ? (Q extends Question ? Omit<Q, 'id'> : never) : never;

export type Answer = { id: number } & ({ result: unknown } | { refused: Record<string, unknown> } | { failed: string });

/** The package's Apex, in a thread of its own; one call runs at a time. */
export interface ApexThread {
    readonly call: (
        userId: string,
        className: string,
        method: string,
        parameters: Record<string, unknown>
    ) => Promise<unknown>;
    readonly putSetting: (row: OrgRows['settings'][number]) => Promise<unknown>;
    readonly close: () => Promise<unknown>;
}

/** Starts the thread and answers when the package is compiled. Refuses a package that does not compile. */
export const startApex = async (parts: ApexOrgParts): Promise<ApexThread> => {
    const worker = new Worker(new URL('apex-worker.ts', import.meta.url), { workerData: parts });
    const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
    let last = 0;
    let ended: Error | undefined;
    const wait = (id: number): Promise<unknown> =>
        new Promise((resolve, reject) => {
            waiting.set(id, { resolve, reject });
        });
    const ask = (question: Asked): Promise<unknown> => {
        if (ended) return Promise.reject(ended);
        last += 1;
        const answered = wait(last);
        worker.postMessage({ ...question, id: last });
        return answered;
    };
    worker.on('message', (answer: Answer) => {
        const asked = waiting.get(answer.id);
        waiting.delete(answer.id);
        if ('result' in answer) asked?.resolve(answer.result);
        else if ('refused' in answer) asked?.reject(new ApexRefusal(answer.refused));
        else asked?.reject(new Error(answer.failed));
    });
    const end = (error: Error): void => {
        ended ??= error;
        for (const { reject } of waiting.values()) reject(error);
        waiting.clear();
    };
    worker.on('error', (error) => {
        end(error instanceof Error ? error : new Error(String(error)));
    });
    worker.on('exit', () => {
        end(new Error('The thread that runs Apex has ended.'));
    });
    await wait(0);
    return {
        call: (userId, className, method, parameters) => ask({ kind: 'call', userId, className, method, parameters }),
        putSetting: (row) => ask({ kind: 'setting', row }),
        close: () => worker.terminate()
    };
};
