import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { Credentials } from './credentials.ts';
import { EnrolmentFailed } from './failures.ts';
import { request } from './http.ts';

const run = promisify(execFile);

const enrolled = z.object({ clientId: z.string(), clientSecret: z.string() });

export interface Enrolment {
    readonly root: string;
    readonly serviceUrl: string;
    readonly org: { readonly id: string; readonly name: string };
}

/** Enrols the org as an operator would: asks for a code made for it, then trades the code for a client. */
export const enrol = async ({ root, serviceUrl, org }: Enrolment): Promise<Credentials> => {
    await request(serviceUrl, { method: 'GET', path: '/readyz', headers: {} }); // without a running service, asking for a code would open its database
    const code = await enrolmentCode(root, org.id);
    const answer = await request(serviceUrl, {
        method: 'POST',
        path: '/v1/enrolments',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ code, orgId: org.id, orgName: org.name })
    });
    return enrolled.parse(answer);
};

const enrolmentCode = async (root: string, orgId: string): Promise<string> => {
    const script = path.join(root, 'backend/src/enrol.ts');
    try {
        const { stdout } = await run(process.execPath, [script, '--org', orgId], { cwd: root });
        return stdout.trimEnd().split('\n').at(-1) ?? '';
    } catch (cause) {
        throw new EnrolmentFailed(`npm run enrol -- --org ${orgId} failed.`, { cause });
    }
};
