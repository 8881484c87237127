import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import Provider, { errors } from 'oidc-provider';
import type { Clock } from '../platform/clock.ts';
import { hashCredential, newCredential, sameHash } from '../platform/credential.ts';
import type { Db } from '../platform/db.ts';
import { createAdapter } from './adapter.ts';

const accessTokenSeconds = 3600;

/** A refused request to the token endpoint, for the audit; the client only when it is one of ours. */
export interface GrantRefusal {
    readonly clientId: string | null;
    readonly tenantId: string | null;
    /** The RFC 6749 error. */
    readonly reason: string;
    readonly res: ServerResponse;
}

interface Deps {
    readonly db: Db;
    readonly now: Clock;
    /** Our own address, with the mount path. */
    readonly issuer: string;
    readonly onRefusal: (refusal: GrantRefusal) => void;
    readonly onError: (error: Error) => void;
}

/**
 * The authorization server (oidc-provider) for the client credentials grant (RFC 6749 section 4.4), with opaque
 * access tokens of one hour. Mount its callback before any body parser. Refuses every other grant, unknown clients
 * and disabled ones.
 */
export function createAuthorizationServer({ db, now, issuer, onRefusal, onError }: Deps): Provider {
    // Nothing is signed for a client credentials grant; the library asks for a key all the same.
    const signingKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
    const resource = `${issuer}/api`;
    const provider = new Provider(issuer, {
        adapter: createAdapter({ db, now }),
        jwks: { keys: [{ ...signingKey, alg: 'ES256', use: 'sig', kid: 'unused' }] },
        clientDefaults: { id_token_signed_response_alg: 'ES256' },
        enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
        clientAuthMethods: ['client_secret_basic'],
        responseTypes: ['code'],
        scopes: [],
        cookies: { keys: [randomBytes(32).toString('base64url')] },
        extraClientMetadata: { properties: ['tenantId', 'secretHashes'] },
        ttl: { ClientCredentials: accessTokenSeconds },
        clientBasedCORS: () => true, // else the library refuses with the origin in its words; no header of it is sent
        // JSON (RFC 6749 section 5.2), also to a caller that accepts HTML.
        renderError: (ctx, error) => {
            ctx.body = error;
        },
        features: {
            devInteractions: { enabled: false },
            clientCredentials: { enabled: true },
            userinfo: { enabled: false },
            rpInitiatedLogout: { enabled: false },
            dPoP: { enabled: false }, // our routes take bearer tokens; one bound to a key would not be held to it
            resourceIndicators: {
                enabled: true,
                defaultResource: () => resource,
                getResourceServerInfo: (ctx, asked) => {
                    if (asked !== resource) throw new errors.InvalidTarget();
                    // The library drops unknown scopes silently; no scope exists yet, so any is refused.
                    // Not the library's own InvalidScope: that answers with what was sent.
                    if (ctx.oidc.params?.['scope'])
                        throw new errors.CustomOIDCProviderError('invalid_scope', 'no scope is offered');
                    return {
                        scope: '',
                        audience: resource,
                        accessTokenFormat: 'opaque',
                        accessTokenTTL: accessTokenSeconds
                    };
                }
            }
        }
    });
    provider.proxy = true;

    // Several secrets may be valid at a time, each known by its hash alone.
    provider.Client.prototype.compareClientSecret = function compare(given: string): boolean {
        const hashes = Array.isArray(this['secretHashes']) ? this['secretHashes'] : [];
        const hash = hashCredential(given);
        return hashes.filter((known) => sameHash(hash, Buffer.from(String(known), 'base64'))).length > 0;
    };
    // The types leave this method out; it is where the library makes an opaque token's value.
    Object.assign(provider.ClientCredentials.prototype, {
        generateTokenId(this: { format: string }): string {
            this.format = 'opaque';
            return newCredential('srt_');
        }
    });

    provider.use(async (ctx, next) => {
        await next();
        // No page in a browser asks for tokens here; the library lets any origin read the reply.
        for (const header of ['Allow-Origin', 'Expose-Headers']) ctx.remove(`Access-Control-${header}`);
        if (ctx.status === 503) ctx.set('Retry-After', '5');
    });
    provider.on('grant.error', (ctx, error) => {
        const client = ctx.oidc.client;
        const tenantId = typeof client?.['tenantId'] === 'string' ? client['tenantId'] : null;
        onRefusal({ clientId: client?.clientId ?? null, tenantId, reason: error.error, res: ctx.res });
    });
    // Koa would print a request that was cut off half-way, unredacted; defects are told by server_error.
    Object.assign(provider, { silent: true });
    provider.on('server_error', (_ctx, error) => onError(error));
    return provider;
}
