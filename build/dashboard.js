// The page at /__admin/: its modules with the library that draws them in one script, beside its style and its HTML.
import { copyFileSync, mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { root } from './root.js';

const SOURCE = join(root, 'mock-server/dashboard');

/** @returns the files that are in it, below the project's folder */
export async function bundleDashboard() {
  const folder = join(root, 'dist/dashboard');
  mkdirSync(folder, { recursive: true });
  const { metafile } = await build({
    entryPoints: { dashboard: join(SOURCE, 'page.tsx'), style: join(SOURCE, 'page.css') },
    outdir: folder,
    bundle: true,
    // What is needed for some views only is loaded by them, under its own name.
    splitting: true,
    chunkNames: '[name]',
    minify: true,
    format: 'esm',
    target: 'es2022',
    tsconfig: join(SOURCE, 'tsconfig.json'),
    metafile: true,
    absWorkingDir: root,
    legalComments: 'none',
  });
  copyFileSync(join(SOURCE, 'page.html'), join(folder, 'index.html'));

  return Object.keys(metafile.inputs).map((path) => relative(root, join(root, path)));
}
