import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Contender } from './contender.ts';

const run = promisify(execFile);
const marker = '.installed';

/** Where a contender's packages are, or are to be. */
export function homeOf({ packages = [] }: Contender, scratch: string): string {
  return join(scratch, 'peers', packages.join('+').replace(/[^\w.@-]+/g, '_') || 'none');
}

/** Whether all that a contender needs is there, and if not, what is missing. */
export function missing(contender: Contender, scratch: string): string | undefined {
  if (contender.needs?.includes('java') && !hasJava()) return 'no Java here';
  if (!contender.packages || existsSync(join(homeOf(contender, scratch), marker))) return undefined;
  return `${contender.packages.join(', ')} not installed`;
}

let java: boolean | undefined;

function hasJava(): boolean {
  try {
    java ??= execFileSync('java', ['-version'], { stdio: 'ignore' }) !== undefined;
  } catch {
    java = false;
  }
  return java;
}

/** Installs a contender's packages from the npm registry, unless they are there; nothing runs while they are. */
export async function install(contender: Contender, scratch: string): Promise<void> {
  const home = homeOf(contender, scratch);
  if (!contender.packages || existsSync(join(home, marker))) return;
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'package.json'), '{ "private": true }\n');
  const flags = ['--no-audit', '--no-fund', '--ignore-scripts'];
  await run('npm', ['install', ...flags, ...contender.packages], { cwd: home });
  writeFileSync(join(home, marker), '');
}

/** What an installation takes: bytes on disk, and packages. */
export function weigh(folder: string): { bytes: number; packages: number } {
  let bytes = 0;
  let packages = 0;
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const { blocks } = statSync(join(folder, path), { throwIfNoEntry: false }) ?? { blocks: 0 };
    bytes += blocks * 512;
    if (/(^|\/)node_modules\/(@[^/]+\/)?[^/@.][^/]*\/package\.json$/.test(`node_modules/${path}`))
      packages += 1;
  }
  return { bytes, packages };
}
