export const ShowToastEventName = 'lightning__showtoast';

/** Asks the page around a component for a toast, as in Lightning Experience. */
export class ShowToastEvent extends CustomEvent {
    constructor(toast) {
        super(ShowToastEventName, { bubbles: true, cancelable: true, composed: true, detail: toast });
    }
}
