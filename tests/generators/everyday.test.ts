// Clients that two generators make of the exported documents compile under strict, and know every operation by its types.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { full } from '../full.ts';
import { root } from '../repository/project-files.ts';
import { APIS, exported, said } from './exported.ts';

jest.setTimeout(120_000);

const modules = join(root, 'node_modules');
const checker = createRequire(join(modules, '@arethetypeswrong/core/package.json'));
const tsc = join(modules, 'typescript/bin/tsc');
/** Whether a type is one: what is any, or never, fits everything. */
const KNOWN =
  'type Known<T> = [T] extends [never] ? false : 0 extends 1 & T ? false : keyof T extends never ? false : true;';
let home: string;

beforeAll(async () => {
  home = await exported();
  const own = join(home, 'node_modules');
  mkdirSync(own);
  for (const name of readdirSync(modules))
    if (!/^(\.|typescript$|openapi-typescript$)/.test(name))
      symlinkSync(join(modules, name), join(own, name));
  // openapi-typescript needs the compiler's API, which TypeScript 7 has not.
  symlinkSync(dirname(checker.resolve('typescript/package.json')), join(own, 'typescript'));
  cpSync(join(modules, 'openapi-typescript'), join(own, 'openapi-typescript'), { recursive: true });
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

interface Operation {
  operationId: string;
  parameters?: unknown[];
  requestBody?: { content: Record<string, { examples: Record<string, { value: unknown }> }> };
}

const operationsOf = (api: string): Operation[] =>
  Object.values<object>(JSON.parse(readFileSync(join(home, `${api}.json`), 'utf8')).paths).flatMap((item) =>
    Object.values(item).filter((one) => one.operationId),
  );

/** One process makes the types of all documents: most of its time goes into starting. */
const TYPES = `import openapi, { astToString } from 'openapi-typescript';
import { writeFileSync } from 'node:fs';
for (const api of process.argv.slice(2))
  writeFileSync(api + '-types.ts', astToString(await openapi(new URL(api + '.json', import.meta.url))));`;

/** Makes types, and a file that uses them: each request of the document is one, and answers have types. */
async function types(): Promise<string[]> {
  writeFileSync(join(home, 'types.mjs'), TYPES);
  expect(await said(home, process.execPath, 'types.mjs', ...APIS)).toMatch(/exit code 0$/);
  for (const api of APIS) {
    const uses = operationsOf(api).flatMap(({ operationId: id, requestBody }) => {
      const json = `operations['${id}']['requestBody']`;
      const examples = Object.values(requestBody?.content['application/json']?.examples ?? {});
      const sent = examples.map(
        ({ value }, at) =>
          `export const ${id}${at}: NonNullable<${json}>['content']['application/json'] = ${JSON.stringify(value)};`,
      );
      const answer = `operations['${id}']['responses'][200]['content']['application/json']`;
      return [...sent, `export const ${id}: Known<${answer}> = true;`];
    });
    writeFileSync(
      join(home, `${api}-use.ts`),
      [`import type { operations } from './${api}-types.ts';`, KNOWN, ...uses].join('\n'),
    );
  }
  return APIS.flatMap((api) => [`${api}-types.ts`, `${api}-use.ts`]);
}

/** Makes clients, and a file that uses them: a method for each operation, with a type for what it answers. */
async function clients(): Promise<string[]> {
  // It takes long: every day for one document.
  const apis = APIS.filter((api) => full || api === 'apptor');
  for (const api of apis) {
    const cli = join(modules, 'swagger-typescript-api/dist/cli.mjs');
    const args = ['generate', '-p', `${api}.json`, '-o', '.', '-n', `${api}-client.ts`];
    expect(await said(home, process.execPath, cli, ...args)).toMatch(/exit code 0$/);
    const group = api === 'flowx' ? 'api' : 'process';
    const uses = operationsOf(api).map(
      ({ operationId: id }) =>
        `export const ${id}: Known<Awaited<ReturnType<typeof client.${group}.${id}>>['data']> = true;`,
    );
    writeFileSync(
      join(home, `${api}-calls.ts`),
      [`import { Api } from './${api}-client.ts';`, 'const client = new Api();', KNOWN, ...uses].join('\n'),
    );
  }
  return apis.flatMap((api) => [`${api}-client.ts`, `${api}-calls.ts`]);
}

test('openapi-typescript and swagger-typescript-api know each operation by its types', async () => {
  const files = (await Promise.all([types(), clients()])).flat();
  writeFileSync(join(home, 'all.json'), JSON.stringify({ extends: './tsconfig.json', files }));
  expect(await said(home, process.execPath, tsc, '-p', 'all.json')).toBe('\nexit code 0');
});
