import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Failure } from '../platform/failures.ts';
import { askSocket, serveSocket } from '../platform/http-socket.ts';
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
    if (process.platform !== 'win32') rmSync(socket, { force: true }); // left by a process that was killed
    const server = await serveSocket(socket, async (orgId) => {
        try {
            return { ok: true, text: await issueCode(orgId === '' ? undefined : orgId) };
        } catch (error) {
            const sentence = 'The code could not be made. See the log of the service.';
            return { ok: false, text: error instanceof Failure ? error.message : sentence };
        }
    });
    if (process.platform !== 'win32') chmodSync(socket, 0o600);
    writeFileSync(pointer(dataDir), socket, { mode: 0o600 });
    return () =>
        new Promise((resolve) => {
            rmSync(pointer(dataDir), { force: true });
            server.close(() => {
                if (process.platform !== 'win32' && dirname(socket) !== dataDir)
                    rmSync(dirname(socket), { recursive: true });
                resolve();
            });
            server.closeAllConnections(); // someone who asks nothing must not keep the service from ending
        });
}

/** Asks the running service of this data folder for a code; undefined when none runs. Throws what the service refused. */
export async function askOperatorDoor(dataDir: string, orgId?: string): Promise<string | undefined> {
    let socket: string;
    try {
        socket = readFileSync(pointer(dataDir), 'utf8');
    } catch {
        return undefined;
    }
    const reply = await askSocket(socket, orgId ?? '');
    if (reply?.ok === false) throw new Error(reply.text);
    return reply?.text;
}
