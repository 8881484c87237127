import { LightningElement, api } from 'lwc';

/** A screen that has nothing else to show: an icon, a heading, a sentence and, in the slot, what to do next. */
export default class MessagePanel extends LightningElement {
    @api iconName = 'utility:info';
    @api heading;
    @api message;
}
