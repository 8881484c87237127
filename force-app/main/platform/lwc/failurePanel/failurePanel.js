import { LightningElement, api } from 'lwc';
import tryAgain from '@salesforce/label/c.Try_Again';

/** Says what failed and offers to try again. */
export default class FailurePanel extends LightningElement {
    @api message;
    tryAgain = tryAgain;

    handleClick() {
        this.dispatchEvent(new CustomEvent('retry'));
    }
}
