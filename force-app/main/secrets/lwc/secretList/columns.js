import clientId from '@salesforce/label/c.Column_Client_Id';
import locations from '@salesforce/label/c.Column_Locations';
import token from '@salesforce/label/c.Column_Token';
import actions from '@salesforce/label/c.Column_Actions';

const readable = [
    { label: clientId, fieldName: 'clientId', type: 'text', sortable: true, wrapText: true, hideDefaultActions: true },
    {
        label: locations,
        fieldName: 'locations',
        type: 'locations',
        sortable: true,
        hideDefaultActions: true,
        typeAttributes: { clientId: { fieldName: 'clientId' }, usedBySettings: { fieldName: 'usedBySettings' } }
    },
    {
        label: token,
        fieldName: 'tokenSet',
        type: 'tokenStatus',
        sortable: true,
        hideDefaultActions: true,
        typeAttributes: { setAt: { fieldName: 'tokenSetAt' }, setByName: { fieldName: 'tokenSetByName' } }
    }
];

const buttons = {
    label: actions,
    // not clientId: the table knows a column by its field
    fieldName: 'actionsFor',
    type: 'tokenActions',
    fixedWidth: 190,
    hideDefaultActions: true,
    typeAttributes: { canRemove: { fieldName: 'canRemove' } }
};

/** The columns for someone who may manage tokens, or only see them. */
export const columnsFor = (canManage) => (canManage ? [...readable, buttons] : readable);
