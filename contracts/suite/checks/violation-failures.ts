import type { Json } from '../../files/json.ts';
import { provenanceOf, UNKNOWN } from '../../files/provenance.ts';
import { whyNoJson } from '../../files/why-no-json.ts';
import { isJson, mediaTypeOf } from '../../reader/media-type.ts';
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
  const body = /^text\//i.test(received.headers['content-type'] ?? '') ? received.body : json;
  return contract.checkAnswer({ status, headers: received.headers, body });
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

/** The failure of a body that says it is JSON and is not: why, and where; undefined for every other. */
export function noJson({ contract, received, json }: Exchange): CheckFailure | undefined {
  const type = mediaTypeOf(received.headers['content-type']);
  if (json !== undefined || type === undefined || !isJson(type) || received.body === '') return undefined;
  const why = whyNoJson(received.body);
  const response = contract.responseFor(received.status);
  if (why === undefined || !response || Object.keys(response.content).length === 0) return undefined;
  const { origins } = contract.api;
  const promise = origins.place(response.node);
  return {
    sentence: `${contract.operation.id} answered ${received.status}; its body is no JSON: ${why}`,
    cause: 'body json',
    provenance: provenanceOf(response.node, origins) ?? UNKNOWN,
    ...(promise && { promise }),
  };
}
