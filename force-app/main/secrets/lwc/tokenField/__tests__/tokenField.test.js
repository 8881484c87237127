import { createElement } from 'lwc';
import TokenField from 'c/tokenField';

const TOKEN = 'planted-token-0001';

const render = () => {
    const element = createElement('c-token-field', { is: TokenField });
    document.body.appendChild(element);
    const find = (selector) => element.shadowRoot.querySelector(selector);
    return { element, find, input: find('input'), refusal: () => find('[role="alert"]').textContent };
};

const paste = async (input, text, type = 'paste') => {
    const event = new CustomEvent(type, { cancelable: true });
    event[type === 'paste' ? 'clipboardData' : 'dataTransfer'] = { getData: () => text };
    input.dispatchEvent(event);
    await Promise.resolve();
    return event;
};

describe('c-token-field', () => {
    afterEach(() => document.body.replaceChildren());

    it('is an empty password field that no browser fills', async () => {
        const { element, input } = render();

        expect(input.type).toBe('password');
        expect(input.getAttribute('autocomplete')).toBe('new-password');
        expect(input.value).toBe('');
        await expect(element).toBeAccessible();
    });

    it('gives what was typed, without blanks around it', () => {
        const { element, input } = render();
        input.value = ` ${TOKEN} `;
        expect(element.take()).toBe(TOKEN);
    });

    it('removes blanks and line breaks around a pasted token, and says so', async () => {
        const { element, find, input } = render();
        const event = await paste(input, `\r\n  ${TOKEN} \n`);

        expect(event.defaultPrevented).toBe(true);
        expect(input.value).toBe(TOKEN);
        expect(find('[data-id="trimmed"]').textContent).toContain(
            'Blanks and line breaks around the token were removed.'
        );
        await expect(element).toBeAccessible();
    });

    it('does not say so when there was nothing to remove', async () => {
        const { find, input } = render();
        await paste(input, `${TOKEN}\n`);
        await paste(input, TOKEN);
        expect(find('[data-id="trimmed"]')).toBeNull();
    });

    it('pastes where the cursor is, over what is selected', async () => {
        const { input } = render();
        input.value = 'planted-XXXX-0001';
        input.setSelectionRange(8, 12);
        await paste(input, 'token\n');
        expect(input.value).toBe('planted-token-0001');
    });

    it('treats dropped text as pasted', async () => {
        const { input } = render();
        await paste(input, ` ${TOKEN} `, 'drop');
        expect(input.value).toBe(TOKEN);
    });

    it('refuses a pasted token with a line break inside, and puts nothing into the field', async () => {
        const { element, input, refusal } = render();
        input.value = 'before';
        await paste(input, 'planted-\ntoken');

        expect(input.value).toBe('before');
        expect(refusal()).toMatch(/^There is a line break, tab or other control character inside/);
        expect(input.getAttribute('aria-invalid')).toBe('true');
        await expect(element).toBeAccessible();
    });

    it.each([
        ['nothing', '', /^Enter a token\./],
        ['only blanks', ' \u00a0 ', /^Enter a token\./],
        ['a control character', 'planted\u0007token', /^There is a line break/],
        ['more than 16 KB', 'x'.repeat(16385), /^This is longer than 16 KB/]
    ])('refuses %s, and takes that back once something else is typed', async (_, value, message) => {
        const { element, input, refusal } = render();
        input.value = value;

        expect(element.take()).toBeUndefined();
        await Promise.resolve();
        expect(refusal()).toMatch(message);

        input.dispatchEvent(new CustomEvent('input'));
        await Promise.resolve();
        expect(refusal()).toBe('');
    });

    it('keeps the token out of the page and of storage', async () => {
        const { element, input } = render();
        await paste(input, TOKEN);

        const everything = [...element.shadowRoot.querySelectorAll('*')].flatMap((node) => [
            node.textContent,
            ...[...node.attributes].map(({ value }) => value)
        ]);
        expect(everything.join('\n')).not.toContain(TOKEN);
        expect(JSON.stringify([{ ...localStorage }, { ...sessionStorage }])).not.toContain(TOKEN);
    });

    it('leaves nothing behind when it is cleared, and when it goes', async () => {
        const first = render();
        await paste(first.input, TOKEN);
        first.element.clear();
        expect(first.input.value).toBe('');

        const second = render();
        await paste(second.input, TOKEN);
        second.element.remove();
        expect(second.input.value).toBe('');
    });

    it('takes the cursor', () => {
        const { element, input } = render();
        const focus = jest.spyOn(input, 'focus');
        element.focus();
        expect(focus).toHaveBeenCalled();
    });
});
