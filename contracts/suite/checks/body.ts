import type { Check } from './check.ts';
import { failureOf, noJson, violationsOf } from './violation-failures.ts';

/** The body of an answer that is no refusal matches its schema. */
export const body: Check = {
  name: 'body',
  failuresOf(exchange) {
    if (exchange.received.status >= 400) return [];
    const unreadable = noJson(exchange);
    if (unreadable) return [unreadable];
    return violationsOf(exchange)
      .filter((violation) => violation.in === 'body')
      .map((violation) => failureOf(exchange, violation));
  },
};
