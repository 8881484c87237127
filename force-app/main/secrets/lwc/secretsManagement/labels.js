import title from '@salesforce/label/c.Secrets_Title';
import subtitle from '@salesforce/label/c.Secrets_Subtitle';
import loading from '@salesforce/label/c.Secrets_Loading';
import refresh from '@salesforce/label/c.Secrets_Refresh';
import emptyTitle from '@salesforce/label/c.Secrets_Empty_Title';
import emptyText from '@salesforce/label/c.Secrets_Empty_Text';
import emptyLink from '@salesforce/label/c.Secrets_Empty_Link';
import newTab from '@salesforce/label/c.Opens_In_New_Tab';
import noAccessTitle from '@salesforce/label/c.No_Access_Title';
import noAccessText from '@salesforce/label/c.No_Access_Text';
import update from '@salesforce/label/c.Update_Token';
import saved from '@salesforce/label/c.Update_Token_Saved';
import remove from '@salesforce/label/c.Remove_Token';
import removeUsed from '@salesforce/label/c.Remove_Token_Used';
import removeUnused from '@salesforce/label/c.Remove_Token_Unused';
import removed from '@salesforce/label/c.Remove_Token_Removed';
import removeFailed from '@salesforce/label/c.Remove_Token_Failed';
import andMore from '@salesforce/label/c.Locations_More';
import locations from '@salesforce/label/c.Column_Locations';

/** The texts of the tab. */
export const labels = {
    title,
    subtitle,
    loading,
    refresh,
    emptyTitle,
    emptyText,
    emptyLink,
    newTab,
    noAccessTitle,
    noAccessText,
    update,
    saved,
    remove,
    removeUsed,
    removeUnused,
    removed,
    removeFailed,
    andMore,
    locations
};
