import { type ApexType, T } from '../../language/types.ts';

/** The type of a field, as `DisplayType` names them (in lower case). */
export type FieldType =
    | 'address'
    | 'anytype'
    | 'base64'
    | 'boolean'
    | 'combobox'
    | 'currency'
    | 'date'
    | 'datetime'
    | 'double'
    | 'email'
    | 'encryptedstring'
    | 'id'
    | 'integer'
    | 'location'
    | 'long'
    | 'multipicklist'
    | 'percent'
    | 'phone'
    | 'picklist'
    | 'reference'
    | 'string'
    | 'textarea'
    | 'time'
    | 'url';

export interface PicklistValue {
    readonly name: string;
    readonly label: string;
    readonly isDefault: boolean;
    readonly isActive: boolean;
}

export interface Picklist {
    readonly values: readonly PicklistValue[];
    readonly isRestricted: boolean;
}

/** One column of an object. */
export interface Field {
    /** Without the package's namespace. */
    readonly name: string;
    readonly label: string;
    readonly type: FieldType;
    readonly isCustom: boolean;
    readonly length: number;
    readonly precision: number;
    readonly scale: number;
    /** Must have a value when a record is saved. */
    isRequired: boolean;
    /** May be written by code at all, at creation and later. */
    isCreateable: boolean;
    isUpdateable: boolean;
    readonly isUnique: boolean;
    readonly isCaseSensitive: boolean;
    readonly isExternalId: boolean;
    readonly isAutoNumber: boolean;
    /** As metadata gives it: a formula, of which only literals are understood. */
    defaultValue: string | null;
    /** Set where the platform computes the field: reading or storing it is not supported. */
    readonly formula: string | null;
    readonly helpText: string | null;
    /** Objects that a reference may lead to; `Name` alone stands for many. */
    readonly referenceTo: readonly string[];
    readonly relationshipName: string | null;
    /** What happens to this record when the one it refers to is deleted. */
    readonly onParentDelete: 'clear' | 'cascade' | 'restrict';
    readonly picklist: Picklist | null;
    readonly displayFormat: string | null;
}

/** A field with everything that was not said left at what is usual. */
export const makeField = (given: Partial<Field> & Pick<Field, 'name' | 'type'>): Field => ({
    label: given.name,
    isCustom: given.name.endsWith('__c'),
    length: defaultLengths[given.type] ?? 0,
    precision: 0,
    scale: 0,
    isRequired: false,
    isCreateable: true,
    isUpdateable: true,
    isUnique: false,
    isCaseSensitive: false,
    isExternalId: false,
    isAutoNumber: false,
    defaultValue: null,
    formula: null,
    helpText: null,
    referenceTo: [],
    relationshipName: null,
    onParentDelete: 'clear',
    picklist: null,
    displayFormat: null,
    ...given
});

const defaultLengths: Partial<Record<FieldType, number>> = {
    email: 80,
    encryptedstring: 175,
    id: 18,
    multipicklist: 4099,
    phone: 40,
    picklist: 255,
    reference: 18,
    string: 255,
    textarea: 32_768,
    url: 255
};

/** The Apex type that a field's values have; undefined where the interpreter has none (addresses, locations). */
export const apexTypeOf = (type: FieldType): ApexType | undefined => {
    switch (type) {
        case 'boolean':
            return T.Boolean;
        case 'id':
        case 'reference':
            return T.Id;
        case 'integer':
            return T.Integer;
        case 'long':
            return T.Long;
        case 'currency':
        case 'double':
        case 'percent':
            return T.Decimal;
        case 'date':
            return T.Date;
        case 'datetime':
            return T.Datetime;
        case 'time':
            return T.Time;
        case 'base64':
            return T.Blob;
        case 'anytype':
            return T.Object;
        case 'address':
        case 'location':
            return undefined;
        case 'combobox':
        case 'email':
        case 'encryptedstring':
        case 'multipicklist':
        case 'phone':
        case 'picklist':
        case 'string':
        case 'textarea':
        case 'url':
            return T.String;
    }
};

/** Whether the field's values are texts. */
export const isText = (type: FieldType): boolean => apexTypeOf(type) === T.String;
