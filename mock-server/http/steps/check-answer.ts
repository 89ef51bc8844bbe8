import type { Answer, Exchange } from '../exchange.ts';
import { lowerCaseHeaders } from '../transport/lower-case-headers.ts';
import { addHeaders } from './add-headers.ts';
import type { Cors } from './cors.ts';
import { defect } from './refuse.ts';

/** Holds our own answer against the contract: one that breaks it is a defect of ours, and never sent as it is. */
export function checkAnswer(exchange: Exchange, found: Answer, cors: Cors): Answer {
  const { contract } = exchange;
  const { status, body, source } = found;
  // A contract need not list the refusals that every API has; where it lists one, that is held against it, too.
  if (!contract || (source === 'refusal' && !contract.responseFor(status))) return found;
  const violations = contract.checkAnswer({ status, headers: lowerCaseHeaders(found.headers), body });
  return violations.length === 0 ? found : addHeaders(exchange, defect(exchange, violations), cors);
}
