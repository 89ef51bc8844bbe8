import type { AcceptedRequests } from './accepted-request.ts';
import { type Case, single } from './case.ts';

/** The documented bodies, or those that the target has instead; one request where there is no body. */
export function exampleCases(good: AcceptedRequests): Case[] {
  return good.bodies().map(({ name, value }) =>
    single(
      good.contract,
      `example ${name}`,
      (values) => ({
        request: good.request(values, value === undefined ? {} : { body: value }),
        expected: { accepted: true },
      }),
      good.accepting,
    ),
  );
}
