import search from '@salesforce/label/c.Secrets_Search';
import count from '@salesforce/label/c.Secrets_Count';
import announced from '@salesforce/label/c.Secrets_Count_Announced';
import table from '@salesforce/label/c.Secrets_Table';
import noHitsTitle from '@salesforce/label/c.Secrets_No_Hits_Title';
import noHits from '@salesforce/label/c.Secrets_No_Hits_Text';
import clearSearch from '@salesforce/label/c.Secrets_Clear_Search';

/** The texts of the list. */
export const labels = { search, count, announced, table, noHitsTitle, noHits, clearSearch };
