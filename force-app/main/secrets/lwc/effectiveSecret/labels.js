import title from '@salesforce/label/c.Effective_Title';
import text from '@salesforce/label/c.Effective_Text';
import help from '@salesforce/label/c.Effective_Help';
import loading from '@salesforce/label/c.Effective_Loading';
import inForce from '@salesforce/label/c.Effective_In_Force';
import none from '@salesforce/label/c.Effective_None';
import tokenSet from '@salesforce/label/c.Effective_Token_Set';
import tokenMissing from '@salesforce/label/c.Effective_Token_Missing';

/** The texts of the panel. */
export const labels = { title, text, help, loading, inForce, none, tokenSet, tokenMissing };
