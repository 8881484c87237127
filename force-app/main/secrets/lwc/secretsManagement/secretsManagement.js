import { LightningElement } from 'lwc';
import LightningConfirm from 'lightning/confirm';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import LocationsModal from 'c/locationsModal';
import UpdateTokenModal from 'c/updateTokenModal';
import overview from '@salesforce/apex/SecretController.overview';
import removeToken from '@salesforce/apex/SecretController.removeToken';
import { isNoAccess, sentence } from 'c/failure';
import { format } from 'c/text';
import { removalWarning, withStatus } from './items';
import { labels } from './labels';

/** The Secrets Management tab: asks Apex, holds what it answered, opens the dialogs, says what failed. */
export default class SecretsManagement extends LightningElement {
    labels = labels;
    access;
    items = [];
    settingsUrl;
    failure;
    loading = true;

    connectedCallback() {
        this.load();
    }

    get isFirstLoad() {
        return this.loading && !this.access;
    }

    get isRefreshing() {
        return this.loading && Boolean(this.access);
    }

    get hasNoAccess() {
        return this.access === 'none';
    }

    get canView() {
        return this.access === 'manage' || this.access === 'view';
    }

    get canManage() {
        return this.access === 'manage';
    }

    get isEmpty() {
        return this.items.length === 0;
    }

    async load() {
        this.loading = true;
        this.failure = undefined;
        try {
            ({ access: this.access, items: this.items, settingsUrl: this.settingsUrl } = await overview());
        } catch (error) {
            if (isNoAccess(error)) this.access = 'none';
            else this.failure = sentence(error);
        } finally {
            this.loading = false;
        }
    }

    async handleRefresh() {
        await this.load();
        this.refs.effective?.refresh();
    }

    handleLocations({ detail: { clientId } }) {
        const { locations } = this.find(clientId);
        LocationsModal.open({ label: labels.locations, size: 'small', clientId, locations });
    }

    async handleUpdate({ detail: { clientId } }) {
        const status = await UpdateTokenModal.open({ label: labels.update, size: 'small', clientId });
        if (status) this.changed(status, format(labels.saved, clientId));
    }

    async handleRemove({ detail: { clientId } }) {
        const message = removalWarning(this.find(clientId));
        if (!(await LightningConfirm.open({ label: labels.remove, message, theme: 'warning' }))) return;
        try {
            this.changed(await removeToken({ clientId }), format(labels.removed, clientId));
        } catch (error) {
            this.toast({ title: labels.removeFailed, message: sentence(error), variant: 'error', mode: 'sticky' });
        }
    }

    find(clientId) {
        return this.items.find((item) => item.clientId === clientId);
    }

    changed(status, title) {
        this.items = withStatus(this.items, status);
        this.refs.effective?.refresh();
        this.toast({ title, variant: 'success' });
    }

    toast(message) {
        this.dispatchEvent(new ShowToastEvent(message));
    }
}
