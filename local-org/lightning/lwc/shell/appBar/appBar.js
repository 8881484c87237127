import { LightningElement, api } from 'lwc';
import { go } from 'lightning/navigation';

/** The name of the app, its tabs, and a launcher that leads to Setup too. */
export default class AppBar extends LightningElement {
    @api appName;
    @api tabs;
    @api current;
    settingsAddress = '/lightning/setup/CustomSettings/home';

    get items() {
        return this.tabs.map(({ apiName, label }) => ({
            label,
            address: `/lightning/n/${apiName}`,
            className: `slds-context-bar__item ${apiName === this.current ? 'slds-is-active' : ''}`,
            ariaCurrent: apiName === this.current ? 'page' : null
        }));
    }

    handleLaunch(event) {
        go(event.detail.value);
    }

    handleClick(event) {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        go(event.currentTarget.dataset.address);
    }
}
