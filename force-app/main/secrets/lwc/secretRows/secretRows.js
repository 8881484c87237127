import locale from '@salesforce/i18n/locale';

const collator = new Intl.Collator(locale, { numeric: true });

const byClientId = (a, b) => collator.compare(a.clientId, b.clientId);

const byLocations = (a, b) =>
    a.locations.length - b.locations.length || collator.compare(a.locations[0] ?? '', b.locations[0] ?? '');

const byToken = (a, b) =>
    Number(a.tokenSet) - Number(b.tokenSet) || (a.tokenSetAt ?? '').localeCompare(b.tokenSetAt ?? '');

const orders = { clientId: byClientId, locations: byLocations, tokenSet: byToken };

/** One row of the table for each item of the overview, with the text that the search looks into. */
export const toRows = (items) =>
    items.map((item) => ({
        ...item,
        actionsFor: item.clientId,
        canRemove: item.tokenSet || !item.usedBySettings,
        searched: [item.clientId, ...item.locations].join('\n').toLowerCase()
    }));

/** The rows whose client ID or locations contain every word of the search. */
export const matching = (rows, search) => {
    const words = search.toLowerCase().split(/\s+/).filter(Boolean);
    return words.length ? rows.filter(({ searched }) => words.every((word) => searched.includes(word))) : rows;
};

/** The rows in the order of one column; equal ones by client ID. */
export const sorted = (rows, column, direction) => {
    const sign = direction === 'desc' ? -1 : 1;
    return [...rows].sort((a, b) => sign * orders[column](a, b) || byClientId(a, b));
};
