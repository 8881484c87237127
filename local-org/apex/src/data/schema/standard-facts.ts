import type { FieldType } from './field.ts';

/** The first three characters of an object's ids. */
export const keyPrefixes: Record<string, string> = {
    Account: '001',
    ApexClass: '01p',
    ApexTrigger: '01q',
    Asset: '02i',
    AsyncApexJob: '707',
    Attachment: '00P',
    AuthSession: '0Ak',
    BusinessHours: '01m',
    Campaign: '701',
    CampaignMember: '00v',
    Case: '500',
    CaseComment: '00a',
    ConnectedApplication: '0H4',
    Contact: '003',
    ContentDocument: '069',
    ContentDocumentLink: '06A',
    ContentVersion: '068',
    Contract: '800',
    CronJobDetail: '08a',
    CronTrigger: '08e',
    CustomPermission: '0CP',
    Document: '015',
    EmailMessage: '02s',
    EmailTemplate: '00X',
    Event: '00U',
    FeedItem: '0D5',
    Folder: '00l',
    Group: '00G',
    GroupMember: '011',
    Holiday: '0C0',
    Individual: '0PK',
    Lead: '00Q',
    LoginHistory: '0Ya',
    NamedCredential: '0XA',
    Note: '002',
    Opportunity: '006',
    OpportunityContactRole: '00K',
    OpportunityLineItem: '00k',
    Order: '801',
    OrderItem: '802',
    OrgWideEmailAddress: '0D2',
    Organization: '00D',
    PermissionSet: '0PS',
    PermissionSetAssignment: '0Pa',
    PermissionSetGroup: '0PG',
    PermissionSetLicense: '0PL',
    Pricebook2: '01s',
    PricebookEntry: '01u',
    Product2: '01t',
    Profile: '00e',
    QueueSobject: '03g',
    RecordType: '012',
    SetupEntityAccess: '0J0',
    StaticResource: '081',
    Task: '00T',
    User: '005',
    UserLicense: '100',
    UserRole: '00E'
};

/** What must be given when a record is made. */
export const requiredFields: Record<string, string> = {
    Account: 'Name',
    Asset: 'Name',
    Attachment: 'Name Body ParentId',
    Campaign: 'Name',
    CaseComment: 'ParentId',
    Contact: 'LastName',
    ContentDocumentLink: 'ContentDocumentId LinkedEntityId',
    ContentVersion: 'PathOnClient',
    Contract: 'AccountId',
    Group: 'Name',
    GroupMember: 'GroupId UserOrGroupId',
    Individual: 'LastName',
    Lead: 'LastName Company',
    Note: 'Title ParentId',
    Opportunity: 'Name StageName CloseDate',
    OpportunityContactRole: 'OpportunityId ContactId',
    Order: 'AccountId EffectiveDate Status',
    PermissionSet: 'Name Label',
    PermissionSetAssignment: 'AssigneeId',
    Pricebook2: 'Name',
    PricebookEntry: 'Pricebook2Id Product2Id UnitPrice',
    Product2: 'Name',
    SetupEntityAccess: 'ParentId SetupEntityId',
    User: 'LastName Username Email Alias TimeZoneSidKey LocaleSidKey EmailEncodingKey ProfileId LanguageLocaleKey',
    UserRole: 'Name'
};

/** What a new record has where nothing was given. */
export const defaults: Record<string, Record<string, string>> = {
    Case: { Status: 'New', Priority: 'Medium' },
    Contract: { Status: 'Draft' },
    Lead: { Status: 'Open - Not Contacted' },
    Task: { Status: 'Not Started', Priority: 'Normal' },
    Campaign: { Status: 'Planned' },
    Group: { Type: 'Regular', DoesIncludeBosses: 'true' },
    User: { IsActive: 'true' },
    PermissionSet: { IsCustom: 'true', Type: 'Regular' }
};

