import type { Org } from '../org/org.ts';
import type { Labels } from '../package/labels.ts';
import type { Secrets } from '../service/secrets.ts';

/** What a controller's stand-in works with: the running user, the org, the labels, and the service behind the gateway. */
export interface Context {
    readonly userId: string;
    readonly org: Org;
    readonly labels: Labels;
    readonly secrets: Secrets;
}

/** One `@AuraEnabled` method. */
export type Method = (context: Context, parameters: Readonly<Record<string, unknown>>) => Promise<unknown>;
