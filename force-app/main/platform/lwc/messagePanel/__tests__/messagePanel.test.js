import { createElement } from 'lwc';
import MessagePanel from 'c/messagePanel';

describe('c-message-panel', () => {
    afterEach(() => document.body.replaceChildren());

    it('shows its heading and sentence', async () => {
        const element = createElement('c-message-panel', { is: MessagePanel });
        element.heading = 'Nothing here';
        element.message = 'Set an Account Key first.';
        document.body.appendChild(element);

        expect(element.shadowRoot.querySelector('h2').textContent).toBe('Nothing here');
        expect(element.shadowRoot.querySelector('p').textContent).toBe('Set an Account Key first.');
        expect(element.shadowRoot.querySelector('lightning-icon').iconName).toBe('utility:info');
        await expect(element).toBeAccessible();
    });
});
