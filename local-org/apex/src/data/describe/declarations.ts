import type { TypeDecl } from '../../language/types.ts';
import { declare, libraryTypes } from '../../library/define.ts';

/** Declares a type of the namespace Schema, which may be left out: `SObjectType` is Schema.SObjectType. */
function declareInSchema(name: string, kind: 'class' | 'enum' = 'class'): TypeDecl {
    const decl = declare(`Schema.${name}`, kind);
    libraryTypes.set(name.toLowerCase(), decl);
    return decl;
}

export const objectTokenDecl = declareInSchema('SObjectType');
export const fieldTokenDecl = declareInSchema('SObjectField');
export const describeObjectDecl = declareInSchema('DescribeSObjectResult');
export const describeFieldDecl = declareInSchema('DescribeFieldResult');
export const fieldSetDecl = declareInSchema('SObjectTypeFields');
export const childRelationshipDecl = declareInSchema('ChildRelationship');
export const picklistEntryDecl = declareInSchema('PicklistEntry');
export const recordTypeInfoDecl = declareInSchema('RecordTypeInfo');
export const displayTypeDecl = declareInSchema('DisplayType', 'enum');
export const soapTypeDecl = declareInSchema('SoapType', 'enum');
