import { LightningElement, api } from 'lwc';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import { call } from '../../../browser/call.js';

const page = 100;

const levels = { organization: 'Organization', profile: 'Profile', user: 'User' };

const toItem = (setting) => {
    const location = `${levels[setting.level]}: ${setting.name}`;
    return {
        ...setting,
        location,
        legacyToken: setting.hasLegacyToken ? 'set (value not shown)' : '',
        editTitle: `Edit the Account Key of ${location}`,
        clearTitle: `Clear the Account Key of ${location}`
    };
};

/** The settings records, a page at a time; tells its parent which one to edit. */
export default class SettingsTable extends LightningElement {
    items = [];
    total = 0;
    search = '';
    latest = 0;

    connectedCallback() {
        this.refresh();
    }

    @api
    refresh() {
        return this.load(0, Math.max(page, this.items.length));
    }

    get hasItems() {
        return this.items.length > 0;
    }

    get hasMore() {
        return this.items.length < this.total;
    }

    get summary() {
        return `${this.items.length} of ${this.total} records`;
    }

    handleSearch(event) {
        this.search = event.detail.value;
        this.load(0, page);
    }

    handleMore() {
        this.load(this.items.length, page);
    }

    handleEdit(event) {
        this.dispatchEvent(new CustomEvent('edit', { detail: this.itemOf(event) }));
    }

    async handleClear(event) {
        const { ownerId, location } = this.itemOf(event);
        await call('PUT', `/setup/settings/${ownerId}`, { accountKey: null });
        const title = `The Account Key of ${location} is cleared`;
        this.dispatchEvent(new ShowToastEvent({ title, variant: 'success' }));
        await this.refresh();
    }

    itemOf(event) {
        return this.items.find(({ ownerId }) => ownerId === event.target.dataset.owner);
    }

    async load(offset, limit) {
        this.latest += 1;
        const asked = this.latest;
        const query = new URLSearchParams({ search: this.search, offset, limit });
        const { items, total } = await call('GET', `/setup/settings?${query}`);
        if (asked !== this.latest) return;
        this.items = [...this.items.slice(0, offset), ...items.map(toItem)];
        this.total = total;
    }
}
