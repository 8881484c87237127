import { createElement } from 'lwc';
import SecretsManagement from 'c/secretsManagement';
import LightningConfirm from 'lightning/confirm';
import LocationsModal from 'c/locationsModal';
import UpdateTokenModal from 'c/updateTokenModal';
import overview from '@salesforce/apex/SecretController.overview';
import removeToken from '@salesforce/apex/SecretController.removeToken';

jest.mock('@salesforce/apex/SecretController.overview', () => ({ __esModule: true, default: jest.fn() }), {
    virtual: true
});
jest.mock('@salesforce/apex/SecretController.removeToken', () => ({ __esModule: true, default: jest.fn() }), {
    virtual: true
});

const item = (clientId, extra = {}) => ({
    clientId,
    locations: ['Organization'],
    tokenSet: true,
    tokenSetAt: '2026-05-12T12:31:00.000Z',
    tokenSetByName: 'Jane Doe',
    usedBySettings: true,
    ...extra
});
const seven = ['Organization', 'Profile: A', 'Profile: B', 'User: C', 'User: D', 'User: E', 'User: F'];
const items = [item('NVM-1', { locations: seven }), item('NVM-2', { locations: [], usedBySettings: false })];
const answer = { access: 'manage', settingsUrl: '/lightning/setup/CustomSettings/home', items };
const gone = (clientId) => ({ clientId, tokenSet: false, tokenSetAt: null, tokenSetByName: null });
const down = { body: { message: 'The Strongroom service is not reachable. Try again in a minute.' } };

const settled = () => new Promise((resolve) => setTimeout(resolve));

const render = async () => {
    const element = createElement('c-secrets-management', { is: SecretsManagement });
    const toasts = jest.fn();
    element.addEventListener('lightning__showtoast', ({ detail }) => toasts(detail));
    document.body.appendChild(element);
    await settled();
    const find = (selector) => element.shadowRoot.querySelector(selector);
    const list = () => find('c-secret-list');
    const ask = async (event, clientId) => {
        list().dispatchEvent(new CustomEvent(event, { detail: { clientId } }));
        await settled();
    };
    return { element, toasts, find, list, ask, shown: () => list().items.map(({ clientId }) => clientId) };
};

