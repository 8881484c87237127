import { LightningElement, api } from 'lwc';
import { call } from '../../../browser/call.js';

const kinds = { manage: 'admin', view: 'viewer', none: 'no access' };

/** Names the org, and lets one act as another of its users. */
export default class Header extends LightningElement {
    @api org;
    @api personas;
    @api userId;

    get current() {
        return this.choices.find(({ checked }) => checked)?.label ?? '';
    }

    get choices() {
        return this.personas.map(({ userId, name, access }) => ({
            userId,
            label: `${name} (${kinds[access]})`,
            checked: userId === this.userId
        }));
    }

    async handleSelect(event) {
        await call('POST', '/shell/acting-user', { userId: event.detail.value });
        window.location.reload();
    }
}
