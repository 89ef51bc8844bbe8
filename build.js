// The last steps of `npm run build`, after tsc: checks and prepares the data that ships, and puts the many modules of
// the command into few files, as opening them takes a good part of a start. The modules themselves stay, for those
// who import the package.
import { readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const dist = fileURLToPath(new URL('dist/', import.meta.url));
const behaviours = readdirSync(new URL('mock-server/behaviours', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => [`${name}/${name}`, `${dist}mock-server/behaviours/${name}/${name}.js`]);

await import('./dist/mock-server/stand-in/prepare.js');
await build({
  entryPoints: {
    main: `${dist}mock-server/main.js`,
    'compact-worker': `${dist}mock-server/store/file/compact-worker.js`,
    // Beside the others, as `discover.ts` and `compactor.ts` look for them next to where they are themselves.
    ...Object.fromEntries(behaviours),
  },
  outdir: `${dist}bundle`,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  packages: 'external',
  logLevel: 'warning',
});
writeFileSync(`${dist}mock-server/main.js`, "#!/usr/bin/env node\nimport '../bundle/main.js';\n");
