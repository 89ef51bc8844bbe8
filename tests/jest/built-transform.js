/**
 * What a test imports of the product comes from `dist`, by Node's own loader, and so once for all test files of a worker:
 * Jest gives each file modules of its own, and to read, compile and prepare some four hundred of them takes half a second.
 */
import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';

const builtUrl = (path, rootDir) =>
  pathToFileURL(path.replace(rootDir, `${rootDir}/dist`).replace(/\.ts$/, '.js')).href;

const key = (source, path, { config }) =>
  createHash('sha256').update(`${config.rootDir}\n${path}\n`).update(source).digest('hex').slice(0, 32);

export default {
  async processAsync(_source, path, { config }) {
    const url = builtUrl(path, config.rootDir);
    const names = Object.keys(await import(url));
    const lines = names.map((name) => `export const ${name} = built.${name};`);
    return { code: [`const built = await importBuilt('${url}');`, ...lines].join('\n') };
  },
  getCacheKey: key,
  getCacheKeyAsync: key,
};
