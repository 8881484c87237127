import { createElement } from 'lwc';
import FailurePanel from 'c/failurePanel';

const render = () => {
    const element = createElement('c-failure-panel', { is: FailurePanel });
    element.message = 'The service is not reachable.';
    document.body.appendChild(element);
    return element;
};

describe('c-failure-panel', () => {
    afterEach(() => document.body.replaceChildren());

    it('says what failed, at once to screen readers', async () => {
        const element = render();

        const alert = element.shadowRoot.querySelector('[role="alert"]');
        expect(alert.textContent).toContain('The service is not reachable.');
        await expect(element).toBeAccessible();
    });

    it('asks for another try', () => {
        const element = render();
        const retried = jest.fn();
        element.addEventListener('retry', retried);

        const button = element.shadowRoot.querySelector('lightning-button');
        button.click();

        expect(button.label).toBe('Try again');
        expect(retried).toHaveBeenCalledTimes(1);
    });
});
