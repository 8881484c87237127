import { format, formatNumber } from 'c/text';
import { labels } from './labels';

const NAMED = 5;

/** The items with one of them changed as the service answered. A secret that no setting uses goes with its token. */
export const withStatus = (items, status) =>
    items
        .map((item) => (item.clientId === status.clientId ? { ...item, ...status } : item))
        .filter(({ clientId, tokenSet, usedBySettings }) => clientId !== status.clientId || tokenSet || usedBySettings);

/** What removing this token means, in one paragraph that names the client ID and what stops working. */
export const removalWarning = ({ clientId, locations, usedBySettings }) => {
    if (!usedBySettings) return format(labels.removeUnused, clientId);
    const places = locations.slice(0, NAMED).join(', ');
    const others = locations.length - NAMED;
    const more = others > 0 ? ` ${format(labels.andMore, formatNumber(others))}` : '';
    return format(labels.removeUsed, clientId, places + more);
};
