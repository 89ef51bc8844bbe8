import type { Check } from './check.ts';
import { failureOf, violationsOf } from './violation-failures.ts';

/** The headers that the contract has for this status are there and match their schemas. */
export const headers: Check = {
  name: 'headers',
  failuresOf: (exchange) =>
    violationsOf(exchange)
      .filter((violation) => violation.in === 'header')
      .map((violation) => failureOf(exchange, violation)),
};
