import { LightningElement, wire } from 'lwc';
import clear from '@salesforce/apex/NoteController.clear';
import notes from '@salesforce/apex/NoteController.notes';
import BODY from '@salesforce/schema/Note__c.Body__c';
import title from '@salesforce/label/c.Notes_Title';

export default class NoteList extends LightningElement {
    title = title;
    field = BODY.fieldApiName;

    @wire(notes) notes;

    async handleClear(event) {
        await clear({ noteId: event.detail });
    }
}
