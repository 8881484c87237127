import { Router } from 'express';
import { type Db, pingDatabase } from '../platform/db.ts';
import type { Metrics } from './metrics.ts';

/** Whether the service may be sent requests now; `reason` says why not. */
export type Readiness = { ready: true } | { ready: false; reason: 'starting' | 'stopping' };

/**
 * `GET /healthz`: 200 while the process answers at all. `GET /readyz`: 200 when it can serve, else 503 with the reason
 * (`starting`, `stopping`, `database_unavailable`). `GET /metrics`: Prometheus.
 */
export function monitoringRoutes({
    db,
    metrics,
    readiness
}: {
    db: Db;
    metrics: Metrics;
    readiness: () => Readiness;
}): Router {
    const router = Router();
    router.get('/healthz', (_req, res) => void res.json({ status: 'ok' }));
    router.get('/readyz', async (_req, res) => {
        const state = readiness();
        const reason = state.ready
            ? await pingDatabase(db).then(
                  () => undefined,
                  () => 'database_unavailable'
              )
            : state.reason;
        if (reason === undefined) return void res.json({ status: 'ready' });
        res.status(503).set('Retry-After', '5').json({ status: 'not_ready', reason });
    });
    router.get('/metrics', metrics.expose);
    return router;
}
