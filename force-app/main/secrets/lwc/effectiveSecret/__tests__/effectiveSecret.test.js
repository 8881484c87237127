import { createElement } from 'lwc';
import EffectiveSecret from 'c/effectiveSecret';
import effectiveSecret from '@salesforce/apex/EffectiveSecretController.effectiveSecret';

jest.mock(
    '@salesforce/apex/EffectiveSecretController.effectiveSecret',
    () => ({ __esModule: true, default: jest.fn() }),
    { virtual: true }
);

const steps = [
    { level: 'user', label: 'User: Jane Doe', clientId: 'NVM-1', outcome: 'inForce' },
    { level: 'profile', label: 'Profile: Sales', clientId: null, outcome: 'notSet' },
    { level: 'organization', label: 'Organization', clientId: 'NVM-2', outcome: 'overridden' }
];
const answer = { userId: '005A', userName: 'Jane Doe', clientId: 'NVM-1', tokenSet: true, steps };

const settled = () => new Promise((resolve) => process.nextTick(resolve));

const render = () => {
    const element = createElement('c-effective-secret', { is: EffectiveSecret });
    document.body.appendChild(element);
    return element;
};

const find = (element, selector) => element.shadowRoot.querySelector(selector);

const choose = async (element, detail) => {
    find(element, 'c-user-picker').dispatchEvent(new CustomEvent('select', { detail }));
    await settled();
};

const jane = { id: '005A', name: 'Jane Doe' };

describe('c-effective-secret', () => {
    beforeEach(() => effectiveSecret.mockReset().mockResolvedValue(answer));
    afterEach(() => document.body.replaceChildren());

    it('shows the client ID in force, whether its token is set, and why', async () => {
        const element = render();
        await choose(element, jane);

        expect(effectiveSecret).toHaveBeenCalledWith({ userId: '005A' });
        expect(find(element, '[data-id="summary"]').textContent).toBe('Jane Doe uses the client ID NVM-1.');
        expect(find(element, '[data-id="token"]').textContent).toContain('Its API token is set.');
        expect(find(element, 'c-effective-steps').steps).toEqual(steps);
        await expect(element).toBeAccessible();
    });

    it('says that the token is missing', async () => {
        effectiveSecret.mockResolvedValue({ ...answer, tokenSet: false });
        const element = render();
        await choose(element, jane);
        expect(find(element, '[data-id="token"]').textContent).toContain('Its API token is not set.');
    });

    it('says that no account key applies', async () => {
        effectiveSecret.mockResolvedValue({ ...answer, clientId: null, tokenSet: null });
        const element = render();
        await choose(element, jane);

        expect(find(element, '[data-id="summary"]').textContent).toMatch(/^No Account Key applies to Jane Doe/);
        expect(find(element, '[data-id="token"]')).toBeNull();
        await expect(element).toBeAccessible();
    });

    it('says what failed, and tries again', async () => {
        effectiveSecret.mockRejectedValueOnce({ body: { message: 'The service is not reachable.' } });
        const element = render();
        await choose(element, jane);
        const panel = find(element, 'c-failure-panel');
        expect(panel.message).toBe('The service is not reachable.');
        await expect(element).toBeAccessible();

        panel.dispatchEvent(new CustomEvent('retry'));
        await settled();
        expect(find(element, '[data-id="summary"]')).not.toBeNull();
        expect(find(element, 'c-failure-panel')).toBeNull();
    });

    it('never shows one user the answer of another', async () => {
        let late;
        effectiveSecret.mockReturnValueOnce(new Promise((resolve) => (late = resolve)));
        effectiveSecret.mockResolvedValueOnce({ ...answer, userName: 'Joan Roe' });
        const element = render();
        await choose(element, jane);
        await choose(element, { id: '005B', name: 'Joan Roe' });
        late(answer);
        await settled();

        expect(find(element, '[data-id="summary"]').textContent).toMatch(/^Joan Roe/);
    });

    it('forgets the answer when the choice is taken back', async () => {
        const element = render();
        await choose(element, jane);
        await choose(element, undefined);

        expect(find(element, '[data-id="summary"]')).toBeNull();
        expect(find(element, 'lightning-spinner')).toBeNull();
    });

    it('looks again when asked, and asks nothing without a user', async () => {
        const element = render();
        await element.refresh();
        expect(effectiveSecret).not.toHaveBeenCalled();

        await choose(element, jane);
        await element.refresh();
        expect(effectiveSecret).toHaveBeenCalledTimes(2);
    });
});
