import field from '@salesforce/label/c.Update_Token_Field';
import hint from '@salesforce/label/c.Update_Token_Hint';
import trimmed from '@salesforce/label/c.Update_Token_Trimmed';
import required from '@salesforce/label/c.Update_Token_Required';
import empty from '@salesforce/label/c.Token_Empty';
import tooLong from '@salesforce/label/c.Token_Too_Long';
import controlCharacters from '@salesforce/label/c.Token_Control_Characters';

/** The texts of the field. */
export const labels = { field, hint, trimmed, required };

/** Why a token is refused, by the name of the refusal. */
export const refusals = { empty, tooLong, controlCharacters };
