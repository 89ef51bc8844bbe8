import type { Instance } from '../../domain/instances/instance.ts';
import { Refusal } from '../../domain/values/refusal.ts';
import { asOfNow, changed, type InstanceHome } from './apply-due-transitions.ts';

/** How often a change is tried anew because somebody else was faster. */
const TRIES = 100;

/**
 * Changes an instance as it is at this moment; of two changes at once the second sees the first.
 * @param change may refuse by throwing, or give back what it got; nothing is written then
 * @returns undefined when there is no such instance
 */
export async function changeInstance(
  home: InstanceHome,
  id: string,
  change: (now: Instance) => Instance,
): Promise<Instance | undefined> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const stored = await home.world.get(id);
    if (!stored) return undefined;
    const after = change(asOfNow(home, stored));
    if (after === stored || (await home.world.commit([changed(after, stored)]))) return after;
  }
  throw new Refusal('unavailable', { reason: `${id} changes too fast` });
}
