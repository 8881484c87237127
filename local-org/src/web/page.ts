import type { Org } from '../org/org.ts';

const asData = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');

/** The one HTML page: everything on it is drawn by the components of `app.js`. */
export const page = (org: Org, userId: string, appUrl: string): string => `<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Strongroom</title>
<link rel="icon" href="/public/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/styles/salesforce-lightning-design-system.min.css">
<link rel="stylesheet" href="/public/page.css">
<script id="context" type="application/json">${asData({ org: { id: org.id, name: org.name }, personas: org.personas, userId })}</script>
<script type="module" src="${appUrl}"></script>
</head>
<body class="slds-scope">
<noscript>This page needs JavaScript.</noscript>
</body>
</html>
`;
