/** The address in the service's line `"msg":"listening"`. */
export const serviceAddress = (line: string): string | undefined => {
    if (!line.includes('"listening"')) return undefined;
    try {
        const { msg, url } = JSON.parse(line) as { msg?: unknown; url?: unknown };
        return msg === 'listening' && typeof url === 'string' ? url : undefined;
    } catch {
        return undefined;
    }
};

/** The address in the local org's line. */
export const localOrgAddress = (line: string): string | undefined => /^Local org listening on (\S+)$/.exec(line)?.[1];

/** A log line for people: the sentence of a JSON line, anything else as it is. */
export const readable = (line: string): string => {
    try {
        const { msg, err } = JSON.parse(line) as { msg?: unknown; err?: { message?: unknown } };
        if (typeof msg !== 'string') return line;
        return typeof err?.message === 'string' ? `${msg}: ${err.message}` : msg;
    } catch {
        return line;
    }
};
