import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Mistake } from '../../../contracts/files/mistake.ts';
import { packageFolder } from '../../../contracts/files/package-folder.ts';
import type { Api } from '../../../contracts/reader/api.ts';
import { type Compile, typesOf } from '../../../contracts/reader/export/typescript-types.ts';
import { bundledApis } from '../../../contracts/reader/read-api.ts';
import { namedApi } from './named-api.ts';

/** Nothing may resolve it sooner: it weighs more than all of ours, and is of use to those with APIs of their own only. */
const COMPILER = 'json-schema-to-typescript';

/**
 * The TypeScript types of an API. Those of the APIs that ship were made when the package was.
 * @param name the API's; may be left out where there is one only
 * @param contracts folders with more APIs
 * @throws Mistake for an API that is not there, or whose types cannot be made
 */
export async function contractTypes(name: string | undefined, contracts: readonly string[]): Promise<string> {
  const found = namedApi(name, contracts);
  const ready = join(packageFolder(), 'contracts', 'types', `${found.name}.d.ts`);
  const ships = found.folder === join(bundledApis(), found.name);
  return ships && existsSync(ready) ? readFile(ready, 'utf8') : made(found);
}

async function made(api: Api): Promise<string> {
  const { compile } = (await import(COMPILER).catch(() => {
    throw new Mistake(
      [{ text: `the types of ${api.name} have to be made, and ${COMPILER} is not installed` }],
      `Run "npm install --save-dev ${COMPILER}" beside flowx-mock, and then this again.`,
    );
  })) as { compile: Compile };
  return typesOf(api, compile);
}
