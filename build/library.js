import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundledBehaviours, bundledWhenNeeded } from './bundled-behaviours.js';
import { root } from './root.js';

const FOLDER = join(root, 'dist', 'library');

/** What is had from the library, each by the name of its files in `dist/library`: what may be imported, and mistakes. */
const ENTRIES = {
  'create-mock': 'mock-server/in-process/create-mock.ts',
  matchers: 'contracts/suite/test-runners/matchers.ts',
  jest: 'contracts/suite/test-runners/jest.ts',
  verify: 'contracts/suite/run/verify.ts',
  mistake: 'contracts/files/mistake.ts',
};

const SHARED = {
  absWorkingDir: root,
  outdir: FOLDER,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  metafile: true,
  logLevel: 'warning',
};

/**
 * Puts all that can be imported, with the libraries that it needs, into one CommonJS file: test runners of either
 * module system take it, and a class is the same one for `import` and `require`.
 * @returns the files that are in it
 */
export async function bundleLibrary() {
  const commonJs = await build({
    ...SHARED,
    entryPoints: {
      'compaction-thread': 'mock-server/store/file/compaction/compaction-thread.ts',
      library: 'library-entries',
    },
    outExtension: { '.js': '.cjs' },
    format: 'cjs',
    // It is Jest that answers for this name.
    external: ['@jest/globals'],
    inject: ['build/host-globals.js'],
    define: { 'import.meta.url': 'urlOfThisFile' },
    banner: { js: "const urlOfThisFile = require('node:url').pathToFileURL(__filename).href;" },
    plugins: [entries, bundledBehaviours, bundledWhenNeeded],
  });
  await writeDoors();
  const vitest = await build({
    ...SHARED,
    entryPoints: { vitest: 'contracts/suite/test-runners/vitest.ts' },
    outExtension: { '.js': '.mjs' },
    format: 'esm',
    plugins: [fromLibrary],
  });
  // TypeScript takes a test file for CommonJS where its package says nothing else; Vitest runs it as a module all the same.
  const refusal =
    "[{ text: 'flowx-mock/vitest is for `import` in a test that Vitest runs, as Vitest itself is' }]";
  writeFileSync(join(FOLDER, 'vitest.cjs'), `throw new (require('./mistake.cjs').Mistake)(${refusal});\n`);
  return [commonJs, vitest].flatMap(({ metafile }) => Object.keys(metafile.inputs));
}

/** Each module is run when it is asked for, as some do something when they are. */
const entries = {
  name: 'library-entries',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^library-entries$/ }, () => ({ path: 'library-entries', namespace: 'made' }));
    onLoad({ filter: /./, namespace: 'made' }, () => ({
      resolveDir: root,
      contents: Object.entries(ENTRIES)
        .map(([name, path]) => `exports['${name}'] = () => require('./${path}');`)
        .join('\n'),
    }));
  },
};

/** Vitest is an ES module only, and so is what adds to it; the rest of it is the library's. */
const fromLibrary = {
  name: 'from-library',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(\.\/matchers|\.\.\/\.\.\/files\/mistake)\.ts$/ }, ({ path }) => ({
      path: path.replace(/^.*\/|\.ts$/g, ''),
      namespace: 'library',
    }));
    onResolve({ filter: /library\.cjs$/ }, () => ({ path: './library.cjs', external: true }));
    onLoad({ filter: /./, namespace: 'library' }, ({ path }) => ({
      contents: `import library from './library.cjs';\nexport const { matchers, Mistake } = library['${path}']();`,
      resolveDir: FOLDER,
    }));
  },
};

/** What `require` and `import` of a module open: two small files, one library behind them. */
async function writeDoors() {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: Object.values(ENTRIES),
    outdir: FOLDER,
    format: 'esm',
    write: false,
    metafile: true,
  });
  const modules = Object.values(metafile.outputs);
  for (const [name, path] of Object.entries(ENTRIES)) {
    const { exports } = modules.find(({ entryPoint }) => entryPoint === path);
    const opened = `library['${name}']()`;
    writeFileSync(join(FOLDER, `${name}.cjs`), `module.exports = require('./library.cjs')['${name}']();\n`);
    writeFileSync(
      join(FOLDER, `${name}.mjs`),
      `import library from './library.cjs';\nexport const { ${exports.sort().join(', ')} } = ${opened};\n`,
    );
  }
}