const sources = 'Web|Phone Inquiry|Partner Referral|Purchased List|Other';
const industries =
    'Agriculture|Apparel|Banking|Biotechnology|Chemicals|Communications|Construction|Consulting|Education|Electronics|' +
    'Energy|Engineering|Entertainment|Environmental|Finance|Food & Beverage|Government|Healthcare|Hospitality|Insurance|' +
    'Machinery|Manufacturing|Media|Not For Profit|Recreation|Retail|Shipping|Technology|Telecommunications|' +
    'Transportation|Utilities|Other';

/** The values, in their order, that standard picklists have in a new org. */
export const picklistValues: Record<string, string> = {
    'Account.AccountSource': sources,
    'Account.Industry': industries,
    'Account.Ownership': 'Public|Private|Subsidiary|Other',
    'Account.Rating': 'Hot|Warm|Cold',
    'Account.Type':
        'Prospect|Customer - Direct|Customer - Channel|Channel Partner / Reseller|Installation Partner|Technology Partner|Other',
    'Case.Origin': 'Phone|Email|Web',
    'Case.Priority': 'High|Medium|Low',
    'Case.Status': 'New|Working|Escalated|Closed',
    'Contact.LeadSource': sources,
    'Contact.Salutation': 'Mr.|Ms.|Mrs.|Dr.|Prof.',
    'Lead.Industry': industries,
    'Lead.LeadSource': sources,
    'Lead.Rating': 'Hot|Warm|Cold',
    'Lead.Salutation': 'Mr.|Ms.|Mrs.|Dr.|Prof.',
    'Lead.Status': 'Open - Not Contacted|Working - Contacted|Closed - Converted|Closed - Not Converted',
    'Opportunity.LeadSource': sources,
    'Opportunity.StageName':
        'Prospecting|Qualification|Needs Analysis|Value Proposition|Id. Decision Makers|Perception Analysis|' +
        'Proposal/Price Quote|Negotiation/Review|Closed Won|Closed Lost',
    'Task.Priority': 'High|Normal|Low',
    'Task.Status': 'Not Started|In Progress|Completed|Waiting on someone else|Deferred'
};

/** Lengths that are not the usual ones of the type. */
export const lengths: Record<string, number> = {
    'Account.AccountNumber': 40,
    'Account.Name': 255,
    'Case.Subject': 255,
    'Contact.Department': 80,
    'Contact.FirstName': 40,
    'Contact.LastName': 80,
    'Contact.Title': 128,
    'Lead.Company': 255,
    'Lead.FirstName': 40,
    'Lead.LastName': 80,
    'Lead.Title': 128,
    'Campaign.Name': 80,
    'Opportunity.Name': 120,
    'PermissionSet.Label': 80,
    'PermissionSet.Name': 80,
    'Task.Subject': 255,
    'Event.Subject': 255,
    'User.Alias': 8,
    'User.CommunityNickname': 40,
    'User.Email': 128,
    'User.FirstName': 40,
    'User.LastName': 80,
    'User.Username': 80
};

/** Child relationships whose child refers to its parent by more than one field, or by one that leads to many objects. */
export const childFields: Record<string, string> = {
    'Account.Assets': 'AccountId',
    'Account.ChildAccounts': 'ParentId',
    'Account.ProvidedAssets': 'AssetProvidedById',
    'Account.ServicedAssets': 'AssetServicedById',
    'Asset.ChildAssets': 'ParentId',
    'Case.Cases': 'ParentId',
    'EmailMessage.Cases': 'SourceId',
    'User.ContractsSigned': 'CompanySignedId',
    'User.DelegatedUsers': 'DelegatedApproverId',
    'User.ManagedUsers': 'ManagerId',
    'Contact.Tasks': 'WhoId',
    'Contact.Events': 'WhoId',
    'Lead.Tasks': 'WhoId',
    'Lead.Events': 'WhoId'
};

