import { Refusal } from '../../domain/values/refusal.ts';
import type { LeftOutCalls } from '../../simulation/unknown-address/left-out-calls.ts';
import { hint, nearestOperations } from '../../simulation/unknown-address/nearest-operations.ts';
import type { Exchange } from '../exchange.ts';

/**
 * The refusal of a request that no operation answers; the journal tells which it may have meant, and the answer the
 * nearest of them.
 * @param allowed the methods that the path has
 * @param leftOut calls that are known and not answered
 */
export function refuseUnknownAddress(
  { entry, path, req, simulation, api }: Exchange,
  allowed: readonly string[],
  leftOut: LeftOutCalls,
): Refusal {
  const known = allowed.length === 0 ? leftOut.find(req.method, path, api) : undefined;
  if (known) {
    const { whose, why, page, instead } = known.call;
    entry.nearest = [];
    entry.leftOut = { whose, why, page, instead };
    const said = `${req.method} ${path} is a call of ${whose} that this stand-in leaves out: ${why}`;
    return new Refusal('left-out', { leftOut: said, instead: `${instead} ${page}` });
  }
  entry.nearest = nearestOperations(api ? [api] : simulation.apis, req.method, path);
  if (allowed.length === 0)
    return new Refusal('unknown-path', { method: req.method, path, nearest: hint(entry.nearest) });
  const methods = allowed.join(', ');
  return new Refusal(
    'method-not-allowed',
    { method: req.method, allowed: methods },
    { headers: { Allow: methods } },
  );
}
