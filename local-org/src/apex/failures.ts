/** What `AuraHandledException` is in Apex: a sentence for the person at the screen. */
export class AuraHandledException extends Error {}

/** A call that no component of the package makes: an unknown method, or parameters of the wrong type. */
export class BadCall extends Error {}
