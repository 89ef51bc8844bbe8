// What a world that has ended may still do: nothing that its successor would see.
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import type { Instance } from '../../../../mock-server/domain/instances/instance.ts';
import { type Change, type Put, StoreUnavailable } from '../../../../mock-server/store/interface/store.ts';
import { MemoryStore } from '../../../../mock-server/store/memory/memory-store.ts';
import { Worlds } from '../../../../mock-server/worlds/world-registry.ts';

/** A store whose writes take their time. */
class SlowStore extends MemoryStore {
  override async commit(world: string, change: Change): Promise<boolean> {
    await pause(20);
    return super.commit(world, change);
  }
}

const worldsOver = (store: MemoryStore, kept: string[] = []): Worlds =>
  new Worlds({ store, clock: { now: () => 0 }, seed: 'seed', most: 10, kept });

function put(id: string): Put {
  const instance: Instance = {
    id,
    api: 'a',
    process: 'p',
    version: 1,
    state: 's',
    data: {},
    timers: [],
    startedAt: '',
    facts: {},
    timeline: [],
    key: 'k',
  };
  return { instance, expected: null };
}

test.each(['reset', 'delete'] as const)(
  'after %s a late write counts as done, and writes nothing',
  async (end) => {
    const worlds = worldsOver(new MemoryStore());
    const old = await worlds.get('w');
    await old.commit([put('one')]);
    await worlds[end]('w');
    old.ids.uuid();
    old.clock.advance(1000);
    expect(await old.commit([put('late')])).toBe(true);
    expect([await old.get('one'), await old.find('a', 'k'), await old.list({ limit: 10 })]).toEqual([
      undefined,
      [],
      { items: [] },
    ]);
    const next = await worlds.get('w');
    expect(await next.list({ limit: 10 })).toEqual({ items: [] });
    expect([next.ids.sequence, next.clock.now()]).toEqual([0, 0]);
  },
);

test('a write that is on its way when the world ends does not arrive in the next one', async () => {
  const worlds = worldsOver(new SlowStore());
  const old = await worlds.get('w');
  old.ids.uuid();
  const writing = old.commit([put('on its way')]);
  const [, next] = await Promise.all([worlds.delete('w'), worlds.get('w')]);
  expect(await writing).toBe(true);
  expect(await next.list({ limit: 10 })).toEqual({ items: [] });
  expect([next === old, next.ids.sequence]).toEqual([false, 0]);
});

test('those who wait for a change are told of the end', async () => {
  const worlds = worldsOver(new MemoryStore());
  const old = await worlds.get('w');
  const told = new Promise<string>((resolve) => old.onChange(() => resolve('told')));
  await worlds.reset('w');
  expect(await told).toBe('told');
});

/** A store that forgets nothing for a while, and says so when it is told to. */
class RefusingStore extends MemoryStore {
  refuse: (() => void) | undefined;
  refusing = true;

  override async drop(world: string): Promise<void> {
    if (!this.refusing) return super.drop(world);
    await new Promise<void>((resolve) => {
      this.refuse = resolve;
    });
    throw new StoreUnavailable('full');
  }
}

test.each(['reset', 'delete'] as const)(
  'where %s is refused, the world goes on, with all that came meanwhile',
  async (end) => {
    const store = new RefusingStore();
    const worlds = worldsOver(store);
    const old = await worlds.get('w');
    await old.commit([put('one')]);
    const ending = expect(worlds[end]('w')).rejects.toThrow(StoreUnavailable);
    while (!store.refuse) await pause(1);
    const meanwhile = old.commit([put('two')]);
    const asked = worlds.get('w');
    store.refuse();
    await ending;
    expect(await meanwhile).toBe(true);
    expect([old.closed, (await asked) === old, worlds.names()]).toEqual([false, true, ['w']]);
    expect((await old.list({ limit: 10 })).items.map(({ id }) => id)).toEqual(['one', 'two']);
    store.refusing = false;
    await worlds.delete('w');
    expect([old.closed, worlds.names(), await store.worlds()]).toEqual([true, [], []]);
  },
);

test('a world that is just being opened, and could not be deleted, is the one that goes on', async () => {
  const store = new RefusingStore();
  const worlds = worldsOver(store, ['w']);
  const making = worlds.get('w');
  const ending = expect(worlds.delete('w')).rejects.toThrow(StoreUnavailable);
  while (!store.refuse) await pause(1);
  const made = await making;
  const writing = made.commit([put('one')]);
  store.refuse();
  await ending;
  expect([await writing, (await worlds.get('w')) === made, made.closed]).toEqual([true, true, false]);
  expect((await store.list('w', { limit: 10 })).items).toHaveLength(1);
});

test('two new worlds for which others have to go make room once for each', async () => {
  const worlds = new Worlds({
    store: new SlowStore(),
    clock: { now: () => 0 },
    seed: 'seed',
    most: 3,
    kept: [],
  });
  for (const name of ['a', 'b', 'c']) await (await worlds.get(name)).commit([]);
  await Promise.all(['d', 'e'].map(async (name) => (await worlds.get(name)).commit([])));
  expect(worlds.names()).toEqual(['c', 'd', 'e']);
});

test('two who ask for a new world at once get the same one', async () => {
  const worlds = worldsOver(new SlowStore());
  const [one, other] = await Promise.all([worlds.get('w'), worlds.get('w')]);
  expect(one).toBe(other);
  expect(worlds.names()).toEqual([]);
  await Promise.all([one.commit([]), other.commit([])]);
  expect(worlds.names()).toEqual(['w']);
});

test('a world that the store cannot give now is the same world later', async () => {
  const store = new MemoryStore();
  await (await worldsOver(store).get('w')).commit([put('one')]);
  const record = store.record.bind(store);
  store.record = async () => Promise.reject(new Error('away'));
  const worlds = worldsOver(store, ['w']);
  await expect(worlds.get('w')).rejects.toThrow('away');
  store.record = record;
  expect(worlds.names()).toEqual(['w']);
  expect((await (await worlds.get('w')).list({ limit: 10 })).items).toHaveLength(1);
});
