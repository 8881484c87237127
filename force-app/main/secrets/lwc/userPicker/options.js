import { labels } from './labels';

const describe = ({ username, profileName, isActive }) =>
    [username, profileName, isActive ? undefined : labels.inactive].filter(Boolean).join(' · ');

/** One entry of the list for each user; the active one is highlighted. */
export const toOptions = (users, active) =>
    users.map((user, index) => ({
        key: `user-${index}`,
        index,
        name: user.name,
        description: describe(user),
        selected: String(index === active),
        css: `slds-media slds-listbox__option slds-listbox__option_plain${index === active ? ' slds-has-focus' : ''}`
    }));

/** The next index up or down a list of this length, around its ends. */
export const step = (active, by, length) => (active === -1 && by < 0 ? length - 1 : (active + by + length) % length);
