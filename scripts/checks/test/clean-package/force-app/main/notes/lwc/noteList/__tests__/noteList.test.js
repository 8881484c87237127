import { createElement } from 'lwc';
import NoteList from 'c/noteList';

describe('c-note-list', () => {
    it('starts without rows', () => {
        const element = createElement('c-note-list', { is: NoteList });
        document.body.appendChild(element);
        expect(element.shadowRoot.querySelectorAll('c-note-row')).toHaveLength(0);
    });
});
