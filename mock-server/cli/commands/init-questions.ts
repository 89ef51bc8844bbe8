import { behaviourNames, discoverBehaviour } from '../../behaviours/find-behaviours.ts';
import type { Question, Starter } from '../../behaviours/template-for-init.ts';

/** By API, how a user's own fixtures begin. */
export async function starters(): Promise<[api: string, starter: Starter][]> {
  const found: [string, Starter][] = [];
  for (const name of behaviourNames()) {
    const behaviour = await discoverBehaviour(name);
    if (behaviour?.starter) found.push([name, behaviour.starter]);
  }
  return found;
}

/** Everything `init` may ask. */
export async function starterQuestions(): Promise<Question[]> {
  return (await starters()).flatMap(([, { questions }]) => questions);
}
