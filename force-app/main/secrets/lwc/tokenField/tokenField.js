import { LightningElement, api } from 'lwc';
import { clean, refusal } from 'c/tokenText';
import { labels, refusals } from './labels';

/**
 * A password field for one token, and the only place where its value ever is: no property or attribute holds it.
 * Not a lightning-input, because that keeps autocomplete from password fields, and a browser would then fill one.
 */
export default class TokenField extends LightningElement {
    @api disabled = false;
    labels = labels;
    refused = '';
    trimmed = false;

    disconnectedCallback() {
        this.clear();
    }

    get formClass() {
        return this.refused ? 'slds-form-element slds-has-error' : 'slds-form-element';
    }

    get invalid() {
        return this.refused ? 'true' : 'false';
    }

    /** The token without blanks around it; undefined when it is refused, which the field then says. */
    @api take() {
        const token = clean(this.input.value);
        this.refused = refusals[refusal(token)] ?? '';
        if (!this.refused) return token;
        this.input.focus();
        return undefined;
    }

    /** Leaves nothing behind. */
    @api clear() {
        if (this.input) this.input.value = '';
    }

    /** Puts the cursor into the field. */
    @api focus() {
        this.input.focus();
    }

    // Browsers drop line breaks from text pasted into a one-line field, which would join two lines to a wrong token.
    handlePaste(event) {
        event.preventDefault();
        const pasted = (event.clipboardData ?? event.dataTransfer).getData('text');
        const token = clean(pasted);
        this.trimmed = false;
        this.refused = refusal(token) === 'controlCharacters' ? refusals.controlCharacters : '';
        if (this.refused) return;
        this.input.setRangeText(token, this.input.selectionStart, this.input.selectionEnd, 'end');
        this.trimmed = token !== pasted;
    }

    handleInput() {
        this.refused = '';
    }

    get input() {
        return this.refs.input;
    }
}
