import type { SObjectValue } from '../../language/values.ts';
import type { Vm } from '../../vm.ts';

/** Why one row could not be saved, as Database.Error tells it. */
export interface Failure {
    readonly status: string;
    readonly message: string;
    readonly fields: readonly string[];
}

/** What became of one row. */
export interface Outcome {
    /** As the caller gave it. */
    readonly record: SObjectValue;
    id: string | null;
    readonly failures: Failure[];
    isCreated: boolean;
}

/** One reason why a row could not be saved, with the fields that it concerns. */
export const failure = (status: string, message: string, fields: readonly string[] = []): Failure => ({
    status,
    message,
    fields
});

const verbs: Record<string, string> = {
    insert: 'Insert',
    update: 'Update',
    upsert: 'Upsert',
    delete: 'Delete',
    undelete: 'Undelete'
};

/** Raises the DmlException of the first row that failed. */
export function raiseFirst(vm: Vm, operation: string, outcomes: readonly Outcome[]): never {
    const failed = outcomes.flatMap((outcome, index) => outcome.failures.map((each) => ({ index, outcome, each })));
    const [first] = failed;
    if (!first) throw new Error('nothing failed');
    const { each, index, outcome } = first;
    const id = idOf(operation, outcome);
    const row = `First exception on row ${index}${id ? ` with id ${id}` : ''}`;
    const text = `${verbs[operation] ?? operation} failed. ${row}; first error: ${each.status}, ${each.message}: [${each.fields.join(', ')}]`;
    throw vm.exception('DmlException', isWhole(each) ? each.message : text, {
        dml: failed.map((entry) => ({
            index: entry.index,
            id: idOf(operation, entry.outcome),
            fields: [...entry.each.fields],
            message: entry.each.message,
            status: entry.each.status
        }))
    });
}

const idOf = (operation: string, { record }: Outcome): string | null => {
    const id = record.fields.get('id');
    return operation !== 'insert' && typeof id === 'string' ? id : null;
};

const inaccessible = 'Operation failed due to fields being inaccessible on Sobject ';

/** What user mode says of fields that the user may not write; the exception's whole message. */
export const inaccessibleFields = (object: string, fields: readonly string[]): Failure =>
    failure(
        'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
        `${inaccessible}${object}, check errors on Exception or Result!`,
        fields
    );

const isWhole = ({ message }: Failure): boolean => message.startsWith(inaccessible);
