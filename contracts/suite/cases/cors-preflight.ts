import type { AcceptedRequests } from './accepted-request.ts';
import { type Case, single } from './case.ts';

/** A good request from a page of an origin that the target lets in: the answer has the headers that browsers want. */
export function browserCases(good: AcceptedRequests, origin: string | undefined): Case[] {
  if (origin === undefined) return [];
  const request = (values: Parameters<AcceptedRequests['request']>[0]) => {
    const plain = good.request(values);
    return { ...plain, headers: { ...plain.headers, origin } };
  };
  return [
    single(
      good.contract,
      'from a browser',
      (values) => ({ request: request(values), expected: { accepted: true } }),
      good.accepting,
    ),
  ];
}
