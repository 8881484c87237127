import { LightningElement, api } from 'lwc';
import { format, formatMoment } from 'c/text';
import yes from '@salesforce/label/c.Token_Yes';
import no from '@salesforce/label/c.Token_No';
import setBy from '@salesforce/label/c.Token_Set_By';
import setHelp from '@salesforce/label/c.Token_Set_Help';
import unknownPerson from '@salesforce/label/c.Token_Unknown_Person';

/** Whether a token is set, and when and by whom it last was. */
export default class TokenStatus extends LightningElement {
    @api tokenSet = false;
    @api setAt;
    @api setByName;

    get answer() {
        return this.tokenSet ? yes : no;
    }

    get iconName() {
        return this.tokenSet ? 'utility:success' : 'utility:warning';
    }

    get iconVariant() {
        return this.tokenSet ? 'success' : 'warning';
    }

    get moment() {
        return this.tokenSet ? formatMoment(this.setAt) : '';
    }

    get who() {
        return this.setByName || unknownPerson;
    }

    get lastSet() {
        return format(setBy, this.moment, this.who);
    }

    get help() {
        return format(setHelp, this.moment, this.who);
    }
}
