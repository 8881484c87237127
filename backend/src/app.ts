import express, { type Express } from 'express';
import helmet from 'helmet';
import { type AuditEvent, recordEvent } from './audit/store.ts';
import type { Config } from './config.ts';
import { docsRoutes } from './docs.ts';
import { createAuthorizationServer } from './issuing/provider.ts';
import { issuingRoutes } from './issuing/routes.ts';
import { removeExpiredArtifacts } from './issuing/store.ts';
import { createMetrics } from './monitoring/metrics.ts';
import { requestLog } from './monitoring/request-log.ts';
import { type Readiness, monitoringRoutes } from './monitoring/routes.ts';
import { systemClock } from './platform/clock.ts';
import { type Database, migrate } from './platform/db.ts';
import { failedAttempts } from './platform/failed-attempts.ts';
import { Failure, type FailureCode } from './platform/failures.ts';
import type { Log } from './platform/log.ts';
import { contextOf } from './platform/request-context.ts';
import { noSuchRoute, problemHandler } from './platform/problem.ts';
import { requestContext } from './platform/request-context.ts';
import { describeSecrets, listSecrets } from './secrets/list-secrets.ts';
import { removeToken } from './secrets/remove-token.ts';
import { secretRoutes } from './secrets/routes.ts';
import { setToken } from './secrets/set-token.ts';
import { authenticate } from './tenants/authenticate.ts';
import { requireActingCaller } from './tenants/callers.ts';
import { enrolOrg } from './tenants/enrol-org.ts';
import { issueEnrolmentCode } from './tenants/issue-enrolment-code.ts';
import { openOperatorDoor } from './tenants/operator-door.ts';
import { enrolmentRoutes } from './tenants/routes.ts';
import { loadKek } from './vault/load-kek.ts';
import { type Vault, createVault } from './vault/vault.ts';

const hourMs = 60 * 60_000;

type Refusal = Omit<AuditEvent, 'at' | 'outcome'>;

export interface Service {
    readonly http: Express;
    /** Brings the schema up to date and checks the keys; until it has succeeded, requests are refused. May be tried again. */
    prepare: () => Promise<void>;
    /** From now on `/readyz` says that the service is stopping. */
    startDraining: () => void;
    /** Closes what the service holds open. Call it when no request is under way. */
    close: () => Promise<void>;
}

/** Builds everything once; the only place that constructs. `publicUrl` is our own address as others see it. */
export function buildService(config: Config, { db, engine, close }: Database, log: Log, publicUrl: string): Service {
    const now = systemClock;
    const deps = { db, now };
    const metrics = createMetrics();
    let readiness: Readiness = { ready: false, reason: 'starting' };
    let opened: Vault | undefined;
    let closeDoor: (() => Promise<void>) | undefined;
    const vault: Vault = {
        seal: (...asked) => requireVault().seal(...asked),
        open: (...asked) => requireVault().open(...asked)
    };
    const requireVault = (): Vault => {
        if (!opened) throw new Failure('database_unavailable', { retryAfterSeconds: 5 });
        return opened;
    };

    const recordRefusal = (event: Refusal): Promise<void> =>
        recordEvent(db, { ...event, at: new Date(now()), outcome: 'refused' }).catch((error: unknown) =>
            log.error(
                { err: error, requestId: event.requestId, action: event.action, reason: event.reason },
                'a refusal could not be recorded'
            )
        );

    // Beyond a hundred a minute, an address that no one answers for is only counted, so that it cannot fill the audit.
    // A stranger's words are not kept: what stands in the address may be a token.
    const strangers = failedAttempts(100, 60);
    const allStrangers = failedAttempts(1000, 60);
    const recordStranger = (address: string, event: Refusal): Promise<void> =>
        Promise.all([strangers.count(address), allStrangers.count('all')]).then(
            () => recordRefusal(event),
            () =>
                log.warn(
                    { action: event.action, reason: event.reason },
                    'refused at a high rate; not recorded one by one'
                )
        );

    const authorizationServer = createAuthorizationServer({
        ...deps,
        issuer: `${publicUrl}/oauth`,
        onError: (error) => log.error({ err: error }, 'the authorization server failed'),
        onRefusal: ({ res, ...refusal }) => {
            const { address, id } = contextOf(res);
            void recordStranger(address, {
                ...refusal,
                actor: null,
                action: 'access_token.issue',
                subject: null,
                requestId: id
            });
        }
    });

    const http = express();
    http.disable('x-powered-by');
    http.set('trust proxy', config.trustedProxies);
    http.enable('case sensitive routing');
    http.set('query parser', 'simple');
    http.disable('etag');
    http.use((_req, res, next) => {
        if (!readiness.ready && readiness.reason === 'stopping') res.set('Connection', 'close');
        next();
    });
    http.use(requestContext(), requestLog(log), metrics.measure);
    // Documents on plain http://127.0.0.1 must still load their own scripts, hence no upgrade to https.
    http.use(helmet({ contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } } }));
    http.use(monitoringRoutes({ db, metrics, readiness: () => readiness }));
    http.use(docsRoutes());
    http.use('/oauth', issuingRoutes({ issue: authorizationServer.callback(), ready: () => opened !== undefined }));
    http.use((_req, _res, next) => {
        if (!opened) throw new Failure('database_unavailable', { retryAfterSeconds: 5 });
        next();
    });
    http.use('/v1', (_req, res, next) => {
        contextOf(res).action = 'api.request';
        res.set('Cache-Control', 'no-store');
        next();
    });
    http.use(enrolmentRoutes({ enrol: enrolOrg(deps) }));
    http.use(
        secretRoutes({
            requireCaller: requireActingCaller(authenticate(deps)),
            list: listSecrets(deps),
            describe: describeSecrets(deps),
            set: setToken({ ...deps, vault }),
            remove: removeToken(deps)
        })
    );
    http.use(noSuchRoute());
    http.use(
        problemHandler(log, async (context, failure) => {
            const unrecorded: FailureCode[] = ['too_many_attempts', 'database_unavailable'];
            if (context.action === undefined || unrecorded.includes(failure.code)) return;
            const event = {
                tenantId: context.tenantId ?? null,
                clientId: context.clientId ?? null,
                actor: context.actor ?? null,
                action: context.action,
                subject:
                    context.tenantId !== undefined || context.action === 'org.enrol' ? (context.subject ?? null) : null,
                reason: failure.code,
                requestId: context.id
            };
            await (event.tenantId === null ? recordStranger(context.address, event) : recordRefusal(event));
        })
    );

    const sweep = setInterval(() => {
        removeExpiredArtifacts(db, new Date(now() - hourMs)).catch((error: unknown) =>
            log.warn({ err: error }, 'expired tokens were not removed')
        );
    }, hourMs);
    sweep.unref();

    return {
        http,
        prepare: async () => {
            await migrate(db);
            const kek = await loadKek(config, db, (sentence) => {
                log.warn(sentence);
            });
            opened = createVault(kek);
            if (engine === 'embedded') closeDoor = await openOperatorDoor(config.dataDir, issueEnrolmentCode(deps));
            readiness = { ready: true };
            log.info({ engine, keyId: kek.id }, 'ready');
        },
        startDraining: () => {
            readiness = { ready: false, reason: 'stopping' };
        },
        close: async () => {
            clearInterval(sweep);
            await closeDoor?.();
            await close();
        }
    };
}
