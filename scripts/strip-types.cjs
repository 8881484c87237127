// Jest's view of a TypeScript file: what Node itself runs, the types blanked out.
const { stripTypeScriptTypes } = require('node:module');

module.exports = {
    process: (source) => ({ code: stripTypeScriptTypes(source) })
};
