import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import express, { Router } from 'express';
import { contract } from './contract.ts';

const swaggerUi = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

const page = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Strongroom API</title>
<link rel="stylesheet" href="/docs/assets/swagger-ui.css"></head>
<body><div id="docs"></div><script src="/docs/assets/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script></body></html>`;

const start = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#docs', deepLinking: true });`;

/** `GET /docs`: the contract to read and try. `GET /openapi.json`: the contract itself. */
export function docsRoutes(): Router {
    const router = Router();
    const document = contract();
    router.get('/openapi.json', (_req, res) => void res.json(document));
    router.get('/docs', (_req, res) => void res.type('html').send(page));
    router.get('/docs/start.js', (_req, res) => void res.type('js').send(start));
    router.use('/docs/assets', express.static(swaggerUi, { index: false }));
    return router;
}