describe('c-secrets-management', () => {
    beforeEach(() => {
        overview.mockReset().mockResolvedValue(answer);
        removeToken.mockReset();
        UpdateTokenModal.open = jest.fn();
        LocationsModal.open = jest.fn();
        LightningConfirm.open.mockReset();
    });
    afterEach(() => document.body.replaceChildren());

    it('shows grey rows until Apex answers', async () => {
        overview.mockReturnValue(new Promise(() => {}));
        const { element, find } = await render();

        expect(find('c-loading-skeleton').message).toBe('Loading secrets');
        expect(find('c-secret-list')).toBeNull();
        await expect(element).toBeAccessible();
    });

    it('shows an administrator the list with its actions, and the panel of users', async () => {
        const { element, find, list } = await render();

        expect(list().items).toHaveLength(2);
        expect(list().canManage).toBe(true);
        expect(find('c-effective-secret')).not.toBeNull();
        await expect(element).toBeAccessible();
    });

    it('shows a viewer the list without the actions', async () => {
        overview.mockResolvedValue({ ...answer, access: 'view' });
        const { element, list } = await render();

        expect(list().canManage).toBe(false);
        await expect(element).toBeAccessible();
    });

    it.each([
        ['Strongroom answers that there is no permission', () => Promise.resolve({ access: 'none', items: [] })],
        [
            'the platform refuses the Apex class',
            () =>
                Promise.reject(
                    Object.assign(new Error(), {
                        body: { message: "You do not have access to the Apex class named 'SecretController'." }
                    })
                )
        ]
    ])('explains plainly whom to ask when %s', async (_, answers) => {
        overview.mockImplementation(answers);
        const { element, find } = await render();

        expect(find('[data-id="no-access"]').message).toMatch(/Strongroom Admin .+ or Strongroom Viewer/);
        expect(find('c-secret-list')).toBeNull();
        expect(find('c-effective-secret')).toBeNull();
        expect(find('c-failure-panel')).toBeNull();
        await expect(element).toBeAccessible();
    });

    it('says that an Account Key must be set first, and links to the settings', async () => {
        overview.mockResolvedValue({ ...answer, items: [] });
        const { element, find } = await render();

        expect(find('[data-id="empty"]').heading).toBe('Set an Account Key first');
        expect(find('a').getAttribute('href')).toBe('/lightning/setup/CustomSettings/home');
        await expect(element).toBeAccessible();
    });

    it('says that the service is down, and shows the list on another try', async () => {
        overview.mockRejectedValueOnce(down);
        const { element, find, list } = await render();
        expect(find('c-failure-panel').message).toBe(down.body.message);
        expect(list()).toBeNull();
        await expect(element).toBeAccessible();

        find('c-failure-panel').dispatchEvent(new CustomEvent('retry'));
        await settled();
        expect(list().items).toHaveLength(2);
        expect(find('c-failure-panel')).toBeNull();
    });

    it('keeps the list when a refresh fails', async () => {
        const { find, list } = await render();
        overview.mockRejectedValueOnce(down);
        find('[data-id="refresh"]').click();
        await settled();

        expect(find('c-failure-panel').message).toBe(down.body.message);
        expect(list().items).toHaveLength(2);
    });

    it('opens the whole list of locations', async () => {
        const { ask } = await render();
        await ask('showlocations', 'NVM-1');
        expect(LocationsModal.open).toHaveBeenCalledWith(
            expect.objectContaining({ clientId: 'NVM-1', locations: seven })
        );
    });

    it('turns the flag after an update, says so, and does not load again', async () => {
        overview.mockResolvedValue({ ...answer, items: [item('NVM-1', { tokenSet: false })] });
        UpdateTokenModal.open.mockResolvedValue({ ...item('NVM-1'), tokenSetByName: 'Joan Roe' });
        const { ask, list, toasts } = await render();
        await ask('updatetoken', 'NVM-1');

        expect(UpdateTokenModal.open).toHaveBeenCalledWith(expect.objectContaining({ clientId: 'NVM-1' }));
        expect(list().items[0]).toMatchObject({ tokenSet: true, tokenSetByName: 'Joan Roe' });
        expect(toasts).toHaveBeenCalledWith({ title: 'The token of NVM-1 is saved.', variant: 'success' });
        expect(overview).toHaveBeenCalledTimes(1);
    });

    it('changes nothing when the dialog is cancelled', async () => {
        UpdateTokenModal.open.mockResolvedValue(undefined);
        const { ask, toasts } = await render();
        await ask('updatetoken', 'NVM-1');
        expect(toasts).not.toHaveBeenCalled();
    });

    it('asks before it removes, naming the client ID and what stops working', async () => {
        LightningConfirm.open.mockResolvedValue(false);
        const { ask } = await render();
        await ask('removetoken', 'NVM-1');

        const { message, label } = LightningConfirm.open.mock.calls[0][0];
        expect(label).toBe('Remove Token');
        expect(message).toContain('Remove the token of NVM-1?');
        expect(message).toContain('Organization, Profile: A, Profile: B, User: C, User: D and 2 more');
        expect(removeToken).not.toHaveBeenCalled();
    });

    it('removes the token of a used client ID and keeps its row', async () => {
        LightningConfirm.open.mockResolvedValue(true);
        removeToken.mockResolvedValue(gone('NVM-1'));
        const { ask, list, shown, toasts } = await render();
        await ask('removetoken', 'NVM-1');

        expect(removeToken).toHaveBeenCalledWith({ clientId: 'NVM-1' });
        expect(shown()).toEqual(['NVM-1', 'NVM-2']);
        expect(list().items[0].tokenSet).toBe(false);
        expect(toasts).toHaveBeenCalledWith({ title: 'The token of NVM-1 is removed.', variant: 'success' });
    });

    it('removes a secret that no setting uses with its row', async () => {
        LightningConfirm.open.mockResolvedValue(true);
        removeToken.mockResolvedValue(gone('NVM-2'));
        const { ask, shown } = await render();
        await ask('removetoken', 'NVM-2');

        expect(LightningConfirm.open.mock.calls[0][0].message).toContain('No setting uses this client ID.');
        expect(shown()).toEqual(['NVM-1']);
    });

    it('says when a removal failed, and keeps the token', async () => {
        LightningConfirm.open.mockResolvedValue(true);
        removeToken.mockRejectedValue(down);
        const { ask, list, toasts } = await render();
        await ask('removetoken', 'NVM-1');

        const { title, message, variant } = toasts.mock.calls[0][0];
        expect([title, message, variant]).toEqual(['The token was not removed', down.body.message, 'error']);
        expect(list().items[0].tokenSet).toBe(true);
    });
});
