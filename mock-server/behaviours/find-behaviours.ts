import { existsSync, readdirSync } from 'node:fs';
import type { Behaviour } from './behaviour.ts';

/** Sources when the project is developed, build output when it is used. */
const EXTENSION = import.meta.url.endsWith('.ts') ? 'ts' : 'js';

/** The behaviour of an API: the module beside this one that has its name; undefined for an API that is data only. */
export async function discoverBehaviour(api: string): Promise<Behaviour | undefined> {
  if (!/^[a-z][a-z0-9-]*$/.test(api)) return undefined;
  const module = new URL(`./${api}/${api}.${EXTENSION}`, import.meta.url);
  if (!existsSync(module)) return undefined;
  const { behaviour } = (await import(module.href)) as { behaviour: Behaviour };
  return behaviour;
}

/** The names of all behaviours there are. */
export function behaviourNames(): string[] {
  const entries = readdirSync(new URL('.', import.meta.url), { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}
