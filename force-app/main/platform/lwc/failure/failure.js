import unknown from '@salesforce/label/c.Failure_Unknown';

// The platform words this refusal in the reader's language, but always names the class.
const CONTROLLERS = /\b(SecretController|EffectiveSecretController)\b/;

/** The sentence to show for whatever an Apex call threw. */
export const sentence = (error) => error?.body?.message || unknown;

/** Whether the platform itself refused, because no permission set gives the reader the Apex class. */
export const isNoAccess = (error) => CONTROLLERS.test(error?.body?.message ?? '');
