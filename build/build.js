// The last steps of `npm run build`, after tsc: checks and prepares the data that ships, and puts the command with the
// libraries that it needs into few files, as opening many takes a third of a start. The modules themselves stay, for
// those who import the package.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { noteBuild } from './built-from.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const bundle = join(root, 'dist', 'bundle');
const behaviours = readdirSync(join(root, 'mock-server', 'behaviours'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => [`${name}/${name}`, `mock-server/behaviours/${name}/${name}.ts`]);

await import('../dist/mock-server/simulation/precompile.js');
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: {
    main: 'mock-server/main.ts',
    'compaction-thread': 'mock-server/store/file/compaction/compaction-thread.ts',
    // Beside the others, as `find-behaviours.ts` and `compaction-schedule.ts` look for them next to where they are themselves.
    ...Object.fromEntries(behaviours),
  },
  outdir: bundle,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  // Libraries that are CommonJS require Node's own modules, and an ES module has no `require` of itself.
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
  metafile: true,
  logLevel: 'warning',
});
writeFileSync(join(bundle, 'THIRD-PARTY-LICENSES.txt'), licences(Object.keys(metafile.inputs)));
writeFileSync(join(root, 'dist/mock-server/main.js'), "#!/usr/bin/env node\nimport '../bundle/main.js';\n");
noteBuild();

/** The licences of all libraries that files are from, as each asks for wherever its code goes. */
function licences(files) {
  const folders = files.map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0]);
  const texts = [...new Set(folders)]
    .filter(Boolean)
    .sort()
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
      const file = readdirSync(join(root, folder)).find((one) => /^licen[cs]e/i.test(one));
      const text = file ? readFileSync(join(root, folder, file), 'utf8').trim() : `License: ${license}`;
      return `${name} ${version}\n\n${text}\n`;
    });
  return texts.join(`\n${'-'.repeat(80)}\n\n`);
}
