// Jest's filter, which it takes as CommonJS only.
const { everyday } = require('./long-files.js');

module.exports = (paths) => ({ filtered: everyday(paths) });
