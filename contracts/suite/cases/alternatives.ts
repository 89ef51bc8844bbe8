import type { ApiTarget } from '../target/target.ts';
import type { AcceptedRequests } from './accepted-request.ts';
import { type Case, single } from './case.ts';

/**
 * Each further way to say who calls, of those the contract has and the target has credentials for. An operation with
 * credentials of its own takes no others.
 */
export function alternativeCases(good: AcceptedRequests, { credentials }: ApiTarget): Case[] {
  const { contract, target } = good;
  if (target.credentials) return [];
  const usable = contract.operation.security
    .map((one) => Object.keys(one))
    .filter((schemes) => schemes.length > 0 && schemes.every((scheme) => credentials[scheme] !== undefined));
  return usable.slice(1).map((schemes) =>
    single(
      contract,
      `credentials ${schemes.join(' and ')}`,
      (values) => ({
        request: good.request(values),
        credentials: Object.fromEntries(schemes.map((scheme) => [scheme, credentials[scheme]?.value ?? ''])),
        expected: { accepted: true },
      }),
      good.accepting,
    ),
  );
}
