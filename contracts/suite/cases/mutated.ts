import { memoize } from '../../files/memoize.ts';
import { type Mutations, mutationsOf } from '../../reader/calls/broken-requests.ts';
import { problemsOf } from '../../reader/calls/good-request.ts';
import { fitted } from '../../reader/calls/with-target-values.ts';
import { sentence } from '../../schema/judging/violation.ts';
import type { AcceptedRequests } from './accepted-request.ts';
import { type Case, single } from './case.ts';
import { refusal } from './expected-refusal.ts';

type Mutation = Mutations['mutations'][number];

const mutations = memoize(mutationsOf);

/** For each restricting keyword of the request, the request that breaks just that one. */
export function mutatedCases(good: AcceptedRequests): Case[] {
  const { contract } = good;
  const { id } = contract.operation;
  return mutations(contract).mutations.flatMap((mutation) => {
    const broken = brokenBy(good, mutation);
    if (!broken) return [];
    const name = mutation.name.slice(id.length + 1);
    return single(contract, name, (values) => ({
      request: fitted(contract, mutation.request, values, mutation),
      expected: refusal(contract, 'violation', sentence(broken), broken),
    }));
  });
}

function brokenBy({ contract }: AcceptedRequests, { request, keyword, in: part }: Mutation) {
  const violations = problemsOf(contract, request);
  return violations.find((one) => one.keyword === keyword && one.in === part) ?? violations[0];
}
