// A clock is moved and kept where it is then; where that cannot be kept, it is as if nobody had moved it.
import { expect, test } from '@jest/globals';
import { ImpossibleMove } from '../../../../mock-server/domain/time/world-clock.ts';
import { type Change, StoreUnavailable } from '../../../../mock-server/store/interface/store.ts';
import { MemoryStore } from '../../../../mock-server/store/memory/memory-store.ts';
import { MemoryRows } from '../../../../mock-server/store/memory/rows.ts';
import { Worlds } from '../../../../mock-server/worlds/world-registry.ts';

/** Refuses writes for a while, each after a turn of the event loop. */
class RefusingStore extends MemoryStore {
  #refusals = 0;

  constructor() {
    super(new MemoryRows());
  }

  refuse(times: number): void {
    this.#refusals = times;
  }

  override async commit(world: string, change: Change): Promise<boolean> {
    this.#refusals -= 1;
    const refused = this.#refusals >= 0;
    await new Promise((resolve) => setImmediate(resolve));
    if (refused) throw new StoreUnavailable('full');
    return super.commit(world, change);
  }
}

const real = { now: 0 };

async function world() {
  real.now = 0;
  const store = new RefusingStore();
  const worlds = new Worlds({ store, clock: { now: () => real.now }, seed: 'seed', most: 10, kept: [] });
  return { store, world: await worlds.get('w') };
}

test('of moves at once, the one that is refused takes none of the others back', async () => {
  for (const refusals of [1, 2, 3]) {
    const { store, world: one } = await world();
    store.refuse(refusals);
    const moves = [1, 10, 100].map((by) => one.moveClock((clock) => clock.advance(by)));
    const results = await Promise.allSettled(moves);
    expect(results.map(({ status }) => status === 'rejected')).toEqual([0, 1, 2].map((n) => n < refusals));
    expect(one.clock.now()).toBe([110, 100, 0][refusals - 1]);
    expect((await store.record('w'))?.time ?? one.clock.kept()).toEqual(one.clock.kept());
  }
});

test('a clock that was to stand goes on, and real time has gone on meanwhile', async () => {
  const { store, world: one } = await world();
  store.refuse(1);
  const refused = expect(one.moveClock((clock) => clock.freeze())).rejects.toThrow(StoreUnavailable);
  real.now = 7;
  await refused;
  expect([one.clock.now(), one.clock.mode]).toEqual([7, 'running']);
});

test('who waits is told that the time is another', async () => {
  const { store, world: one } = await world();
  store.refuse(1);
  const seen: number[] = [];
  one.onChange(() => seen.push(one.clock.now()));
  await expect(one.moveClock((clock) => clock.advance(5))).rejects.toThrow('full');
  expect(seen).toEqual([0]);
});

test('a move that is none does not hold up the next one', async () => {
  const { world: one } = await world();
  await expect(one.moveClock((clock) => clock.advance(-1))).rejects.toThrow(ImpossibleMove);
  await one.moveClock((clock) => clock.advance(3));
  expect(one.clock.now()).toBe(3);
});
