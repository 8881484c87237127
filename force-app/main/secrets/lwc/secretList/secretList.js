import { LightningElement, api } from 'lwc';
import { format, formatNumber } from 'c/text';
import { matching, sorted, toRows } from 'c/secretRows';
import { columnsFor } from './columns';
import { labels } from './labels';

const CHUNK = 50;
const NARROW = '(max-width: 40rem)';

/** The secrets as a table: searched, sorted and shown in chunks of 50. Knows nothing of Apex. */
export default class SecretList extends LightningElement {
    @api canManage = false;
    labels = labels;
    rows = [];
    hits = [];
    search = '';
    sortedBy = 'clientId';
    sortDirection = 'asc';
    limit = CHUNK;
    narrow = false;

    connectedCallback() {
        this.screen = window.matchMedia(NARROW);
        this.fit = () => (this.narrow = this.screen.matches);
        this.screen.addEventListener('change', this.fit);
        this.fit();
    }

    disconnectedCallback() {
        this.screen.removeEventListener('change', this.fit);
    }

    @api
    get items() {
        return this.rows;
    }

    set items(items) {
        this.rows = toRows(items ?? []);
        this.arrange();
    }

    get columns() {
        return columnsFor(this.canManage);
    }

    get visible() {
        return this.hits.slice(0, this.limit);
    }

    get hasMore() {
        return this.hits.length > this.limit;
    }

    get noneFound() {
        return this.hits.length === 0;
    }

    get count() {
        return format(labels.count, formatNumber(this.hits.length), formatNumber(this.rows.length));
    }

    get announced() {
        return format(labels.announced, formatNumber(this.hits.length), formatNumber(this.rows.length));
    }

    get noHits() {
        return format(labels.noHits, this.search);
    }

    /** Long lists scroll inside the table, so that more rows can load; short ones are as high as their rows. */
    get tableClass() {
        return this.hits.length > CHUNK ? 'table table_scrolling' : 'table';
    }

    handleSearch(event) {
        this.search = event.target.value ?? '';
        this.limit = CHUNK;
        this.arrange();
    }

    handleClear() {
        this.search = '';
        this.arrange();
        this.template.querySelector('lightning-input').focus();
    }

    handleSort(event) {
        this.sortedBy = event.detail.fieldName;
        this.sortDirection = event.detail.sortDirection;
        this.limit = CHUNK;
        this.arrange();
    }

    handleMore() {
        this.limit += CHUNK;
    }

    arrange() {
        this.hits = sorted(matching(this.rows, this.search), this.sortedBy, this.sortDirection);
    }
}
