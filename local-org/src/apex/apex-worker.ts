import { parentPort, workerData } from 'node:worker_threads';
import { LightningError } from '../../apex/src/run/controller.ts';
import { type ApexOrgParts, openApexOrg } from './apex-org.ts';
import type { Answer, Question } from './apex-thread.ts';

// Apex waits for its callouts; in a thread of its own, the pages are served meanwhile.
if (!parentPort) throw new Error('apex-worker.ts runs in a worker thread');
const port = parentPort;
const org = openApexOrg(workerData as ApexOrgParts);

function answer(question: Question): Answer {
    const { id } = question;
    try {
        if (question.kind === 'setting') {
            org.putSetting(question.row);
            return { id, result: null };
        }
        const { userId, className, method, parameters } = question;
        return { id, result: org.invoke(userId, className, method, parameters) ?? null };
    } catch (error) {
        if (error instanceof LightningError) return { id, refused: error.body };
        return { id, failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
}

port.on('message', (question: Question) => {
    port.postMessage(answer(question));
});
port.postMessage({ id: 0, result: null } satisfies Answer);
