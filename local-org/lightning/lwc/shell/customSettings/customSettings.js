import { LightningElement, api } from 'lwc';

/** Stands for the page in Setup where an org's custom settings are managed. */
export default class CustomSettings extends LightningElement {
    @api allowed = false;
    chosen;

    handleEdit(event) {
        this.chosen = event.detail;
        this.template.querySelector('shell-setting-editor').focus();
    }

    handleSaved() {
        this.chosen = undefined;
        this.template.querySelector('shell-settings-table').refresh();
    }
}
