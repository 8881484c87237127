import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync, readFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Failure } from '../platform/failures.ts';
import type { issueEnrolmentCode } from './issue-enrolment-code.ts';

// A socket's path holds about 100 bytes; a deeper data folder keeps its socket in a private temporary folder.
const maxSocketPath = 100;
const pointer = (dataDir: string): string => join(dataDir, 'operator-socket');

function chooseSocket(dataDir: string): string {
    if (process.platform === 'win32')
        return `\\\\.\\pipe\\strongroom-${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`;
    const own = join(dataDir, 'operator.sock');
    return Buffer.byteLength(own) <= maxSocketPath
        ? own
        : join(mkdtempSync(join(tmpdir(), 'strongroom-')), 'operator.sock');
}

/**
 * Opens the operator's door of a service that runs on the embedded database, where no second process may enter: a
 * socket that only this user can open, on which `npm run enrol` asks for a code. Returns how to close it.
 */
export async function openOperatorDoor(
    dataDir: string,
    issueCode: ReturnType<typeof issueEnrolmentCode>
): Promise<() => Promise<void>> {
    const socket = chooseSocket(dataDir);
    const server = createServer(async (req, res) => {
        const orgId = await text(req);
        try {
            res.end(await issueCode(orgId === '' ? undefined : orgId));
        } catch (error) {
            res.writeHead(400).end(
                error instanceof Failure ? error.message : 'The code could not be made. See the log of the service.'
            );
        }
    });
    if (process.platform !== 'win32') rmSync(socket, { force: true }); // left by a process that was killed
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(socket, resolve));
    if (process.platform !== 'win32') chmodSync(socket, 0o600);
    writeFileSync(pointer(dataDir), socket, { mode: 0o600 });
    return () =>
        new Promise((resolve) => {
            rmSync(pointer(dataDir), { force: true });
            server.close(() => resolve());
        });
}

/** Asks the running service of this data folder for a code; undefined when none runs. Throws what the service refused. */
export async function askOperatorDoor(dataDir: string, orgId?: string): Promise<string | undefined> {
    let socketPath: string;
    try {
        socketPath = readFileSync(pointer(dataDir), 'utf8');
    } catch {
        return undefined;
    }
    return new Promise((resolve, reject) => {
        const call = request({ socketPath, method: 'POST', path: '/enrolment-codes' }, async (res) => {
            const reply = await text(res);
            if (res.statusCode === 200) resolve(reply);
            else reject(new Error(reply));
        });
        call.once('error', (error: NodeJS.ErrnoException) =>
            error.code === 'ENOENT' || error.code === 'ECONNREFUSED' ? resolve(undefined) : reject(error)
        );
        call.end(orgId ?? '');
    });
}
