import { createElement } from 'lwc';
import SecretCards from 'c/secretCards';

const rows = [
    {
        clientId: 'NVM-1',
        locations: ['Organization'],
        tokenSet: true,
        tokenSetAt: '2026-05-12T12:31:00.000Z',
        tokenSetByName: 'Jane Doe',
        usedBySettings: true,
        canRemove: true
    }
];

const render = (properties) => {
    const element = createElement('c-secret-cards', { is: SecretCards });
    Object.assign(element, { rows, canManage: true, hasMore: false, ...properties });
    document.body.appendChild(element);
    return element;
};

const find = (element, selector) => element.shadowRoot.querySelector(selector);

describe('c-secret-cards', () => {
    afterEach(() => document.body.replaceChildren());

    it('shows everything of a row, one thing under another', async () => {
        const element = render();

        expect(find(element, 'h2').textContent).toBe('NVM-1');
        expect(find(element, 'c-secret-locations').locations).toEqual(['Organization']);
        expect(find(element, 'c-token-status').setByName).toBe('Jane Doe');
        expect(find(element, 'c-token-actions').canRemove).toBe(true);
        await expect(element).toBeAccessible();
    });

    it('shows no actions to those who only view', async () => {
        const element = render({ canManage: false });
        expect(find(element, 'c-token-actions')).toBeNull();
        await expect(element).toBeAccessible();
    });

    it('asks for more rows where there are more', () => {
        expect(find(render(), 'lightning-button')).toBeNull();
        const element = render({ hasMore: true });
        const asked = jest.fn();
        element.addEventListener('loadmore', asked);

        find(element, 'lightning-button').click();

        expect(asked).toHaveBeenCalledTimes(1);
    });
});
