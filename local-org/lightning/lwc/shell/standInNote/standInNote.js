import { LightningElement, api } from 'lwc';

/** Says that this is not the org itself. */
export default class StandInNote extends LightningElement {
    @api org;
}
