import { declare, define } from '../../library/define.ts';
import { declareEnum, enumValue } from '../../library/enums.ts';
import { T, type TypeDecl, listOf, typeOf } from '../../language/types.ts';
import { type ApexEnum, Instance, ListValue } from '../../language/values.ts';
import type { Vm } from '../../vm.ts';
import type { Failure, Outcome } from '../dml/failures.ts';

const statusCode = declareEnum(
    'StatusCode',
    (
        'ALREADY_IN_PROCESS APEX_ERROR BULK_API_ERROR CANNOT_DELETE CANNOT_EXECUTE_FLOW_TRIGGER CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY CANNOT_REPARENT_RECORD ' +
        'CIRCULAR_DEPENDENCY DELETE_FAILED DUPLICATES_DETECTED DUPLICATE_EXTERNAL_ID DUPLICATE_USERNAME DUPLICATE_VALUE ENTITY_IS_DELETED ENTITY_IS_LOCKED ' +
        'FIELD_CUSTOM_VALIDATION_EXCEPTION FIELD_FILTER_VALIDATION_EXCEPTION FIELD_INTEGRITY_EXCEPTION INACTIVE_OWNER_OR_USER INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY ' +
        'INSUFFICIENT_ACCESS_OR_READONLY INVALID_CROSS_REFERENCE_KEY INVALID_EMAIL_ADDRESS INVALID_FIELD INVALID_FIELD_FOR_INSERT_UPDATE INVALID_ID_FIELD ' +
        'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST INVALID_TYPE_ON_FIELD_IN_RECORD LIMIT_EXCEEDED MALFORMED_ID MISSING_ARGUMENT MIXED_DML_OPERATION NUMBER_OUTSIDE_VALID_RANGE ' +
        'OPERATION_NOT_ALLOWED PLATFORM_EVENT_PUBLISHING_UNAVAILABLE REQUIRED_FIELD_MISSING SELF_REFERENCE_FROM_TRIGGER STORAGE_LIMIT_EXCEEDED STRING_TOO_LONG ' +
        'TRANSFER_REQUIRES_READ UNABLE_TO_LOCK_ROW UNDELETE_FAILED UNKNOWN_EXCEPTION'
    ).split(' ')
);

export const errorDecl = declare('Database.Error');

const failureOf = (self: Instance): Failure => self.native as Failure; // databaseError puts it there

define(errorDecl, {
    methods: {
        'String getMessage()': (_vm, self: Instance) => failureOf(self).message,
        'StatusCode getStatusCode()': (_vm, self: Instance): ApexEnum => enumValue(statusCode, failureOf(self).status),
        'List<String> getFields()': (_vm, self: Instance) =>
            new ListValue(listOf(T.String), [...failureOf(self).fields])
    }
});

/** A Database.Error. */
export function databaseError(_vm: Vm, failure: Failure): Instance {
    const error = new Instance(typeOf(errorDecl));
    error.native = failure;
    return error;
}

const outcomeOf = (self: Instance): Outcome => self.native as Outcome; // resultOf puts it there

function declareResult(name: string): TypeDecl {
    return define(declare(`Database.${name}`), {
        fields: {
            'Id id': (_vm: Vm, self: Instance) => outcomeOf(self).id,
            'Boolean success': (_vm: Vm, self: Instance) => outcomeOf(self).failures.length === 0
        },
        methods: {
            'Id getId()': (_vm, self: Instance) => outcomeOf(self).id,
            'Boolean isSuccess()': (_vm, self: Instance) => outcomeOf(self).failures.length === 0,
            'List<Database.Error> getErrors()': (vm, self: Instance) =>
                new ListValue(
                    listOf(typeOf(errorDecl)),
                    outcomeOf(self).failures.map((each) => databaseError(vm, each))
                )
        }
    });
}

export const saveResultDecl = declareResult('SaveResult');
export const upsertResultDecl = declareResult('UpsertResult');
export const deleteResultDecl = declareResult('DeleteResult');
export const undeleteResultDecl = declareResult('UndeleteResult');
export const emptyRecycleBinResultDecl = declareResult('EmptyRecycleBinResult');

define(upsertResultDecl, {
    methods: {
        'Boolean isCreated()': (_vm, self: Instance) =>
            outcomeOf(self).isCreated && outcomeOf(self).failures.length === 0
    }
});

/** What a Database method answers for one row. */
export function resultOf(decl: TypeDecl, outcome: Outcome): Instance {
    const result = new Instance(typeOf(decl));
    const failed = outcome.failures.length > 0;
    result.native = failed && decl === saveResultDecl ? { ...outcome, id: null } : outcome;
    return result;
}
