import { LightningElement, api } from 'lwc';

/** Stands for lightning/modal: tests render the dialog itself and watch what it closes with. */
export default class LightningModal extends LightningElement {
    static open = jest.fn();
    @api label;
    @api size;
    @api description;
    @api disableClose = false;
    @api close(result) {
        this.dispatchEvent(new CustomEvent('close', { detail: result }));
    }
}
