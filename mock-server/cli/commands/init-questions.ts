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

/**
 * Who logs in. Whoever names no user is not asked for the others, and keeps the login that ships; `shippedLogin` has what is
 * taken of it where only users are named.
 */
export const identityQuestions: readonly [users: Question, ...Question[]] = [
  { name: 'loginUser', text: 'Users who log in, instead of those that ship', fallback: [], many: true },
  { name: 'loginRealm', text: 'Realm they log in to', fallback: [] },
  { name: 'loginClient', text: 'Client id of your front end', fallback: [] },
  {
    name: 'loginRedirect',
    text: 'Where your front end takes codes',
    fallback: ['http://localhost/*'],
    many: true,
  },
];

/** What `init` asks of the APIs. */
export async function starterQuestions(): Promise<Question[]> {
  return (await starters()).flatMap(([, { questions }]) => questions);
}
