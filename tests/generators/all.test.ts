// What other generators, a linter and a player of calls make of the exported documents. They come from a lock file of their
// own, and several want a newer Node, which comes from there too; all that only in the full run.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { full } from '../full.ts';
import { installLocked, oddPackages } from '../locked-tools.ts';
import { served } from '../served.ts';
import { APIS, exported, said } from './exported.ts';

jest.setTimeout(600_000);

let home: string;
const inFull = full ? test : test.skip;

beforeAll(async () => {
  if (!full) return;
  home = await exported();
  await installLocked(import.meta.dirname, home);
  writeFileSync(join(home, '.spectral.yaml'), 'extends: ["spectral:oas"]\n');
});
afterAll(() => {
  if (home) rmSync(home, { recursive: true, force: true });
});

/** The Node of that folder. */
function node(): string {
  const names = ['linux-x64', 'linux-arm64', 'darwin-x64', 'bin-darwin-arm64', 'win-x64'];
  const paths = names.map((name) => join(home, `node_modules/node-${name}/bin/node`));
  return paths.find((path) => existsSync(path)) ?? process.execPath;
}

/** Runs the program of a package. */
async function program(name: string, ...args: string[]): Promise<string> {
  const file = join(home, 'node_modules', name, 'package.json');
  const { bin } = JSON.parse(readFileSync(file, 'utf8'));
  const path: string = typeof bin === 'string' ? bin : bin[Object.keys(bin)[0] ?? ''];
  return said(home, node(), join(dirname(file), path), ...args);
}

async function compiles(folder: string): Promise<void> {
  writeFileSync(
    join(home, 'only.json'),
    JSON.stringify({ extends: './tsconfig.json', include: [`${folder}/**/*.ts`] }),
  );
  expect(await program('typescript', '-p', 'only.json', '--listFilesOnly')).toContain(`${folder}/`);
  const tsc = join(home, 'node_modules/typescript/bin/tsc');
  expect(await said(home, node(), tsc, '-p', 'only.json')).toBe('\nexit code 0');
}

const orval = (api: string) => `export default { api: {
  input: { target: './${api}.json' },
  output: { target: './orval-${api}/client.ts', schemas: './orval-${api}/model', client: 'fetch', mode: 'split', mock: true },
} };`;

const kubb = (api: string) => `import { defineConfig } from '@kubb/core';
import { pluginClient } from '@kubb/plugin-client';
import { pluginOas } from '@kubb/plugin-oas';
import { pluginTs } from '@kubb/plugin-ts';
export default defineConfig({
  root: '.', input: { path: './${api}.json' }, output: { path: './kubb-${api}' },
  plugins: [pluginOas({ generators: [] }), pluginTs(), pluginClient({ client: 'fetch' })],
});`;

const GENERATORS: [name: string, generate: (api: string) => Promise<string>][] = [
  ['hey', (api) => program('@hey-api/openapi-ts', '-i', `${api}.json`, '-o', `hey-${api}`)],
  [
    'orval',
    (api) => {
      writeFileSync(join(home, 'orval.config.mjs'), orval(api));
      return program('orval', '--config', 'orval.config.mjs');
    },
  ],
  [
    'kubb',
    (api) => {
      writeFileSync(join(home, 'kubb.config.mjs'), kubb(api));
      return program('@kubb/cli', 'generate', '--config', 'kubb.config.mjs');
    },
  ],
  ['ng', (api) => program('ng-openapi-gen', '--input', `${api}.json`, '--output', `ng-${api}`)],
  [
    'zod',
    (api) => {
      mkdirSync(join(home, `zod-${api}`));
      return program('openapi-zod-client', `${api}.json`, '-o', `zod-${api}/client.ts`);
    },
  ],
];

inFull.each(APIS.flatMap((api) => GENERATORS.map(([name, generate]) => [name, api, generate] as const)))(
  '%s of %s compiles under strict',
  async (name, api, generate) => {
    expect(await generate(api)).toMatch(/exit code 0$/);
    await compiles(`${name}-${api}`);
  },
);

inFull.each(APIS)('Spectral has nothing to say of %s', async (api) => {
  const cli = join(home, 'node_modules/@stoplight/spectral-cli/dist/index.js');
  const line = await said(
    home,
    node(),
    cli,
    'lint',
    `${api}.json`,
    '-r',
    '.spectral.yaml',
    '--fail-severity',
    'hint',
  );
  expect(line).toBe("No results with a severity of 'hint' or higher found!\n\nexit code 0");
});

inFull('newman plays every call of both documents, and each answers 200', async () => {
  const server = await served(['--ephemeral']);
  for (const api of APIS) {
    const how = 'parametersResolution=Example,folderStrategy=Tags';
    await program('openapi-to-postmanv2', '-s', `${api}.json`, '-o', `${api}-calls.json`, '-O', how);
    const variables = [`baseUrl=${server.url}`, 'apiKey=apk_system_secret', 'bearerToken=any'];
    const flags = variables.flatMap((one) => ['--env-var', one]);
    const told = await program('newman', 'run', `${api}-calls.json`, ...flags);
    const statuses = [...told.matchAll(/\[(\d{3}) [A-Z]/gi)].map(([, status]) => status);
    expect(statuses).toEqual(Array(api === 'flowx' ? 8 : 4).fill('200'));
  }
  await server.end();
});

test('the lock file has nothing but packages of the public registry, each with its checksum', () => {
  expect(oddPackages(import.meta.dirname)).toEqual([]);
});
