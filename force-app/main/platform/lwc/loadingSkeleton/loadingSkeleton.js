import { LightningElement, api } from 'lwc';

const ROWS = [1, 2, 3, 4, 5, 6];

/** Grey rows in the place of a table whose data is still on its way; says so to screen readers. */
export default class LoadingSkeleton extends LightningElement {
    @api message;
    rows = ROWS;
}
