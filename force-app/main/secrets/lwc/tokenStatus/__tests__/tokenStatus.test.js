import { createElement } from 'lwc';
import TokenStatus from 'c/tokenStatus';

const render = (properties) => {
    const element = createElement('c-token-status', { is: TokenStatus });
    Object.assign(element, properties);
    document.body.appendChild(element);
    return element;
};

const text = (element, id) => element.shadowRoot.querySelector(`[data-id="${id}"]`)?.textContent;

describe('c-token-status', () => {
    afterEach(() => document.body.replaceChildren());

    it('says yes, when and by whom', async () => {
        const element = render({ tokenSet: true, setAt: '2026-05-12T12:31:00.000Z', setByName: 'Jane Doe' });

        expect(text(element, 'answer')).toBe('Yes');
        expect(text(element, 'last-set')).toMatch(/^May 12, 2026, .+ by Jane Doe$/);
        expect(element.shadowRoot.querySelector('lightning-icon').iconName).toBe('utility:success');
        await expect(element).toBeAccessible();
    });

    it('names an unknown user when nobody is known', () => {
        const element = render({ tokenSet: true, setAt: '2026-05-12T12:31:00.000Z', setByName: null });
        expect(text(element, 'last-set')).toMatch(/by an unknown user$/);
    });

    it('says no, and nothing about an earlier token', async () => {
        const element = render({ tokenSet: false, setAt: '2026-05-12T12:31:00.000Z' });

        expect(text(element, 'answer')).toBe('No');
        expect(text(element, 'last-set')).toBeUndefined();
        await expect(element).toBeAccessible();
    });
});
