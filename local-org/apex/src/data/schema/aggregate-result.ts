import { libraryTypes } from '../../library/define.ts';
import { type ApexType, T, TypeDecl, typeOf } from '../../language/types.ts';

const decl = new TypeDecl('AggregateResult', 'sobject');
decl.superType = T.SObject;
libraryTypes.set('aggregateresult', decl);

/** A row of an aggregate query: its values are read with `get(alias)`. */
export const aggregateResultType: ApexType = typeOf(decl);
