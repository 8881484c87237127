import { LightningElement } from 'lwc';
import { watchPage } from 'lightning/navigation';
import tabs from 'local-org/tabs';
import { context } from '../../../browser/context.js';

const settingsPage = '/lightning/setup/CustomSettings/';
const startPages = ['/', '/lightning', '/lightning/', '/lightning/page/home'];

/** The whole page: header, app bar, and the tab or Setup page of the address. */
export default class Page extends LightningElement {
    tabs = tabs;
    org = context.org;
    personas = context.personas;
    userId = context.userId;
    path = window.location.pathname;

    connectedCallback() {
        this.stopWatching = watchPage(() => {
            this.path = window.location.pathname;
            document.title = `${this.tab?.label ?? 'Custom Settings'} | Strongroom`;
        });
    }

    disconnectedCallback() {
        this.stopWatching();
    }

    get tab() {
        if (startPages.includes(this.path)) return tabs[0];
        return tabs.find(({ apiName }) => this.path === `/lightning/n/${apiName}`);
    }

    get apiName() {
        return this.tab?.apiName;
    }

    get component() {
        return this.tab?.component;
    }

    get isSettings() {
        return this.path.startsWith(settingsPage);
    }

    get mayManage() {
        return this.personas.some(({ userId, access }) => userId === this.userId && access === 'manage');
    }

    focusMain(event) {
        event.preventDefault();
        this.refs.main.focus();
    }
}
