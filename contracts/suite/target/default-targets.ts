import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { once } from '../../files/memoize.ts';
import { readSource } from '../../files/source-file.ts';
import type { Api } from '../../reader/api.ts';
import { checkTarget } from './read-targets.ts';
import type { ApiTarget, Targets } from './target.ts';
import { secretsOf } from './target-secrets.ts';

/**
 * The stand-in as it ships: what stands in `target.yaml` of each API folder. An API without one is not called.
 * @throws Mistake with file and line
 */
export function defaultTargets(apis: readonly Api[]): Targets {
  const known = apis.map((api) => [api.name, targetOf(api)] as const);
  const targets = new Map(
    known.filter((entry): entry is readonly [string, ApiTarget] => entry[1] !== undefined),
  );
  return { apis: targets, secrets: secretsOf(targets) };
}

const targetOf = once((api: Api): ApiTarget | undefined => {
  const path = join(api.folder, 'target.yaml');
  if (!existsSync(path)) return undefined;
  const source = readSource(path);
  checkTarget(source);
  return source.value as unknown as ApiTarget;
});
