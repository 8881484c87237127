import { createElement } from 'lwc';
import LoadingSkeleton from 'c/loadingSkeleton';

describe('c-loading-skeleton', () => {
    afterEach(() => document.body.replaceChildren());

    it('shows grey rows and tells screen readers that something loads', async () => {
        const element = createElement('c-loading-skeleton', { is: LoadingSkeleton });
        element.message = 'Loading secrets';
        document.body.appendChild(element);

        expect(element.shadowRoot.querySelector('[role="status"]').textContent).toBe('Loading secrets');
        expect(element.shadowRoot.querySelectorAll('[aria-hidden="true"]')).toHaveLength(6);
        await expect(element).toBeAccessible();
    });
});
