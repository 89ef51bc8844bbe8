// The exported documents, and programs of packages, in a folder of their own.
import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify, stripVTControlCharacters } from 'node:util';
import { ran } from '../served.ts';

export const APIS = ['flowx', 'apptor'] as const;

/** For the compiler: a document's types are to be of use to who is strict. */
const STRICT = {
  compilerOptions: {
    ...{ strict: true, noEmit: true, skipLibCheck: true, experimentalDecorators: true, types: [] },
    ...{ target: 'es2022', module: 'esnext', moduleResolution: 'bundler', allowImportingTsExtensions: true },
    lib: ['es2022', 'dom', 'dom.iterable'],
  },
  exclude: ['node_modules'],
};

/** A new folder with `flowx.json` and `apptor.json` in it, and a `tsconfig.json`. */
export async function exported(): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), 'flowx-mock-generators-'));
  const documents = APIS.map(async (name) => {
    const { stdout } = await ran(['contract', 'openapi', name]);
    writeFileSync(join(home, `${name}.json`), stdout);
  });
  await Promise.all(documents);
  writeFileSync(join(home, 'tsconfig.json'), JSON.stringify(STRICT));
  writeFileSync(join(home, 'package.json'), '{ "private": true, "type": "module" }');
  return home;
}

/** What a program says, and its exit code. */
export async function said(cwd: string, command: string, ...args: string[]): Promise<string> {
  const options = {
    cwd,
    timeout: 400_000,
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, NO_COLOR: '1' },
  };
  const run = promisify(execFile)(command, args, options);
  const { stdout, stderr, code = 0 } = await run.catch((error) => error);
  return `${stripVTControlCharacters(stdout + stderr)}\nexit code ${code}`;
}
