import LightningDatatable from 'lightning/datatable';
import locations from './locations.html';
import tokenStatus from './tokenStatus.html';
import tokenActions from './tokenActions.html';

/** lightning-datatable with the three kinds of cell of Secrets Management. */
export default class SecretTable extends LightningDatatable {
    static customTypes = {
        locations: {
            template: locations,
            standardCellLayout: true,
            typeAttributes: ['clientId', 'usedBySettings']
        },
        tokenStatus: {
            template: tokenStatus,
            standardCellLayout: true,
            typeAttributes: ['setAt', 'setByName']
        },
        tokenActions: {
            template: tokenActions,
            standardCellLayout: true,
            typeAttributes: ['canRemove']
        }
    };
}
