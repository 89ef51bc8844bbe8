import { problemsOf } from '../../reader/calls/good-request.ts';
import { sentence } from '../../schema/judging/violation.ts';
import type { AcceptedRequests } from './accepted-request.ts';
import { type Case, single, skipped } from './case.ts';

/** The documented bodies, or those that the target has instead; one request where there is no body. */
export function exampleCases(good: AcceptedRequests): Case[] {
  return good.bodies().map(({ name, value }) => {
    const [problem] = value === undefined ? [] : problemsOf(good.contract, good.request({}, { body: value }));
    if (problem)
      return skipped(
        good.contract,
        `example ${name}`,
        `the example breaks the contract: ${sentence(problem)}`,
      );
    return single(
      good.contract,
      `example ${name}`,
      (values) => ({
        request: good.request(values, value === undefined ? {} : { body: value }),
        expected: { accepted: true },
      }),
      good.accepting,
    );
  });
}
