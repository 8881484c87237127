import { LightningElement } from 'lwc';
import searchUsers from '@salesforce/apex/EffectiveSecretController.searchUsers';
import { format } from 'c/text';
import { sentence } from 'c/failure';
import { toOptions, step } from './options';
import { labels } from './labels';

const DEBOUNCE_MS = 300;
const SHORTEST_TERM = 2;

/** Searches users while someone types, and tells which one was chosen. A combobox of the ARIA practices. */
export default class UserPicker extends LightningElement {
    labels = labels;
    term = '';
    users = [];
    message = '';
    open = false;
    active = -1;
    timer;

    disconnectedCallback() {
        clearTimeout(this.timer);
    }

    get options() {
        return toOptions(this.users, this.active);
    }

    get activeId() {
        return this.options[this.active]?.key;
    }

    get expanded() {
        return String(this.open);
    }

    get boxClass() {
        return `slds-combobox slds-dropdown-trigger slds-dropdown-trigger_click${this.open ? ' slds-is-open' : ''}`;
    }

    handleInput(event) {
        clearTimeout(this.timer);
        this.term = event.target.value;
        this.show([], this.isLongEnough ? labels.searching : labels.hint);
        this.dispatchEvent(new CustomEvent('select', { detail: undefined }));
        // eslint-disable-next-line @lwc/lwc/no-async-operation -- one search when typing pauses, cleared on leaving
        if (this.isLongEnough) this.timer = setTimeout(() => this.search(), DEBOUNCE_MS);
    }

    handleKeydown(event) {
        if (event.key === 'Escape') this.open = false;
        else if (event.key === 'Enter' && this.open && this.users[this.active]) this.choose(this.active);
        else if (this.users.length && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) this.move(event);
    }

    handleBlur() {
        this.open = false;
    }

    // before the field loses the focus, which would close the list
    handleMousedown(event) {
        event.preventDefault();
        this.choose(Number(event.currentTarget.dataset.index));
    }

    async search() {
        const { term } = this;
        const outcome = await searchUsers({ term: term.trim() }).then(
            (users) => ({ users, message: users.length ? format(labels.found, users.length) : labels.none }),
            (error) => ({ users: [], message: sentence(error) })
        );
        if (term === this.term) this.show(outcome.users, outcome.message); // not when typing went on
    }

    show(users, message) {
        Object.assign(this, { users, message, open: users.length > 0, active: -1 });
    }

    move(event) {
        event.preventDefault();
        this.open = true;
        this.active = step(this.active, event.key === 'ArrowDown' ? 1 : -1, this.users.length);
    }

    choose(index) {
        const { id, name } = this.users[index];
        Object.assign(this, { term: name, message: '', open: false });
        this.dispatchEvent(new CustomEvent('select', { detail: { id, name } }));
    }

    get isLongEnough() {
        return this.term.trim().length >= SHORTEST_TERM;
    }
}
