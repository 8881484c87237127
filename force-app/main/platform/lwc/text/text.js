import locale from '@salesforce/i18n/locale';
import timeZone from '@salesforce/i18n/timeZone';

/** Fills the places {0}, {1}, … of a label. A place without a value stays as it is. */
export const format = (label, ...values) =>
    label.replace(/\{(\d+)\}/g, (place, index) => (values[index] === undefined ? place : String(values[index])));

/** A number as the reader's locale writes it: 2,000. */
export const formatNumber = (number) => new Intl.NumberFormat(locale).format(number);

/** A moment in the reader's locale and time zone: Nov 21, 2026, 11:31 PM. Empty for anything that is no moment. */
export const formatMoment = (iso) => {
    const moment = new Date(iso ?? NaN);
    if (Number.isNaN(moment.getTime())) return '';
    return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(moment);
};
