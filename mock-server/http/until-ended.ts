import type { Instance } from '../domain/instance.ts';
import type { Living } from '../stand-in/living.ts';
import { waitFor } from '../stand-in/wait.ts';
import type { Exchange } from './exchange.ts';
import { goneSignal } from './gone-signal.ts';
import { waitOf } from './prefer.ts';

/** Looks at an instance, and where the client prefers to wait, again until it has ended. */
export async function untilEnded(
  exchange: Exchange,
  living: Living,
  id: string,
): Promise<Instance | undefined> {
  const seconds = waitOf(exchange.preferences);
  if (seconds === 0) return living.get(id);
  exchange.applied.push(`wait=${seconds}`);
  const ended = (instance: Instance): boolean => living.lifecycleOf(instance).isFinal(instance.state);
  return waitFor(exchange.world, living, id, ended, {
    most: seconds * 1000,
    signal: goneSignal(exchange.res),
  });
}
