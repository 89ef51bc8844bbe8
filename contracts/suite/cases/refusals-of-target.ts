import type { Values } from '../../reader/calls/request.ts';
import type { RefusedRequest } from '../target/target.ts';
import type { AcceptedRequests } from './accepted-request.ts';
import { type Case, single } from './case.ts';
import { refusal } from './expected-refusal.ts';

/** Requests that are well formed and that this server refuses all the same, as the target says. */
export function targetRefusalCases(good: AcceptedRequests): Case[] {
  const { contract } = good;
  return (good.target.hopeless ?? []).map((one) =>
    single(contract, one.name, (values) => ({
      request: requestOf(good, values, one),
      expected: refusal(contract, one.refusal, `it is ${one.name}`),
    })),
  );
}

function requestOf(good: AcceptedRequests, known: Values, { values, query, body }: RefusedRequest) {
  const request = good.request({ ...known, ...values }, body === undefined ? {} : { body });
  return { ...request, query: { ...request.query, ...query } };
}
