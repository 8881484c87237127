const Navigate = Symbol('Navigate');
const GenerateUrl = Symbol('GenerateUrl');
const pageChanged = 'localorg__pagechanged';

const addresses = {
    standard__navItemPage: ({ attributes }) => `/lightning/n/${attributes.apiName}`,
    standard__app: () => '/',
    standard__namedPage: () => '/',
    standard__webPage: ({ attributes }) => attributes.url
};

/** The address of a page reference. The local org knows tabs, web pages and the app; it refuses others. */
export const addressOf = (reference) => {
    const address = addresses[reference?.type];
    if (!address) throw new Error(`The local org has no page of the type ${reference?.type}.`);
    const state = new URLSearchParams(reference.state ?? {}).toString();
    return state ? `${address(reference)}?${state}` : address(reference);
};

/** The page reference of where the browser is. */
export const currentPage = () => {
    const [, apiName] = /^\/lightning\/n\/([^/]+)$/.exec(window.location.pathname) ?? [];
    const state = Object.fromEntries(new URLSearchParams(window.location.search));
    return apiName
        ? { type: 'standard__navItemPage', attributes: { apiName }, state }
        : { type: 'standard__webPage', attributes: { url: window.location.pathname }, state };
};

/** Goes to an address: inside the shell without a reload, elsewhere in a new browser tab. */
export const go = (address, replace = false) => {
    const url = new URL(address, window.location.href);
    if (url.origin !== window.location.origin) {
        window.open(url.href, '_blank', 'noopener');
        return;
    }
    window.history[replace ? 'replaceState' : 'pushState'](null, '', url.href);
    window.dispatchEvent(new CustomEvent(pageChanged));
};

/** Calls back now and after each change of page, until the function that it answers is called. */
export const watchPage = (callback) => {
    const tell = () => callback(currentPage());
    window.addEventListener(pageChanged, tell);
    window.addEventListener('popstate', tell);
    tell();
    return () => {
        window.removeEventListener(pageChanged, tell);
        window.removeEventListener('popstate', tell);
    };
};

/** What a component mixes in to go somewhere. */
export const NavigationMixin = (Base) =>
    class extends Base {
        [Navigate](reference, replace) {
            go(addressOf(reference), replace);
        }
        [GenerateUrl](reference) {
            return Promise.resolve(addressOf(reference));
        }
    };
NavigationMixin.Navigate = Navigate;
NavigationMixin.GenerateUrl = GenerateUrl;

/** Wire adapter: where the browser is. */
export class CurrentPageReference {
    constructor(dataCallback) {
        this.dataCallback = dataCallback;
    }
    connect() {
        this.stop = watchPage(this.dataCallback);
    }
    update() {}
    disconnect() {
        this.stop?.();
    }
}
