import { setImmediate as nextTurn } from 'node:timers/promises';

/** So many are taken before others get their turn. */
const AT_ONCE = 20;

/** A list, one after the other, such that others get their turn now and then: what is done with each takes a while. */
export async function* inTurns<T>(list: readonly T[]): AsyncGenerator<T> {
  for (const [index, one] of list.entries()) {
    if (index % AT_ONCE === 0) await nextTurn();
    yield one;
  }
}
