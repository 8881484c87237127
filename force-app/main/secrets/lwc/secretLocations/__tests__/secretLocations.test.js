import { createElement } from 'lwc';
import SecretLocations from 'c/secretLocations';

const render = (locations, usedBySettings = true) => {
    const element = createElement('c-secret-locations', { is: SecretLocations });
    Object.assign(element, { clientId: 'NVM-1', locations, usedBySettings });
    document.body.appendChild(element);
    return element;
};

const many = Array.from({ length: 16 }, (_, index) => `User: Agent ${index}`);

describe('c-secret-locations', () => {
    afterEach(() => document.body.replaceChildren());

    it('shows two locations without a button', async () => {
        const element = render(['Organization', 'Profile: Sales']);

        const shown = [...element.shadowRoot.querySelectorAll('li')].map((li) => li.textContent);
        expect(shown).toEqual(['Organization', 'Profile: Sales']);
        expect(element.shadowRoot.querySelector('lightning-button')).toBeNull();
        await expect(element).toBeAccessible();
    });

    it('collapses many, with how many more there are, and asks for the whole list', async () => {
        const element = render(many);
        const asked = jest.fn();
        document.body.addEventListener('showlocations', asked, { once: true });

        const button = element.shadowRoot.querySelector('lightning-button');
        button.click();

        expect(element.shadowRoot.querySelectorAll('li')).toHaveLength(2);
        expect(button.label).toBe('and 14 more');
        expect(button.title).toBe('Show all 16 locations of NVM-1');
        expect(asked.mock.calls[0][0].detail).toEqual({ clientId: 'NVM-1' });
        await expect(element).toBeAccessible();
    });

    it('shows both of two people of the same name', () => {
        const element = render(['User: Jane Doe', 'User: Jane Doe']);
        expect(element.shadowRoot.querySelectorAll('li')).toHaveLength(2);
    });

    it('says when no setting uses the client ID', async () => {
        const element = render([], false);

        expect(element.shadowRoot.textContent).toBe('Not used by any setting');
        await expect(element).toBeAccessible();
    });

    it('lets the keyboard reach the button, and does nothing where there is none', () => {
        expect(() => render(['Organization']).focus()).not.toThrow();
        const element = render(many);
        const focus = jest.spyOn(element.shadowRoot.querySelector('lightning-button'), 'focus');

        element.focus();

        expect(focus).toHaveBeenCalled();
    });
});
