import { behaviourNames, discoverBehaviour } from '../../behaviours/find-behaviours.ts';
import type { InitTemplate, Question } from '../../behaviours/template-for-init.ts';

/** By API, how a user's own fixtures begin. */
export async function starters(): Promise<[api: string, starter: InitTemplate][]> {
  const found: [string, InitTemplate][] = [];
  for (const name of behaviourNames()) {
    const behaviour = await discoverBehaviour(name);
    if (behaviour?.initTemplate) found.push([name, behaviour.initTemplate]);
  }
  return found;
}

/** Everything `init` may ask. */
export async function starterQuestions(): Promise<Question[]> {
  return (await starters()).flatMap(([, { questions }]) => questions);
}
