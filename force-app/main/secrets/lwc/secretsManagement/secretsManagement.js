import { LightningElement } from 'lwc';
import title from '@salesforce/label/c.Secrets_Title';

/** The Secrets Management tab. */
export default class SecretsManagement extends LightningElement {
    title = title;
}
