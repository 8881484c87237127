// Jest's view of a TypeScript file: what Node itself runs, the types blanked out. Jest 29 gives a module no
// `import.meta.dirname` and `import.meta.filename`, so that their values are written in.
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { stripTypeScriptTypes } = require('node:module');
const { dirname } = require('node:path');

const self = readFileSync(__filename);

const placed = (code, path) =>
    code
        .replaceAll(/\bimport\.meta\.dirname\b/g, () => JSON.stringify(dirname(path)))
        .replaceAll(/\bimport\.meta\.filename\b/g, () => JSON.stringify(path));

module.exports = {
    process: (source, path) => ({ code: placed(stripTypeScriptTypes(source), path) }),
    getCacheKey: (source, path) =>
        createHash('sha256').update(self).update(process.version).update(path).update(source).digest('hex')
};
