import type { NearOperation } from '../../domain/journal/journal-entry.ts';
import { Refusal } from '../../domain/values/refusal.ts';
import type { Found } from '../../simulation/apis/operation-router.ts';
import type { LeftOutCalls } from '../../simulation/unknown-address/left-out-calls.ts';
import { hint, type NearestOperations } from '../../simulation/unknown-address/nearest-operations.ts';
import type { Exchange } from '../exchange.ts';

/** What is known of calls that no operation answers. */
export interface Unanswered {
  /** Calls that are known and not answered. */
  leftOut: LeftOutCalls;
  nearest: NearestOperations;
}

/**
 * The refusal of a request that no operation answers; the journal tells which it may have meant, and the answer the
 * nearest of them.
 * @param there what answers at the path to other methods
 */
export function refuseUnknownAddress(
  { entry, path, req, api }: Exchange,
  there: ReadonlyMap<string, Found>,
  { leftOut, nearest }: Unanswered,
): Refusal {
  const { method } = req;
  if (there.size > 0) {
    entry.nearest = [...there.values()].map((found) => withOtherMethod(found, method));
    const allowed = [...there.keys()].join(', ');
    return new Refusal('method-not-allowed', { method, allowed }, { headers: { Allow: allowed } });
  }
  const known = leftOut.find(method, path, api);
  if (known) {
    const { whose, why, page, instead } = known.call;
    entry.nearest = [];
    entry.leftOut = { whose, why, page, instead };
    const said = `${method} ${path} is a call of ${whose} that this stand-in leaves out: ${why}`;
    return new Refusal('left-out', { leftOut: said, instead: `${instead} ${page}` });
  }
  entry.nearest = nearest.find(method, path, api?.api);
  return new Refusal('unknown-path', { method, path, nearest: hint(entry.nearest) });
}

function withOtherMethod({ contract: { operation }, loaded, prefix }: Found, method: string): NearOperation {
  return {
    operationId: operation.id,
    api: operation.api,
    method: operation.method,
    path: prefix + operation.path.slice(loaded.api.prefixes[0]?.length),
    differences: [`the method is ${method} instead of ${operation.method}`],
  };
}
