import { createElement } from 'lwc';
import UserPicker from 'c/userPicker';
import searchUsers from '@salesforce/apex/EffectiveSecretController.searchUsers';

jest.mock('@salesforce/apex/EffectiveSecretController.searchUsers', () => ({ __esModule: true, default: jest.fn() }), {
    virtual: true
});

const jane = { id: '005A', name: 'Jane Doe', username: 'jane@example.com', profileName: 'Sales', isActive: true };
const joan = { id: '005B', name: 'Joan Roe', username: 'joan@example.com', profileName: null, isActive: false };

const render = () => {
    const element = createElement('c-user-picker', { is: UserPicker });
    document.body.appendChild(element);
    const find = (selector) => element.shadowRoot.querySelector(selector);
    const selected = jest.fn();
    element.addEventListener('select', ({ detail }) => selected(detail));
    return { element, find, selected, field: find('input'), message: () => find('[data-id="message"]').textContent };
};

const type = async ({ field }, term) => {
    field.value = term;
    field.dispatchEvent(new CustomEvent('input'));
    await jest.advanceTimersByTimeAsync(300);
};

const press = async ({ field }, key) => {
    field.dispatchEvent(new KeyboardEvent('keydown', { key }));
    await jest.advanceTimersByTimeAsync(0);
};

const options = ({ element }) => [...element.shadowRoot.querySelectorAll('[role="option"]')];

describe('c-user-picker', () => {
    beforeEach(() => {
        jest.useFakeTimers();
        searchUsers.mockReset().mockResolvedValue([jane, joan]);
    });

    afterEach(() => {
        document.body.replaceChildren();
        jest.useRealTimers();
    });

    it('searches once typing pauses for 300 ms', async () => {
        const picker = render();
        picker.field.value = 'ja';
        picker.field.dispatchEvent(new CustomEvent('input'));
        await jest.advanceTimersByTimeAsync(299);
        expect(searchUsers).not.toHaveBeenCalled();

        await type(picker, ' jan ');

        expect(searchUsers).toHaveBeenCalledTimes(1);
        expect(searchUsers).toHaveBeenCalledWith({ term: 'jan' });
    });

    it('asks for two characters first', async () => {
        const picker = render();
        await type(picker, 'j ');
        expect(searchUsers).not.toHaveBeenCalled();
        expect(picker.message()).toBe('Type at least 2 characters.');
    });

    it('lists the users with username, profile and whether they are inactive', async () => {
        const picker = render();
        await type(picker, 'ja');

        expect(options(picker).map(({ textContent }) => textContent)).toEqual([
            'Jane Doejane@example.com · Sales',
            'Joan Roejoan@example.com · inactive'
        ]);
        expect(picker.message()).toBe('2 users found');
        expect(picker.field.getAttribute('aria-expanded')).toBe('true');
        jest.useRealTimers();
        await expect(picker.element).toBeAccessible();
    });

    it('chooses with the keyboard alone', async () => {
        const picker = render();
        await type(picker, 'ja');
        await press(picker, 'ArrowDown');
        await press(picker, 'ArrowDown');
        expect(options(picker)[1].getAttribute('aria-selected')).toBe('true');
        expect(picker.field.getAttribute('aria-activedescendant')).toBe(options(picker)[1].id);

        await press(picker, 'ArrowDown');
        await press(picker, 'Enter');

        expect(picker.selected).toHaveBeenLastCalledWith({ id: '005A', name: 'Jane Doe' });
        expect(picker.field.value).toBe('Jane Doe');
        expect(picker.field.getAttribute('aria-expanded')).toBe('false');
    });

    it('goes up to the last one, and closes on Escape', async () => {
        const picker = render();
        await type(picker, 'ja');
        await press(picker, 'ArrowUp');
        expect(options(picker)[1].getAttribute('aria-selected')).toBe('true');

        await press(picker, 'Escape');
        expect(picker.field.getAttribute('aria-expanded')).toBe('false');
        await press(picker, 'Enter');
        expect(picker.selected).not.toHaveBeenCalledWith(expect.objectContaining({ id: expect.anything() }));
    });

    it('chooses with the mouse before the field loses the focus', async () => {
        const picker = render();
        await type(picker, 'ja');
        const event = new MouseEvent('mousedown', { cancelable: true });
        options(picker)[0].dispatchEvent(event);

        expect(event.defaultPrevented).toBe(true);
        expect(picker.selected).toHaveBeenLastCalledWith({ id: '005A', name: 'Jane Doe' });
    });

    it('takes the choice back when something else is typed', async () => {
        const picker = render();
        await type(picker, 'ja');
        await press(picker, 'ArrowDown');
        await press(picker, 'Enter');
        await type(picker, 'jo');
        expect(picker.selected).toHaveBeenLastCalledWith(null);
    });

    it('shows the answer to the last search, whichever comes last', async () => {
        let late;
        searchUsers.mockReturnValueOnce(new Promise((resolve) => (late = resolve))).mockResolvedValueOnce([joan]);
        const picker = render();
        await type(picker, 'ja');
        await type(picker, 'jo');
        late([jane]);
        await jest.advanceTimersByTimeAsync(0);

        expect(options(picker)).toHaveLength(1);
        expect(options(picker)[0].textContent).toMatch(/^Joan Roe/);
    });

    it('says when nobody is found, and what failed', async () => {
        searchUsers.mockResolvedValueOnce([]).mockRejectedValueOnce({ body: { message: 'Try again later.' } });
        const picker = render();
        await type(picker, 'zz');
        expect(picker.message()).toBe('No user found.');

        await type(picker, 'zzz');
        expect(picker.message()).toBe('Try again later.');
    });

    it('closes when the focus leaves, and searches nothing after it is gone', async () => {
        const picker = render();
        await type(picker, 'ja');
        picker.field.dispatchEvent(new CustomEvent('blur'));
        await jest.advanceTimersByTimeAsync(0);
        expect(picker.field.getAttribute('aria-expanded')).toBe('false');

        picker.field.value = 'jan';
        picker.field.dispatchEvent(new CustomEvent('input'));
        picker.element.remove();
        await jest.advanceTimersByTimeAsync(300);
        expect(searchUsers).toHaveBeenCalledTimes(1);
    });
});
