import title from '@salesforce/label/c.Update_Token';
import clientId from '@salesforce/label/c.Update_Token_For';
import field from '@salesforce/label/c.Update_Token_Field';
import hint from '@salesforce/label/c.Update_Token_Hint';
import trimmed from '@salesforce/label/c.Update_Token_Trimmed';
import save from '@salesforce/label/c.Update_Token_Save';
import saving from '@salesforce/label/c.Update_Token_Saving';
import cancel from '@salesforce/label/c.Cancel';
import empty from '@salesforce/label/c.Token_Empty';
import tooLong from '@salesforce/label/c.Token_Too_Long';
import controlCharacters from '@salesforce/label/c.Token_Control_Characters';

/** The texts of the dialog. */
export const labels = { title, clientId, field, hint, trimmed, save, saving, cancel, empty };

/** Why a token is refused, by the name of the refusal. */
export const refusals = { empty, tooLong, controlCharacters };
