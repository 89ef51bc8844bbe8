import { execFile } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..', '..');

/** Installs what npm would publish of this project. @returns the folder with its node_modules */
export async function packed(scratch: string): Promise<string> {
  const home = join(scratch, 'flowx-mock');
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'package.json'), '{ "private": true }\n');
  const flags = ['--ignore-scripts', '--json', '--pack-destination', home];
  const { stdout } = await run('npm', ['pack', ...flags], { cwd: root });
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  await run('npm', ['install', '--no-audit', '--no-fund', join(home, filename)], { cwd: home });
  return home;
}
