import { LightningElement, api } from 'lwc';

export default class NoteRow extends LightningElement {
    @api note;
}
