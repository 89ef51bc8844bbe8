import type { Steering } from '../../domain/faults/fault.ts';
import type { Exchange } from '../exchange.ts';
import { readAhead } from '../steps/read-body.ts';
import { applyPreference, takeTwins } from './apply-preference.ts';

/**
 * Decides how an answer is steered, if at all: by what the client prefers, else by the faults of its world. Where it
 * is, the body has been read, whatever is wrong with it.
 * @throws Refusal preference-impossible
 */
export async function decideSteering(exchange: Exchange): Promise<void> {
  if (!mayBeSteered(exchange)) return;
  takeTwins(exchange);
  const wish = applyPreference(exchange);
  if (!wish && exchange.world.faults.looksAtBodies) await readAhead(exchange);
  const steering = wish ?? standing(exchange);
  if (!steering) return;
  exchange.steering = steering;
  exchange.entry.fault = { ...steering };
  // A connection is ended in good order only when everything that came on it was read.
  await readAhead(exchange);
}

/** Told at next to no cost, as nearly no request is steered. */
function mayBeSteered({ req, world }: Exchange): boolean {
  return req.headers.prefer !== undefined || !world.faults.none || req.url.includes('__');
}

function standing({ world, match, path, body }: Exchange): Steering | undefined {
  if (world.faults.none || !match) return undefined;
  const { loaded, contract, prefix } = match;
  const { name, prefixes, refusals } = loaded.api;
  const paths = [path, (prefixes[0] ?? '') + path.slice(prefix.length)];
  const declares = (code: number): boolean => contract.responseFor(code) !== undefined;
  const statusOf = (refusal: string): number | undefined => refusals.get(refusal)?.status;
  const call = { api: name, operationId: contract.operation.id, paths, body, declares, statusOf };
  return world.faults.decide(call, world.clock.now());
}
