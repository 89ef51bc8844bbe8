import { sentence } from '../../reader/violation.ts';
import { type Mutations, mutationsOf } from '../mutations/requests.ts';
import { once } from '../once.ts';
import { type Case, single } from './case.ts';
import { fitted } from './fitted.ts';
import type { Good } from './good.ts';
import { refusal } from './refusal.ts';

type Mutation = Mutations['mutations'][number];

const mutations = once(mutationsOf);

/** For each restricting keyword of the request, the request that breaks just that one. */
export function mutatedCases(good: Good): Case[] {
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

function brokenBy({ contract }: Good, { request, keyword, in: part }: Mutation) {
  const violations = contract.checkRequest(structuredClone(request), request.type);
  return violations.find((one) => one.keyword === keyword && one.in === part) ?? violations[0];
}
