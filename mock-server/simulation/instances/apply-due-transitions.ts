import { followDueTransitions } from '../../domain/instances/due-transitions.ts';
import type { Following, Instance } from '../../domain/instances/instance.ts';
import type { Lifecycle } from '../../domain/instances/lifecycle.ts';
import { type Put, StoreUnavailable } from '../../store/interface/store.ts';
import type { World } from '../../worlds/world.ts';

/** Whose instances they are, and what each of them follows. */
export interface InstanceHome {
  readonly world: World;
  lifecycleOf(instance: Following): Lifecycle;
}

/** The instance as it is now: all transitions that fell due since it was stored are in it. Nothing is written. */
export function asOfNow(home: InstanceHome, stored: Instance): Instance {
  return followDueTransitions(stored, home.lifecycleOf(stored), home.world.clock.now());
}

/** What is to be written of an instance that was made from one that is stored. */
export function changed(instance: Instance, { version, timeline }: Instance): Put {
  return { instance, expected: version, timelineBefore: timeline.length };
}

/** Keeps what fell due, so that it need not be followed again; where it cannot be kept it is followed again. */
export async function applyDueTransitions(home: InstanceHome, stored: Instance): Promise<Instance> {
  const instance = asOfNow(home, stored);
  if (instance === stored || (await keep(home, [changed(instance, stored)]))) return instance;
  const newer = await home.world.get(stored.id);
  return newer ? asOfNow(home, newer) : instance;
}

/** Keeps what fell due for many instances, in one write. */
export async function applyAllDueTransitions(
  home: InstanceHome,
  stored: readonly Instance[],
): Promise<Instance[]> {
  const now = stored.map((one) => asOfNow(home, one));
  const puts = now.flatMap((instance, index) => {
    const before = stored[index];
    return before && before !== instance ? [changed(instance, before)] : [];
  });
  if (puts.length === 0 || (await keep(home, puts))) return now;
  return Promise.all(stored.map((one) => applyDueTransitions(home, one)));
}

/**
 * Whether nobody was faster; where the store does not take it now, a later look will follow the same delays. To look makes
 * no world.
 */
async function keep({ world }: InstanceHome, puts: Put[]): Promise<boolean> {
  if (!world.made) return true;
  try {
    return await world.commit(puts);
  } catch (error) {
    if (error instanceof StoreUnavailable) return true;
    throw error;
  }
}
