import { isObject, type JsonObject } from '../../files/json.ts';
import { provenanceOf, UNKNOWN } from '../../files/provenance.ts';
import { evaluateCondition } from '../arazzo/condition.ts';
import { seenIn } from '../arazzo/expression.ts';
import type { Check, CheckFailure, Exchange } from './check.ts';

/** What a single answer says fits together, and with what was asked (`x-consistency` of the response). */
export const consistency: Check = {
  name: 'consistency',
  failuresOf(exchange) {
    const response = exchange.contract.responseFor(exchange.received.status);
    const promises = response?.node['x-consistency'];
    return (Array.isArray(promises) ? promises : [])
      .filter(isObject)
      .flatMap((promise) => broken(exchange, promise));
  },
};

function broken(exchange: Exchange, promise: JsonObject): CheckFailure[] {
  const { api, operation } = exchange.contract;
  const condition = String(promise.condition);
  const { comparisons } = evaluateCondition(condition, seenIn({ inputs: {}, steps: {} }, exchange));
  return (
    comparisons
      // What is missing is the schema's concern.
      .filter(({ holds, left, right }) => !holds && left !== undefined && right !== undefined)
      .map(({ text, left, right }) => {
        const place = api.origins.place(promise);
        return {
          sentence: `${operation.id} answered ${exchange.received.status}; ${text} does not hold: ${JSON.stringify(left)} against ${JSON.stringify(right)}`,
          cause: text,
          provenance: provenanceOf(promise, api.origins) ?? UNKNOWN,
          ...(place && { promise: place }),
          expected: right ?? null,
          actual: left ?? null,
        };
      })
  );
}
