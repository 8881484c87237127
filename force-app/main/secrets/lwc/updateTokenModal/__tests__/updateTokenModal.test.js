import { createElement } from 'lwc';
import UpdateTokenModal from 'c/updateTokenModal';
import updateToken from '@salesforce/apex/SecretController.updateToken';

jest.mock('@salesforce/apex/SecretController.updateToken', () => ({ __esModule: true, default: jest.fn() }), {
    virtual: true
});

const TOKEN = 'planted-token-0001';
const STATUS = {
    clientId: 'NVM-1',
    tokenSet: true,
    tokenSetAt: '2026-05-12T12:31:00.000Z',
    tokenSetByName: 'Jane Doe'
};

const settled = () => new Promise((resolve) => process.nextTick(resolve));

const render = (token) => {
    const element = createElement('c-update-token-modal', { is: UpdateTokenModal });
    element.clientId = 'NVM-1';
    document.body.appendChild(element);
    const find = (selector) => element.shadowRoot.querySelector(selector);
    const field = find('c-token-field');
    const input = field.shadowRoot.querySelector('input');
    input.value = token ?? '';
    const closed = jest.fn();
    element.addEventListener('close', ({ detail }) => closed(detail));
    return { element, field, input, find, closed };
};

const save = async ({ find }) => {
    find('[data-id="save"]').click();
    await settled();
};

const enter = async ({ input }) => {
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true }));
    await settled();
};

describe('c-update-token-modal', () => {
    beforeEach(() => updateToken.mockReset().mockResolvedValue(STATUS));
    afterEach(() => document.body.replaceChildren());

    it('names the client ID over an empty field', async () => {
        const { element, find, input } = render();

        expect(find('[data-id="client-id"]').textContent).toBe('NVM-1');
        expect(input.value).toBe('');
        await expect(element).toBeAccessible();
    });

    it('saves what was typed, and closes with the status and never the token', async () => {
        const dialog = render(TOKEN);
        await save(dialog);

        expect(updateToken).toHaveBeenCalledWith({ clientId: 'NVM-1', token: TOKEN });
        expect(dialog.closed).toHaveBeenCalledWith(STATUS);
        expect(dialog.input.value).toBe('');
    });

    it('saves on Enter too, and on no other key', async () => {
        const dialog = render(TOKEN);
        dialog.input.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', bubbles: true, composed: true }));
        expect(updateToken).not.toHaveBeenCalled();

        await enter(dialog);
        expect(updateToken).toHaveBeenCalledTimes(1);
    });

    it('sends nothing that the field refuses', async () => {
        const dialog = render(' ');
        await save(dialog);

        expect(updateToken).not.toHaveBeenCalled();
        expect(dialog.closed).not.toHaveBeenCalled();
    });

    it('cannot be closed or saved twice while the token is on its way', async () => {
        let answer;
        updateToken.mockReturnValue(new Promise((resolve) => (answer = resolve)));
        const dialog = render(TOKEN);
        await save(dialog);
        await enter(dialog);

        expect(updateToken).toHaveBeenCalledTimes(1);
        expect(dialog.element.disableClose).toBe(true);
        expect(dialog.field.disabled).toBe(true);
        expect(dialog.find('[data-id="save"]').disabled).toBe(true);
        expect(dialog.find('lightning-spinner').alternativeText).toBe('Saving the token');

        answer(STATUS);
        await settled();
        expect(dialog.element.disableClose).toBe(false);
    });

    it('shows what failed, keeps what was typed in the field, and saves again', async () => {
        updateToken.mockRejectedValueOnce({ body: { message: 'The service is not reachable. Try again.' } });
        const dialog = render(TOKEN);
        await save(dialog);

        expect(dialog.find('[data-id="failure"]').textContent).toBe('The service is not reachable. Try again.');
        expect(dialog.input.value).toBe(TOKEN);
        expect(dialog.closed).not.toHaveBeenCalled();
        await expect(dialog.element).toBeAccessible();

        await save(dialog);
        expect(dialog.closed).toHaveBeenCalledWith(STATUS);
        expect(dialog.find('[data-id="failure"]')).toBeNull();
    });

    it('leaves nothing behind after Cancel', () => {
        const dialog = render(TOKEN);
        dialog.find('[data-id="cancel"]').click();

        expect(dialog.input.value).toBe('');
        expect(dialog.closed).toHaveBeenCalledWith(null);
        expect(updateToken).not.toHaveBeenCalled();
    });

    it('leaves nothing behind when it is closed by Escape or the cross', () => {
        const dialog = render(TOKEN);
        dialog.element.remove();
        expect(dialog.input.value).toBe('');
    });
});
