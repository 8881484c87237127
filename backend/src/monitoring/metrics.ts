import type { RequestHandler } from 'express';
import { Counter, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { contextOf, routeOf } from '../platform/request-context.ts';

export interface Metrics {
    /** Measures each request under its route's template. */
    readonly measure: RequestHandler;
    /** `GET /metrics`, in Prometheus' text format. */
    readonly expose: RequestHandler;
}

/** Labels are method, route template, status and failure code: nothing a caller could fill with a value. */
export function createMetrics(): Metrics {
    const register = new Registry();
    collectDefaultMetrics({ register });
    const duration = new Histogram({
        name: 'strongroom_http_request_duration_seconds',
        help: 'Time to answer a request',
        labelNames: ['method', 'route', 'status'],
        buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5],
        registers: [register]
    });
    const refusals = new Counter({
        name: 'strongroom_refusals_total',
        help: 'Requests refused, by failure code',
        labelNames: ['code'],
        registers: [register]
    });
    const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']);
    return {
        measure: (req, res, next) => {
            const end = duration.startTimer();
            res.once('finish', () => {
                const method = methods.has(req.method) ? req.method : 'other';
                end({ method, route: routeOf(req), status: res.statusCode });
                const { failure } = contextOf(res);
                if (failure !== undefined) refusals.inc({ code: failure });
            });
            next();
        },
        expose: async (_req, res) => {
            res.type(register.contentType).send(await register.metrics());
        }
    };
}
