import { LightningElement, api } from 'lwc';
import { format } from 'c/text';
import update from '@salesforce/label/c.Update_Token';
import updateHelp from '@salesforce/label/c.Update_Token_Help';
import removeHelp from '@salesforce/label/c.Remove_Token_Help';
import removeNone from '@salesforce/label/c.Remove_Token_None';

/** The two things to do with a secret: update its token, remove it. */
export default class TokenActions extends LightningElement {
    @api clientId;
    @api canRemove = false;
    update = update;

    get updateHelp() {
        return format(updateHelp, this.clientId);
    }

    get removeHelp() {
        return this.canRemove ? format(removeHelp, this.clientId) : removeNone;
    }

    get cannotRemove() {
        return !this.canRemove;
    }

    /** Lets the table's keyboard navigation reach the buttons. */
    @api focus() {
        this.template.querySelector('lightning-button').focus();
    }

    handleUpdate() {
        this.tell('updatetoken');
    }

    handleRemove() {
        this.tell('removetoken');
    }

    tell(name) {
        const detail = { clientId: this.clientId };
        this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
    }
}
