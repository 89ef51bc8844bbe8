import type { Json } from '../../files/json.ts';
import { isHeldTo } from '../../reader/refusal-rules.ts';
import { fieldOf, type Violation } from '../../schema/judging/violation.ts';
import type { CheckFailure, Exchange } from './check.ts';
import { statusesOf } from './was-refused.ts';

/** What the contract finds wrong with an answer; nothing where it is a refusal that need not be declared. */
export function violationsOf({ contract, received, json, expected }: Exchange): Violation[] {
  const { status } = received;
  const rules = expected.accepted
    ? []
    : expected.refusals.filter((rule) => statusesOf([rule]).includes(status));
  if (rules.length > 0 && !rules.some((rule) => isHeldTo(contract.operation, status, rule))) return [];
  return contract.checkAnswer({ status, headers: received.headers, body: json });
}

/** A violation of the contract as a failure of the answer. */
export function failureOf({ contract, received }: Exchange, violation: Violation): CheckFailure {
  const { provenance, promise, keyword } = violation;
  const field = fieldOf(violation.pointer);
  const subject = field === '' ? `its ${violation.in}` : `${violation.in} ${field}`;
  const shown = violation.actual === undefined ? '' : `, not ${JSON.stringify(violation.actual)}`;
  return {
    sentence: `${contract.operation.id} answered ${received.status}; ${subject} ${violation.message}${shown}`,
    cause: causeOf(violation.in, violation.pointer, keyword),
    provenance,
    ...(promise && { promise }),
    ...(violation.expected !== undefined && { expected: violation.expected as Json }),
    ...(violation.actual !== undefined && { actual: violation.actual as Json }),
  };
}

/** Part, place and keyword, as `body/items/-/name type`: of a list every item is meant. */
export function causeOf(part: string, pointer: string, keyword: string): string {
  return `${part}${pointer.replace(/\/\d+(?=\/|$)/g, '/-')} ${keyword}`;
}
