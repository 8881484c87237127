import { LightningElement, api } from 'lwc';
import inForce from '@salesforce/label/c.Step_In_Force';
import overridden from '@salesforce/label/c.Step_Overridden';
import notSet from '@salesforce/label/c.Step_Not_Set';
import heading from '@salesforce/label/c.Effective_Steps';

const KEY = 'slds-hyphenate slds-m-right_small';

const outcomes = {
    inForce: {
        text: inForce,
        iconName: 'utility:success',
        variant: 'success',
        keyClass: `${KEY} slds-text-title_bold`
    },
    overridden: { text: overridden, iconName: 'utility:ban', keyClass: `${KEY} overridden slds-text-color_weak` },
    notSet: { text: notSet, iconName: 'utility:dash' }
};

/** The three levels that were asked for an Account Key, in order: user, profile, organization. */
export default class EffectiveSteps extends LightningElement {
    @api steps = [];
    heading = heading;

    get rows() {
        return this.steps.map((step) => ({ ...outcomes[step.outcome], ...step }));
    }
}
