import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { type Part, commandFor } from './queries.ts';
import {
    type Assignment,
    type Organization,
    type Profile,
    type Setting,
    type User,
    partOfType,
    recordsOf
} from './records.ts';
import { levelOf } from './salesforce-id.ts';

/** An export that cannot be used: which file, what is wrong, and the command that makes it anew. */
export class ExportError extends Error {}

/** What an org's export holds, checked. */
export interface OrgExport {
    readonly organization: Organization;
    readonly settings: readonly Setting[];
    readonly users: readonly User[];
    readonly profiles: readonly Profile[];
    /** Undefined when the permission set assignments were not exported. */
    readonly assignments: readonly Assignment[] | undefined;
    /** Files whose records nothing here asks for. */
    readonly ignored: readonly string[];
}

const namespace = 'strongroom__';

const queryResult = z.object({
    status: z.number(),
    message: z.string().optional(),
    result: z
        .object({
            records: z.array(z.looseObject({ attributes: z.object({ type: z.string() }) })),
            totalSize: z.number().optional(),
            done: z.boolean().optional()
        })
        .optional()
});

type Found = Record<Part, unknown[]> & { files: Set<Part>; empty: string[]; ignored: string[] };

/**
 * Reads a folder of `sf data query --json` outputs, told apart by the type of their records.
 * Refuses (ExportError) what is missing, cut short or not such an output.
 */
export const readExport = (folder: string): OrgExport => {
    const found: Found = {
        ...{ settings: [], users: [], profiles: [], organization: [], assignments: [] },
        ...{ files: new Set<Part>(), empty: [], ignored: [] }
    };
    for (const file of jsonFiles(folder)) readFile(path.join(folder, file), file, found);
    const settings = found.settings as Setting[];
    const users = found.users as User[];
    const profiles = found.profiles as Profile[];
    if (users.length === 0) throw missing(folder, 'users');
    if (profiles.length === 0) throw missing(folder, 'profiles');
    if (settings.length === 0 && found.empty.length === 0) throw missing(folder, 'settings');
    return {
        ...{ settings, users, profiles },
        organization: organizationOf(folder, found.organization as Organization[], settings),
        assignments: found.files.has('assignments') ? (found.assignments as Assignment[]) : undefined,
        ignored: found.ignored
    };
};

const jsonFiles = (folder: string): string[] => {
    try {
        return readdirSync(folder)
            .filter((file) => file.endsWith('.json'))
            .sort();
    } catch (cause) {
        throw new ExportError(
            `The export folder ${folder} cannot be read. Give a folder with the outputs of sf data query --json.`,
            { cause }
        );
    }
};

const missing = (folder: string, part: Part): ExportError =>
    new ExportError(`${folder} holds no ${part}. Export them into it with:\n  ${commandFor(part)}`);

const readFile = (file: string, name: string, found: Found): void => {
    const records = recordsIn(file);
    if (records.length === 0) found.empty.push(name);
    const type = (records[0]?.attributes.type ?? '').replace(namespace, '');
    const part = partOfType[type];
    if (!part) {
        if (type) found.ignored.push(name);
        return;
    }
    found.files.add(part);
    records.forEach((record, index) => {
        const parsed = recordsOf[part].safeParse(withoutNamespace(record));
        if (!parsed.success)
            throw new ExportError(
                `${file}: record ${index + 1} of ${type}: ${problemsOf(parsed.error)}\n  ${commandFor(part)}`
            );
        found[part].push(parsed.data);
    });
};

const recordsIn = (file: string) => {
    const output = queryResult.safeParse(parseJson(file));
    if (!output.success) {
        throw new ExportError(
            `${file} is not the output of sf data query --json (${problemsOf(output.error)}). For example:\n  ${commandFor('settings')}`
        );
    }
    const { status, message, result } = output.data;
    if (status !== 0 || !result) {
        throw new ExportError(
            `${file} is the output of a query that failed${message ? `: ${message}` : '.'} Run the query again.`
        );
    }
    const { records, totalSize = records.length, done = true } = result;
    if (!done || totalSize > records.length) {
        throw new ExportError(
            `${file} holds ${records.length} of ${totalSize} records. Let the CLI fetch them all, then export again:\n` +
                '  sf config set org-max-query-limit 50000'
        );
    }
    return records;
};

const parseJson = (file: string): unknown => {
    try {
        return JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
    } catch (cause) {
        throw new ExportError(`${file} is not JSON. It must be the output of sf data query --json.`, { cause });
    }
};

const withoutNamespace = (record: Record<string, unknown>): Record<string, unknown> =>
    Object.fromEntries(Object.entries(record).map(([field, value]) => [field.replace(namespace, ''), value]));

const problemsOf = (error: z.ZodError): string =>
    error.issues
        .slice(0, 3)
        .map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`)
        .join('; ');

const organizationOf = (folder: string, exported: Organization[], settings: readonly Setting[]): Organization => {
    if (exported[0]) return exported[0];
    const own = settings.find(({ ownerId }) => levelOf(ownerId) === 'organization');
    if (own) return { id: own.ownerId, name: own.ownerName };
    throw new ExportError(
        `${folder} does not say which org it is from: no settings record of the organisation (00D…) is in it. Export its id with:\n` +
            `  ${commandFor('organization')}`
    );
};
