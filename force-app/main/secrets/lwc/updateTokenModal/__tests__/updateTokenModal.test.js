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

const render = () => {
    const element = createElement('c-update-token-modal', { is: UpdateTokenModal });
    element.clientId = 'NVM-1';
    document.body.appendChild(element);
    const find = (selector) => element.shadowRoot.querySelector(selector);
    const field = find('lightning-input');
    field.setCustomValidity = jest.fn();
    const closed = jest.fn();
    element.addEventListener('close', closed);
    return { element, field, find, closed, refusal: () => field.setCustomValidity.mock.lastCall?.[0] };
};

const paste = async (field, text, type = 'paste') => {
    const event = new CustomEvent(type, { cancelable: true });
    event[type === 'paste' ? 'clipboardData' : 'dataTransfer'] = { getData: () => text };
    field.dispatchEvent(event);
    await settled();
    return event;
};

const save = async ({ find }) => {
    find('[data-id="save"]').click();
    await settled();
};

describe('c-update-token-modal', () => {
    beforeEach(() => updateToken.mockReset().mockResolvedValue(STATUS));
    afterEach(() => document.body.replaceChildren());

    it('names the client ID over an empty password field that no browser fills', async () => {
        const { element, field, find } = render();

        expect(find('[data-id="client-id"]').textContent).toBe('NVM-1');
        expect(field.type).toBe('password');
        expect(field.autocomplete).toBe('new-password');
        expect(field.value).toBeUndefined();
        await expect(element).toBeAccessible();
    });

    it('saves what was typed, and closes with the status and never the token', async () => {
        const dialog = render();
        dialog.field.value = TOKEN;
        await save(dialog);

        expect(updateToken).toHaveBeenCalledWith({ clientId: 'NVM-1', token: TOKEN });
        expect(dialog.closed.mock.calls[0][0].detail).toEqual(STATUS);
        expect(dialog.field.value).toBe('');
    });

    it('saves on Enter too', async () => {
        const { field } = render();
        field.value = TOKEN;
        field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
        await settled();

        expect(updateToken).toHaveBeenCalledTimes(1);
    });

    it('removes blanks and line breaks around a pasted token, and says so', async () => {
        const { element, field, find } = render();
        const event = await paste(field, `\r\n  ${TOKEN} \n`);

        expect(event.defaultPrevented).toBe(true);
        expect(field.value).toBe(TOKEN);
        expect(find('[data-id="trimmed"]').textContent).toContain(
            'Blanks and line breaks around the token were removed.'
        );
        await expect(element).toBeAccessible();
    });

    it('does not say so when there was nothing to remove', async () => {
        const { field, find } = render();
        await paste(field, `${TOKEN}\n`);
        await paste(field, TOKEN);
        expect(find('[data-id="trimmed"]')).toBeNull();
    });

    it('pastes where the caret is, over what is selected', async () => {
        const { field } = render();
        Object.assign(field, { value: 'planted-XXXX-0001', selectionStart: 8, selectionEnd: 12 });
        await paste(field, 'token\n');
        expect(field.value).toBe('planted-token-0001');
    });

    it('treats dropped text as pasted', async () => {
        const { field } = render();
        await paste(field, ` ${TOKEN} `, 'drop');
        expect(field.value).toBe(TOKEN);
    });

    it('refuses a pasted token with a line break inside, and puts nothing into the field', async () => {
        const { field, refusal } = render();
        field.value = 'before';
        await paste(field, 'planted-\ntoken');

        expect(field.value).toBe('before');
        expect(refusal()).toMatch(/^There is a line break, tab or other control character inside/);
    });

    it.each([
        ['nothing', '', /^Enter a token\./],
        ['only blanks', ' \u00a0 ', /^Enter a token\./],
        ['a control character', 'planted\u0007token', /^There is a line break/],
        ['more than 16 KB', 'x'.repeat(16385), /^This is longer than 16 KB/]
    ])('refuses %s in the field, and sends nothing', async (_, value, message) => {
        const dialog = render();
        dialog.field.value = value;
        await save(dialog);

        expect(dialog.refusal()).toMatch(message);
        expect(updateToken).not.toHaveBeenCalled();
    });

    it('takes the refusal back as soon as something else is typed', async () => {
        const dialog = render();
        await save(dialog);
        dialog.field.dispatchEvent(new CustomEvent('change'));
        expect(dialog.refusal()).toBe('');
    });

    it('cannot be closed or saved twice while the token is on its way', async () => {
        let answer;
        updateToken.mockReturnValue(new Promise((resolve) => (answer = resolve)));
        const dialog = render();
        dialog.field.value = TOKEN;
        await save(dialog);
        dialog.field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
        await settled();

        expect(updateToken).toHaveBeenCalledTimes(1);
        expect(dialog.element.disableClose).toBe(true);
        expect(dialog.find('[data-id="save"]').disabled).toBe(true);
        expect(dialog.find('lightning-spinner').alternativeText).toBe('Saving the token');

        answer(STATUS);
        await settled();
        expect(dialog.element.disableClose).toBe(false);
    });

    it('shows what failed, keeps what was typed in the field, and saves again', async () => {
        updateToken.mockRejectedValueOnce({ body: { message: 'The service is not reachable. Try again.' } });
        const dialog = render();
        dialog.field.value = TOKEN;
        await save(dialog);

        expect(dialog.find('[data-id="failure"]').textContent).toBe('The service is not reachable. Try again.');
        expect(dialog.field.value).toBe(TOKEN);
        expect(dialog.closed).not.toHaveBeenCalled();
        await expect(dialog.element).toBeAccessible();

        await save(dialog);
        expect(dialog.closed.mock.calls[0][0].detail).toEqual(STATUS);
    });

    it('leaves nothing behind: not in the page, in storage, or in the field after Cancel', async () => {
        const dialog = render();
        await paste(dialog.field, TOKEN);

        const everything = [...dialog.element.shadowRoot.querySelectorAll('*')].flatMap((node) => [
            node.textContent,
            ...[...node.attributes].map(({ value }) => value)
        ]);
        expect(everything.join('\n')).not.toContain(TOKEN);
        expect(JSON.stringify([{ ...localStorage }, { ...sessionStorage }])).not.toContain(TOKEN);

        dialog.find('[data-id="cancel"]').click();
        expect(dialog.field.value).toBe('');
        expect(dialog.closed.mock.calls[0][0].detail).toBeNull();
        expect(updateToken).not.toHaveBeenCalled();
    });

    it('empties the field when it is closed by Escape or the cross', async () => {
        const { element, field } = render();
        await paste(field, TOKEN);
        element.remove();
        expect(field.value).toBe('');
    });
});
