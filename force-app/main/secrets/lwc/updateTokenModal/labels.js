import title from '@salesforce/label/c.Update_Token';
import clientId from '@salesforce/label/c.Update_Token_For';
import save from '@salesforce/label/c.Update_Token_Save';
import saving from '@salesforce/label/c.Update_Token_Saving';
import cancel from '@salesforce/label/c.Cancel';

/** The texts of the dialog. */
export const labels = { title, clientId, save, saving, cancel };
