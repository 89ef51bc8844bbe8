import type { Check } from './check.ts';
import { flawOf, violationsOf } from './violation-failures.ts';

/** The headers that the contract has for this status are there and match their schemas. */
export const headers: Check = {
  name: 'headers',
  judge: (exchange) =>
    violationsOf(exchange)
      .filter((violation) => violation.in === 'header')
      .map((violation) => flawOf(exchange, violation)),
};
