import { createElement } from 'lwc';
import SecretList from 'c/secretList';

const item = (clientId, extra = {}) => ({
    clientId,
    locations: ['Organization'],
    tokenSet: false,
    tokenSetAt: null,
    tokenSetByName: null,
    usedBySettings: true,
    ...extra
});

const thousands = Array.from({ length: 2000 }, (_, index) => item(`key-${index + 1}`));

const render = (items, canManage = true) => {
    const element = createElement('c-secret-list', { is: SecretList });
    Object.assign(element, { items, canManage });
    document.body.appendChild(element);
    return element;
};

const table = (element) => element.shadowRoot.querySelector('c-secret-table');
const text = (element, id) => element.shadowRoot.querySelector(`[data-id="${id}"]`).textContent;

const search = async (element, term) => {
    const field = element.shadowRoot.querySelector('lightning-input');
    field.value = term;
    field.dispatchEvent(new CustomEvent('change', { detail: { value: term } }));
    await Promise.resolve();
};

describe('c-secret-list', () => {
    afterEach(() => document.body.replaceChildren());

    it('shows 2,000 client IDs 50 at a time', async () => {
        const element = render(thousands);
        expect(table(element).data).toHaveLength(50);
        expect(table(element).enableInfiniteLoading).toBe(true);

        table(element).dispatchEvent(new CustomEvent('loadmore'));
        await Promise.resolve();

        expect(table(element).data).toHaveLength(100);
        expect(text(element, 'count')).toBe('2,000 of 2,000');
        await expect(element).toBeAccessible();
    });

    it('stops loading at the last row', async () => {
        const element = render(thousands.slice(0, 60));
        table(element).dispatchEvent(new CustomEvent('loadmore'));
        await Promise.resolve();

        expect(table(element).data).toHaveLength(60);
        expect(table(element).enableInfiniteLoading).toBe(false);
    });

    it('searches while someone types, with the count read out', async () => {
        const element = render(thousands);
        await search(element, 'KEY-199');

        expect(text(element, 'count')).toBe('11 of 2,000');
        expect(text(element, 'announced')).toBe('11 of 2,000 client IDs match');
        expect(table(element).data[0].clientId).toBe('key-199');
        await expect(element).toBeAccessible();
    });

    it('says when nothing matches, and clears the search', async () => {
        const element = render(thousands);
        await search(element, 'nowhere');

        const panel = element.shadowRoot.querySelector('c-message-panel');
        expect(panel.message).toBe('No client ID and no location contains "nowhere".');
        expect(table(element)).toBeNull();
        await expect(element).toBeAccessible();

        panel.querySelector('lightning-button').click();
        await Promise.resolve();

        expect(table(element).data).toHaveLength(50);
        expect(element.shadowRoot.querySelector('lightning-input').value).toBe('');
    });

    it('sorts by the column that is asked for', async () => {
        const element = render([item('a'), item('b', { tokenSet: true })]);
        const detail = { fieldName: 'tokenSet', sortDirection: 'desc' };
        table(element).dispatchEvent(new CustomEvent('sort', { detail }));
        await Promise.resolve();

        expect(table(element).data.map(({ clientId }) => clientId)).toEqual(['b', 'a']);
        expect(table(element).sortedBy).toBe('tokenSet');
        expect(table(element).sortedDirection).toBe('desc');
    });

    it('keeps search and order when an item changes', async () => {
        const element = render(thousands);
        await search(element, 'key-1999');
        element.items = thousands.map((each) => ({ ...each, tokenSet: true }));
        await Promise.resolve();

        expect(table(element).data).toHaveLength(1);
        expect(table(element).data[0].tokenSet).toBe(true);
    });

    it('shows cards instead of columns on a narrow screen, and turns with it', async () => {
        let turn;
        const screen = { matches: true, addEventListener: (_, listener) => (turn = listener) };
        screen.removeEventListener = jest.fn();
        const matchMedia = jest.spyOn(window, 'matchMedia').mockReturnValue(screen);
        const element = render(thousands);
        const cards = () => element.shadowRoot.querySelector('c-secret-cards');

        expect(matchMedia).toHaveBeenCalledWith('(max-width: 40rem)');
        expect(table(element)).toBeNull();
        expect(cards().rows).toHaveLength(50);
        cards().dispatchEvent(new CustomEvent('loadmore'));
        await Promise.resolve();
        expect(cards().rows).toHaveLength(100);
        await expect(element).toBeAccessible();

        screen.matches = false;
        turn();
        await Promise.resolve();
        expect(table(element).data).toHaveLength(100);

        element.remove();
        expect(screen.removeEventListener).toHaveBeenCalledWith('change', turn);
        matchMedia.mockRestore();
    });

    it('shows the actions to those who manage, and not to those who view', () => {
        const labels = (element) => table(element).columns.map(({ label }) => label);
        expect(labels(render([item('a')], true))).toEqual(['Client ID', 'Locations', 'API token set?', 'Actions']);
        expect(labels(render([item('a')], false))).toEqual(['Client ID', 'Locations', 'API token set?']);
    });
});
