import { Refusal } from '../../domain/values/refusal.ts';
import { hint, nearestOperations } from '../../simulation/unknown-address/nearest-operations.ts';
import type { Exchange } from '../exchange.ts';

/**
 * The refusal of a request that no operation answers; the journal tells which it may have meant, and the answer the
 * nearest of them.
 * @param allowed the methods that the path has
 */
export function refuseUnknownAddress(
  { entry, path, req, simulation }: Exchange,
  allowed: readonly string[],
): Refusal {
  entry.nearest = nearestOperations(simulation.apis, req.method, path);
  if (allowed.length === 0)
    return new Refusal('unknown-path', { method: req.method, path, nearest: hint(entry.nearest) });
  const methods = allowed.join(', ');
  return new Refusal(
    'method-not-allowed',
    { method: req.method, allowed: methods },
    { headers: { Allow: methods } },
  );
}
