import type { Check } from './check.ts';
import { flawOf, violationsOf } from './violation-failures.ts';

/** The body of an answer that is no refusal matches its schema. */
export const body: Check = {
  name: 'body',
  judge: (exchange) =>
    exchange.received.status >= 400
      ? []
      : violationsOf(exchange)
          .filter((violation) => violation.in === 'body')
          .map((violation) => flawOf(exchange, violation)),
};
