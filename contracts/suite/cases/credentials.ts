import type { ApiTarget, BadCredential } from '../target/target.ts';
import type { AcceptedRequests } from './accepted-request.ts';
import { type Case, type Outcome, type Runner, single } from './case.ts';
import { refusal } from './expected-refusal.ts';

/** No credentials, and those that the target says are not good enough. */
export function credentialCases(good: AcceptedRequests, target: ApiTarget): Case[] {
  const { contract } = good;
  const { security } = contract.operation;
  // An alternative that needs nothing makes the operation public.
  if (security.length === 0 || security.some((one) => Object.keys(one).length === 0)) return [];
  const none = single(contract, 'no credentials', (values) => ({
    request: good.request(values),
    credentials: {},
    expected: refusal(contract, 'credentials-missing', 'there are no credentials'),
  }));
  const bad = Object.entries(target.credentials).flatMap(([scheme, known]) =>
    (known.bad ?? []).filter((one) => concerns(good, scheme, one)).map((one) => badCase(good, scheme, one)),
  );
  return [none, ...blankCases(good, target), ...bad];
}

/** The header is there, and nothing is in it: either it counts as missing, or as malformed. */
function blankCases(good: AcceptedRequests, target: ApiTarget): Case[] {
  const { contract } = good;
  const expected = refusal(
    contract,
    ['credentials-malformed', 'credentials-missing'],
    'the credentials are blank',
  );
  return Object.keys(target.credentials)
    .filter((scheme) => contract.operation.security.some((one) => one[scheme] !== undefined))
    .map((scheme) =>
      single(contract, `credentials blank ${scheme}`, (values) => ({
        request: good.request(values),
        credentials: { [scheme]: '' },
        expected,
      })),
    );
}

function concerns(
  { contract }: AcceptedRequests,
  scheme: string,
  { operations, lacks }: BadCredential,
): boolean {
  const { id, security } = contract.operation;
  const asked = security.flatMap((one) => (one[scheme] === undefined ? [] : [one[scheme]]));
  if (asked.length === 0 || (operations !== undefined && !operations.includes(id))) return false;
  return lacks === undefined || asked.every((permissions) => permissions.includes(lacks));
}

function badCase(good: AcceptedRequests, scheme: string, bad: BadCredential): Case {
  const { contract } = good;
  const { name, value, repeat = 1 } = bad;
  const play = async (runner: Runner): Promise<Outcome> => {
    const values = await runner.values(contract, 'shared');
    const request = good.request(values);
    const credentials = { [scheme]: value };
    const expected = refusal(contract, bad.refusal, `the credentials are ${name}`);
    // Those before the last are to use the credentials up, and may find that others have done so.
    for (let calls = 1; calls < repeat; calls += 1)
      await runner.send({ contract, request, credentials, expected });
    const { failures } = await runner.send({ contract, request, credentials, expected });
    return { failures };
  };
  return { contract, name: `credentials ${name}`, starts: 0, play };
}
