import type { Check } from './check.ts';
import { failureOf, violationsOf } from './violation-failures.ts';

/** The body of an answer that is no refusal matches its schema. */
export const body: Check = {
  name: 'body',
  failuresOf: (exchange) =>
    exchange.received.status >= 400
      ? []
      : violationsOf(exchange)
          .filter((violation) => violation.in === 'body')
          .map((violation) => failureOf(exchange, violation)),
};