/** The same for relationships of one name on any object. */
export const childFieldsByName: Record<string, string> = {
    Attachments: 'ParentId',
    ContentDocumentLinks: 'LinkedEntityId',
    Emails: 'RelatedToId',
    Events: 'WhatId',
    Notes: 'ParentId',
    SetupEntityAccessItems: 'SetupEntityId',
    Tasks: 'WhatId'
};

/** Fields that the platform fills and nobody writes. */
const systemFields =
    /^(Id|CreatedById|CreatedDate|LastModifiedById|LastModifiedDate|SystemModstamp|IsDeleted|LastViewedDate|LastReferencedDate|LastActivityDate|MasterRecordId|PhotoUrl|CaseNumber|ContractNumber|OrderNumber|IsClosed|IsWon|UserType|NamespacePrefix|IsOwnedByProfile)$/;

const writableAnyway = new Set(['CustomPermission.NamespacePrefix']);

/** Whether code can never write this field. */
export const isReadOnly = (object: string, field: string): boolean =>
    (systemFields.test(field) && !writableAnyway.has(`${object}.${field}`)) ||
    (field === 'Name' && ['Contact', 'Lead', 'User', 'Individual'].includes(object)) ||
    (field === 'IsActive' && object === 'PermissionSetAssignment');

const textAreas =
    /(Description|Street|AboutMe|Comments|CommentBody|Body|HtmlValue|Signature|ExtendedStatus|Definition)$/;
const picklists =
    /^(Salutation|\w*Status|StageName|LeadSource|Industry|Rating|Ownership|Type|Priority|Origin|Reason|AccountSource|\w*SidKey|LanguageLocaleKey|EmailEncodingKey|CleanStatus|ForecastCategory\w*|UserType|State|JobType|SharingModel|DigestFrequency|SobjectType|Default\w+Access)$/;

/** What a String of the type table is more exactly, by its name. */
export const textTypeOf = (object: string, field: string): FieldType => {
    if (/Email$/.test(field) && field !== 'EmailPreferencesAutoBcc') return 'email';
    if (/(Phone|Fax)$/.test(field)) return 'phone';
    if (/(Website|Url)$/.test(field)) return 'url';
    if (textAreas.test(field)) return 'textarea';
    const isState = /State$/.test(field) && !['AsyncApexJob', 'CronTrigger'].includes(object);
    return picklists.test(field) && !isState ? 'picklist' : 'string';
};

/** What a number of the type table is more exactly. */
export const numberTypeOf = (object: string, field: string): FieldType => {
    if (
        /(Revenue|Amount|Price|Cost|Amount\w*Opportunities)$/.test(field) ||
        `${object}.${field}` === 'OpportunityLineItem.Subtotal'
    ) {
        return 'currency';
    }
    return /^(Probability|Discount)$/.test(field) ? 'percent' : 'double';
};

/** Objects of Setup: what mixed DML keeps apart from other objects, and what tests see without data of their own. */
export const setupObjects = new Set(
    (
        'ApexClass ApexTrigger AsyncApexJob ConnectedApplication CronJobDetail CronTrigger CustomPermission EmailTemplate ' +
        'EntityDefinition FieldDefinition Folder Group GroupMember NamedCredential OrgWideEmailAddress Organization PermissionSet ' +
        'PermissionSetAssignment PermissionSetGroup PermissionSetLicense Profile QueueSobject RecordType SetupEntityAccess ' +
        'StaticResource User UserLicense UserRole BusinessHours Holiday'
    )
        .split(' ')
        .map((name) => name.toLowerCase())
);

/** Objects whose changes may not be mixed with those of other objects in one transaction. */
export const mixedDmlObjects = new Set(
    (
        'FieldPermissions Group GroupMember ObjectPermissions ObjectTerritory2AssignmentRule PermissionSet PermissionSetAssignment ' +
        'QueueSobject SetupEntityAccess Territory2 User UserRole UserTerritory UserPackageLicense'
    )
        .split(' ')
        .map((name) => name.toLowerCase())
);
