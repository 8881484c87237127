import { api } from 'lwc';
import LightningModal from 'lightning/modal';
import updateToken from '@salesforce/apex/SecretController.updateToken';
import { sentence } from 'c/failure';
import { labels } from './labels';

/**
 * Takes a new token for one client ID. The token stays in its field until it is saved, also when saving fails; the
 * dialog closes with the changed status and never with the token.
 */
export default class UpdateTokenModal extends LightningModal {
    @api clientId;
    labels = labels;
    saving = false;
    failure;

    handleKeydown(event) {
        if (event.key === 'Enter') this.save();
    }

    handleSave() {
        this.save();
    }

    handleCancel() {
        this.leave();
    }

    async save() {
        if (this.saving) return;
        const token = this.refs.field.take();
        if (token === undefined) return;
        this.failure = undefined;
        this.setSaving(true);
        const outcome = await updateToken({ clientId: this.clientId, token }).then(
            (status) => ({ status }),
            (error) => ({ failure: sentence(error) })
        );
        this.setSaving(false);
        if (outcome.status) this.leave(outcome.status);
        else this.failure = outcome.failure;
    }

    // The dialog cannot be closed while a token is on its way: nobody would learn whether it was saved.
    setSaving(saving) {
        this.saving = saving;
        this.disableClose = saving;
    }

    leave(status) {
        this.refs.field.clear();
        this.close(status);
    }
}
