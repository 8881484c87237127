import { type DestinationStream, type Logger, pino } from 'pino';

export type Log = Logger;

/** Wherever one of these appears in a logged object, only `[redacted]` is written. */
const secretFields = [
    'token',
    'code',
    'clientSecret',
    'client_secret',
    'access_token',
    'refresh_token',
    'password',
    'key'
];
const secretHeaders = ['authorization', 'cookie', 'set-cookie', 'x-token-passphrase', 'proxy-authorization'];

const redactPaths = [
    ...secretFields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
    ...secretHeaders.flatMap((name) => [`headers["${name}"]`, `*.headers["${name}"]`])
];

/**
 * An error as the log shows it: type, message, stack, cause, and a database's or the system's code. Everything else that a driver
 * hangs on its errors (parameters, detail lines with row values) stays out.
 */
export function errorForLog(error: unknown): Record<string, unknown> {
    if (!(error instanceof Error)) return { message: `thrown: ${typeof error}` };
    const errorCode = 'code' in error && typeof error.code === 'string' ? { errorCode: error.code } : {};
    const cause = error.cause === undefined ? {} : { cause: errorForLog(error.cause) };
    return { type: error.name, message: error.message, stack: error.stack, ...errorCode, ...cause };
}

const heldBytes = 1024 * 1024;

/**
 * Stdout. A log that cannot be written (a full disk) costs lines and never the service: pino's own destination ends
 * the process then, and waits for ever while it does.
 */
function standardOutput(): DestinationStream {
    const output = pino.destination({ dest: 1, sync: true, maxLength: heldBytes });
    output.on('error', () => undefined);
    return output;
}

/** A JSON logger that redacts. `level` is pino's; `destination` is for tests, stdout otherwise. */
export const createLog = (level: string, destination = standardOutput()): Log =>
    pino(
        {
            level,
            base: null,
            timestamp: pino.stdTimeFunctions.isoTime,
            formatters: { level: (label) => ({ level: label }) },
            redact: { paths: redactPaths, censor: '[redacted]' },
            serializers: { err: errorForLog }
        },
        destination
    );
