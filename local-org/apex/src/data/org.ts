import type { Metadata } from './schema/metadata.ts';
import type { Schema } from './schema/objects.ts';
import { type Grants, readGrants } from './security/permission-metadata.ts';
import { Rights, type RightsSource } from './security/rights.ts';
import { Store } from './store.ts';

/** An org without its behaviour: what there is, and who may do what with it. */
export class Org implements RightsSource {
    readonly schema: Schema;
    readonly store = new Store();
    readonly metadata: Metadata;
    readonly permissionSets: ReadonlyMap<string, Grants>;
    readonly profiles: ReadonlyMap<string, Grants>;

    private readonly rights = new Map<string, Rights>();
    private rightsVersion = -1;

    constructor(schema: Schema, metadata: Metadata) {
        this.schema = schema;
        this.metadata = metadata;
        const local = (name: string): string => schema.local(name);
        this.permissionSets = byName(readGrants(metadata, 'permissionset', local));
        this.profiles = byName(readGrants(metadata, 'profile', local));
    }

    rightsOf(userId: string): Rights {
        if (this.rightsVersion !== this.store.version) this.rights.clear();
        this.rightsVersion = this.store.version;
        const known = this.rights.get(userId) ?? new Rights(this, userId);
        this.rights.set(userId, known);
        return known;
    }
}

const byName = (grants: readonly Grants[]): Map<string, Grants> =>
    new Map(grants.map((grant) => [grant.name.toLowerCase(), grant]));
