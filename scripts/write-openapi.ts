// Usage: npm run openapi — writes the service's contract to backend/openapi.json.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contract } from '../backend/src/contract.ts';

writeFileSync(join(import.meta.dirname, '../backend/openapi.json'), `${JSON.stringify(contract(), undefined, 2)}\n`);
