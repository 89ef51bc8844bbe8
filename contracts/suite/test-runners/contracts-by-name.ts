import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Mistake } from '../../files/mistake.ts';
import type { Api } from '../../reader/api.ts';
import { type Contract, compileContracts } from '../../reader/contract.ts';
import { bundledApis, loadApi, loadApis } from '../../reader/read-api.ts';

let bundled: Api[] | undefined;
const elsewhere = new Map<string, Api>();
const compiled = new Map<Api, Map<string, Contract>>();

/**
 * The API of a name that ships, or that of a folder.
 * @throws Mistake saying which there are
 */
export function apiNamed(name: string): Api {
  bundled ??= loadApis([bundledApis()]);
  const api = bundled.find((known) => known.name === name) ?? elsewhere.get(name);
  if (api) return api;
  if (!existsSync(join(name, 'openapi.yaml'))) {
    const names = bundled.map((known) => known.name).join(', ');
    throw new Mistake(
      [{ text: `there is no API ${JSON.stringify(name)}` }],
      `There are ${names}; or name a folder with an openapi.yaml.`,
    );
  }
  const read = loadApi(name);
  elsewhere.set(name, read);
  return read;
}

/** The APIs that ship. */
export function allApis(): Api[] {
  bundled ??= loadApis([bundledApis()]);
  return bundled;
}

/**
 * The compiled contract of an operation.
 * @throws Mistake saying which there are
 */
export function contractNamed(name: string, operationId: string): Contract {
  const api = apiNamed(name);
  const contracts = compiled.get(api) ?? compileContracts(api);
  compiled.set(api, contracts);
  const contract = contracts.get(operationId);
  if (contract) return contract;
  const ids = api.operations.map(({ id }) => id).join(', ');
  throw new Mistake(
    [{ text: `${api.name} has no operation ${JSON.stringify(operationId)}` }],
    `There are ${ids}.`,
  );
}
