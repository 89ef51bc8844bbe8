import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Api } from '../../reader/api.ts';
import { readSource } from '../../reader/source-file.ts';
import { checkTarget } from './read-targets.ts';
import { secretsOf } from './secrets-of.ts';
import type { ApiTarget, Targets } from './target.ts';

/**
 * The stand-in as it ships: what stands in `target.yaml` of each API folder. An API without one is not called.
 * @throws Mistake with file and line
 */
export function defaultTargets(apis: readonly Api[]): Targets {
  const known = apis.flatMap((api): [string, ApiTarget][] => {
    const path = join(api.folder, 'target.yaml');
    if (!existsSync(path)) return [];
    const source = readSource(path);
    checkTarget(source);
    return [[api.name, source.value as unknown as ApiTarget]];
  });
  const targets = new Map(known);
  return { apis: targets, secrets: secretsOf(targets) };
}
