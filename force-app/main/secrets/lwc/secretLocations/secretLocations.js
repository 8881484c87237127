import { LightningElement, api } from 'lwc';
import { format, formatNumber } from 'c/text';
import notUsed from '@salesforce/label/c.Location_Not_Used';
import more from '@salesforce/label/c.Locations_More';
import moreHelp from '@salesforce/label/c.Locations_More_Help';

const SHOWN = 2;

/** Where a client ID is used: the first places, and a button that asks for the whole list. */
export default class SecretLocations extends LightningElement {
    @api clientId;
    @api locations = [];
    @api usedBySettings = false;
    notUsed = notUsed;

    get shown() {
        // two people may bear the same name: the place in the list is the key
        return this.locations.slice(0, SHOWN).map((label, key) => ({ key, label }));
    }

    get hasMore() {
        return this.locations.length > SHOWN;
    }

    get more() {
        return format(more, formatNumber(this.locations.length - SHOWN));
    }

    get moreHelp() {
        return format(moreHelp, formatNumber(this.locations.length), this.clientId);
    }

    /** Lets the table's keyboard navigation reach the button. */
    @api focus() {
        this.template.querySelector('lightning-button')?.focus();
    }

    handleMore() {
        const detail = { clientId: this.clientId };
        this.dispatchEvent(new CustomEvent('showlocations', { detail, bubbles: true, composed: true }));
    }
}
