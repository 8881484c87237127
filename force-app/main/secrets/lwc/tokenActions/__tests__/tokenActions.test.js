import { createElement } from 'lwc';
import TokenActions from 'c/tokenActions';

const render = (canRemove) => {
    const element = createElement('c-token-actions', { is: TokenActions });
    Object.assign(element, { clientId: 'NVM-1', canRemove });
    document.body.appendChild(element);
    return element;
};

const button = (element, id) => element.shadowRoot.querySelector(`[data-id="${id}"]`);

describe('c-token-actions', () => {
    afterEach(() => document.body.replaceChildren());

    it.each([
        ['update', 'updatetoken'],
        ['remove', 'removetoken']
    ])('tells the screen to %s the token of this client ID', async (id, event) => {
        const element = render(true);
        const told = jest.fn();
        document.body.addEventListener(event, told, { once: true });

        button(element, id).click();

        expect(told.mock.calls[0][0].detail).toEqual({ clientId: 'NVM-1' });
        await expect(element).toBeAccessible();
    });

    it('names the client ID in both tooltips', () => {
        const element = render(true);
        expect(button(element, 'update').title).toBe('Update the token of NVM-1');
        expect(button(element, 'remove').title).toBe('Remove the token of NVM-1');
    });

    it('offers no removal where there is no token, and says why', () => {
        const element = render(false);
        expect(button(element, 'remove').disabled).toBe(true);
        expect(button(element, 'remove').title).toBe('There is no token to remove');
    });

    it('lets the keyboard reach its first button', () => {
        const element = render(true);
        const focus = jest.spyOn(button(element, 'update'), 'focus');

        element.focus();

        expect(focus).toHaveBeenCalled();
    });
});
