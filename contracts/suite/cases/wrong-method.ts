import { isObject } from '../../files/json.ts';
import type { AcceptedRequests } from './accepted-request.ts';
import { type Case, single } from './case.ts';
import { refusal } from './expected-refusal.ts';

/** Never DELETE: a server that did have it would do it. */
const METHODS = ['PUT', 'PATCH'];

/** A method that the path does not have. */
export function wrongMethodCases(good: AcceptedRequests): Case[] {
  const { contract } = good;
  const { paths } = contract.api.document;
  const item = isObject(paths) ? paths[contract.operation.path] : undefined;
  const method = METHODS.find((one) => isObject(item) && item[one.toLowerCase()] === undefined);
  if (method === undefined) return [];
  return [
    single(contract, `method ${method}`, (values) => ({
      method,
      request: good.request(values),
      expected: refusal(contract, 'method-not-allowed', `the path has no ${method}`),
    })),
  ];
}
