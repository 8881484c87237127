import { LightningElement, api } from 'lwc';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import { call } from '../../../browser/call.js';

const levels = [
    { label: 'Organization', value: 'organization' },
    { label: 'Profile', value: 'profile' },
    { label: 'User', value: 'user' }
];

/** Sets the Account Key of the organisation, a profile or a user. */
export default class SettingEditor extends LightningElement {
    levels = levels;
    level = 'organization';
    owners = [];
    ownerId;
    accountKey = '';
    latest = 0;

    /** The record to start from: level, ownerId, name and accountKey. */
    @api
    get chosen() {
        return undefined;
    }
    set chosen(record) {
        this.accountKey = record?.accountKey ?? '';
        if (!record) return;
        this.level = record.level;
        this.ownerId = record.ownerId;
        this.owners = [{ value: record.ownerId, label: record.name }];
    }

    @api
    focus() {
        this.template.querySelector('[data-key]').focus();
    }

    connectedCallback() {
        this.findOwners('');
    }

    get isUser() {
        return this.level === 'user';
    }

    get needsOwner() {
        return this.level !== 'organization';
    }

    get ownerLabel() {
        return this.isUser ? 'User' : 'Profile';
    }

    handleLevel(event) {
        this.level = event.detail.value;
        this.findOwners('');
    }

    handleTerm(event) {
        this.findOwners(event.detail.value);
    }

    handleOwner(event) {
        this.ownerId = event.detail.value;
    }

    handleKey(event) {
        this.accountKey = event.detail.value;
    }

    async findOwners(term) {
        this.latest += 1;
        const asked = this.latest;
        const owners = await call('GET', `/setup/owners?level=${this.level}&term=${encodeURIComponent(term)}`);
        if (asked !== this.latest) return;
        this.owners = owners;
        this.ownerId = this.needsOwner ? undefined : owners[0].value;
    }

    async handleSave() {
        const fields = [...this.template.querySelectorAll('lightning-combobox, [data-key]')];
        if (fields.filter((field) => !field.reportValidity()).length > 0) return;
        try {
            await call('PUT', `/setup/settings/${this.ownerId}`, { accountKey: this.accountKey });
        } catch (error) {
            this.toast('The Account Key was not saved', error.body.message, 'error');
            return;
        }
        this.toast('The Account Key is saved', '', 'success');
        this.accountKey = '';
        this.dispatchEvent(new CustomEvent('saved'));
    }

    toast(title, message, variant) {
        this.dispatchEvent(new ShowToastEvent({ title, message, variant }));
    }
}
