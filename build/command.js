import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundledBehaviours, bundledWhenNeeded } from './bundled-behaviours.js';
import { root } from './root.js';

/**
 * Puts the command with the libraries that it needs into few files, as opening many takes a third of a start.
 * @returns the files that are in it
 */
export async function bundleCommand() {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: {
      main: 'mock-server/main.ts',
      // Beside the others, as `compaction-schedule.ts` looks for it next to where it is itself.
      'compaction-thread': 'mock-server/store/file/compaction/compaction-thread.ts',
    },
    outdir: join(root, 'dist', 'bundle'),
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    plugins: [bundledBehaviours, bundledWhenNeeded],
    // Libraries that are CommonJS require Node's own modules, and an ES module has no `require` of itself.
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
    metafile: true,
    logLevel: 'warning',
  });
  writeFileSync(join(root, 'dist/mock-server/main.js'), "#!/usr/bin/env node\nimport '../bundle/main.js';\n");
  return Object.keys(metafile.inputs);
}
