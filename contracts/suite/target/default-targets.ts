import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { memoize } from '../../files/memoize.ts';
import { readSource } from '../../files/source-file.ts';
import type { Api } from '../../reader/api.ts';
import type { Contract } from '../../reader/contract.ts';
import { withToken } from './issued-tokens.ts';
import { checkTarget } from './read-targets.ts';
import type { ApiTarget, Targets } from './target.ts';
import { targetFromContract } from './target-from-contract.ts';
import { secretsOf } from './target-secrets.ts';

/**
 * The stand-in as it ships: what stands in `target.yaml` of each API folder, else what its contract says.
 * @param contractsOf by operation id
 * @param tokens by API, one to call it with
 * @throws Mistake with file and line
 */
export function defaultTargets(
  apis: readonly Api[],
  contractsOf: (api: Api) => ReadonlyMap<string, Contract>,
  tokens: ReadonlyMap<string, string> = new Map(),
): Targets {
  const targets = new Map(
    apis.map((api) => {
      const target = writtenTarget(api) ?? targetFromContract(api, contractsOf(api).values());
      return [api.name, withToken(api, target, tokens.get(api.name))];
    }),
  );
  return { apis: targets, secrets: secretsOf(targets) };
}

const writtenTarget = memoize((api: Api): ApiTarget | undefined => {
  const path = join(api.folder, 'target.yaml');
  if (!existsSync(path)) return undefined;
  const source = readSource<ApiTarget>(path);
  checkTarget(source);
  return source.value;
});
