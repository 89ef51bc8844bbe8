import { sentence } from '../../../contracts/schema/judging/violation.ts';
import { Refusal } from '../../domain/values/refusal.ts';
import type { Exchange } from '../exchange.ts';

/**
 * Holds a request against its contract: path, query, headers, body; all violations, not the first.
 * @throws Refusal violation
 */
export function checkRequest(exchange: Exchange): void {
  const { contract, entry, params, query, req, body, contentType } = exchange;
  if (!contract) return;
  const parts = { path: params, query, headers: { ...req.headers }, body };
  const violations = contract.checkRequest(parts, contentType);
  if (violations.length === 0) return;
  entry.violations = violations;
  throw new Refusal('violation', { problems: violations.map(sentence).join('; ') }, { violations });
}
