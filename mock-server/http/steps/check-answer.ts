import { isHeldTo } from '../../../contracts/reader/refusal-rules.ts';
import type { Answer, Exchange } from '../exchange.ts';
import { lowerCaseHeaders } from '../transport/lower-case-headers.ts';
import { addHeaders } from './add-headers.ts';
import type { Cors } from './cors.ts';
import { defect } from './refuse.ts';

/**
 * Holds our own answer against the contract: one that breaks it is never sent as it is. What a behaviour made is a defect
 * of ours; what comes of the contract alone, its examples, its schemas and its envelope, is the contract's mistake.
 */
export function checkAnswer(exchange: Exchange, found: Answer, cors: Cors): Answer {
  const { contract } = exchange;
  const { status, body, source } = found;
  if (!contract || (source === 'refusal' && !isHeld(exchange, status))) return found;
  const violations = contract.checkAnswer({ status, headers: lowerCaseHeaders(found.headers), body });
  return violations.length === 0
    ? found
    : addHeaders(exchange, defect(exchange, violations, source === 'behaviour'), cors);
}

/** Whether a refusal has to be as the operation declares it. */
function isHeld({ api, contract, entry }: Exchange, status: number): boolean {
  const rule = api?.api.refusals.get(entry.refusal?.name ?? '');
  return contract !== undefined && rule !== undefined && isHeldTo(contract.operation, status, rule);
}
