import { api } from 'lwc';
import LightningModal from 'lightning/modal';
import updateToken from '@salesforce/apex/SecretController.updateToken';
import { clean, refusal } from 'c/tokenText';
import { sentence } from 'c/failure';
import { labels, refusals } from './labels';

/**
 * Takes a new token for one client ID. The token lives in the field and nowhere else: not in a property, an
 * attribute or the result, which is the changed status. Closing empties the field.
 */
export default class UpdateTokenModal extends LightningModal {
    @api clientId;
    labels = labels;
    trimmed = false;
    saving = false;
    failure;

    disconnectedCallback() {
        this.empty();
    }

    // Browsers drop line breaks from text pasted into a one-line field, which would join two lines to a wrong token.
    handlePaste(event) {
        event.preventDefault();
        this.insert((event.clipboardData ?? event.dataTransfer)?.getData('text') ?? '');
    }

    handleChange() {
        this.refuse('');
    }

    handleKeydown(event) {
        if (event.key === 'Enter') this.save();
    }

    handleSave() {
        this.save();
    }

    handleCancel() {
        this.empty();
        this.close();
    }

    insert(pasted) {
        const cleaned = clean(pasted);
        if (refusal(cleaned) === 'controlCharacters') {
            this.refuse(refusals.controlCharacters);
            return;
        }
        const { field } = this;
        const { value = '', selectionStart, selectionEnd } = field;
        const start = selectionStart ?? value.length;
        field.value = value.slice(0, start) + cleaned + value.slice(selectionEnd ?? start);
        this.trimmed = cleaned !== pasted;
        this.refuse('');
    }

    async save() {
        if (this.saving) return;
        const token = clean(this.field.value);
        const refused = refusals[refusal(token)] ?? '';
        this.refuse(refused);
        if (!refused) await this.send(token);
    }

    async send(token) {
        this.failure = undefined;
        this.setSaving(true);
        try {
            const status = await updateToken({ clientId: this.clientId, token });
            this.setSaving(false);
            this.empty();
            this.close(status);
        } catch (error) {
            this.setSaving(false);
            this.failure = sentence(error);
        }
    }

    // The dialog cannot be closed while a token is on its way: nobody would learn whether it was saved.
    setSaving(saving) {
        this.saving = saving;
        this.disableClose = saving;
    }

    refuse(message) {
        this.field.setCustomValidity(message);
        this.field.reportValidity();
    }

    empty() {
        if (this.field) this.field.value = '';
    }

    get field() {
        return this.refs.token;
    }
}
