import type { Instance } from '../../domain/instances/instance.ts';
import { Refusal } from '../../domain/values/refusal.ts';
import { waitForInstance } from '../../simulation/instances/wait-for-instance.ts';
import type { WorldInstances } from '../../simulation/instances/world-instances.ts';
import type { Exchange } from '../exchange.ts';
import { clientGone } from '../transport/client-gone.ts';
import { waitOf } from '../transport/parse-prefer.ts';
import { isEnding, STOPPING } from '../transport/server-ending.ts';

/** Looks at an instance, and where the client prefers to wait, again until it has ended. */
export async function waitUntilEnded(
  exchange: Exchange,
  instances: WorldInstances,
  id: string,
): Promise<Instance | undefined> {
  const seconds = waitOf(exchange.preferences);
  if (seconds === 0) return instances.get(id);
  exchange.applied.push(`wait=${seconds}`);
  const ended = (instance: Instance): boolean => instances.lifecycleOf(instance).isFinal(instance.state);
  const seen = await waitForInstance(instances, id, ended, {
    most: seconds * 1000,
    signal: clientGone(exchange.res),
  });
  if (seen && !ended(seen) && isEnding(exchange.req.socket))
    throw new Refusal('unavailable', { reason: STOPPING });
  return seen;
}
