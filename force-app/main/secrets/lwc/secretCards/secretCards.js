import { LightningElement, api } from 'lwc';
import showMore from '@salesforce/label/c.Locations_Show_More';

/** The rows of the table one under another, for screens too narrow for columns. */
export default class SecretCards extends LightningElement {
    @api rows = [];
    @api canManage = false;
    @api hasMore = false;
    showMore = showMore;

    handleMore() {
        this.dispatchEvent(new CustomEvent('loadmore'));
    }
}
