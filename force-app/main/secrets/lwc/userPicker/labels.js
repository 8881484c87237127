import user from '@salesforce/label/c.Effective_User';
import placeholder from '@salesforce/label/c.Effective_User_Placeholder';
import hint from '@salesforce/label/c.Effective_User_Hint';
import searching from '@salesforce/label/c.Effective_Searching';
import none from '@salesforce/label/c.Effective_No_Users';
import found from '@salesforce/label/c.Effective_Users_Found';
import inactive from '@salesforce/label/c.Effective_Inactive';

/** The texts of the user search. */
export const labels = { user, placeholder, hint, searching, none, found, inactive };
