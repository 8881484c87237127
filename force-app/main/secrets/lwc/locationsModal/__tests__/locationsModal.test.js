import { createElement } from 'lwc';
import LocationsModal from 'c/locationsModal';

const many = ['Organization', ...Array.from({ length: 149 }, (_, index) => `User: Agent ${index}`)];

const render = () => {
    const element = createElement('c-locations-modal', { is: LocationsModal });
    Object.assign(element, { clientId: 'NVM-1', locations: many });
    document.body.appendChild(element);
    return element;
};

const items = (element) => [...element.shadowRoot.querySelectorAll('li')].map((li) => li.textContent);
const count = (element) => element.shadowRoot.querySelector('[data-id="count"]').textContent;

describe('c-locations-modal', () => {
    afterEach(() => document.body.replaceChildren());

    it('names the client ID and shows the places in chunks of 100', async () => {
        const element = render();
        expect(element.shadowRoot.querySelector('lightning-modal-header').label).toBe('Locations of NVM-1');
        expect(items(element)).toHaveLength(100);
        expect(count(element)).toBe('150 of 150 locations');
        await expect(element).toBeAccessible();

        element.shadowRoot.querySelector('lightning-button').click();
        await Promise.resolve();

        expect(items(element)).toHaveLength(150);
    });

    it('searches among the places', async () => {
        const element = render();
        const field = element.shadowRoot.querySelector('lightning-input');
        field.value = ' organ';
        field.dispatchEvent(new CustomEvent('change'));
        await Promise.resolve();

        expect(items(element)).toEqual(['Organization']);
        expect(count(element)).toBe('1 of 150 locations');
        await expect(element).toBeAccessible();
    });

    it('closes', () => {
        const element = render();
        const closed = jest.fn();
        element.addEventListener('close', closed);

        element.shadowRoot.querySelector('[data-id="close"]').click();

        expect(closed).toHaveBeenCalled();
    });
});
