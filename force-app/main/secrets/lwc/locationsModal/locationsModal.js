import { api } from 'lwc';
import LightningModal from 'lightning/modal';
import { format, formatNumber } from 'c/text';
import title from '@salesforce/label/c.Locations_Title';
import search from '@salesforce/label/c.Locations_Search';
import count from '@salesforce/label/c.Locations_Count';
import showMore from '@salesforce/label/c.Locations_Show_More';
import close from '@salesforce/label/c.Close';

const CHUNK = 100;

/** The whole list of places that use one client ID, searchable, in chunks of 100. */
export default class LocationsModal extends LightningModal {
    @api clientId;
    @api locations = [];
    labels = { search, showMore, close };
    term = '';
    limit = CHUNK;

    get heading() {
        return format(title, this.clientId);
    }

    get hits() {
        const term = this.term.trim().toLowerCase();
        return this.locations.filter((location) => location.toLowerCase().includes(term));
    }

    get shown() {
        // two people may bear the same name: the place in the list is the key
        return this.hits.slice(0, this.limit).map((label, key) => ({ key, label }));
    }

    get hasMore() {
        return this.hits.length > this.limit;
    }

    get count() {
        return format(count, formatNumber(this.hits.length), formatNumber(this.locations.length));
    }

    handleSearch(event) {
        this.term = event.target.value ?? '';
        this.limit = CHUNK;
    }

    handleMore() {
        this.limit += CHUNK;
    }

    handleClose() {
        this.close();
    }
}
