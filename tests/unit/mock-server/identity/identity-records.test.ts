// The logins of all worlds are bounded, whatever their number.
import { expect, test } from '@jest/globals';
import { inMemory } from '../../../../mock-server/identity/records/identity-file.ts';
import { IdentityRecords } from '../../../../mock-server/identity/records/identity-records.ts';

const clock = { now: () => 0 };

test('the worlds that were asked for longest ago make room, and that is told', async () => {
  const records = await IdentityRecords.open(inMemory, () => 0);
  const forgotten: string[] = [];
  records.onForgotten = (name) => forgotten.push(name);
  const worlds = ['one', 'two', 'three', 'four', 'five', 'six'].map((name) => ({ name, clock }));
  for (const world of worlds.slice(0, 5)) {
    const own = records.of(world);
    for (let number = 0; number < 2500; number += 1) own.revoke(`${number}`, 1);
    expect(own.size).toBe(2000);
  }
  expect(forgotten).toEqual([]);
  // The first one was asked for again, so the second is the oldest.
  for (const world of [worlds[0], worlds[5]])
    if (world) records.of(world).putPage('p', { realm: 'r', browser: 'b', expiresAt: 1 });
  if (worlds[5]) records.of(worlds[5]);
  expect(forgotten).toEqual(['two']);
  if (worlds[1]) expect(records.of(worlds[1]).size).toBe(0);
});

test('a thousand worlds, and no more', async () => {
  const records = await IdentityRecords.open(inMemory, () => 0);
  const forgotten: string[] = [];
  records.onForgotten = (name) => forgotten.push(name);
  for (let number = 0; number < 1002; number += 1)
    records.of({ name: `world-${number}`, clock }).revoke('a', 1);
  expect(forgotten).toEqual(['world-0', 'world-1']);
});

test('pages that wait are bounded by what they hold, too', async () => {
  const records = await IdentityRecords.open(inMemory, () => 0);
  const all = Array.from({ length: 40 }, (_, number) => records.of({ name: `world-${number}`, clock }));
  const login = { state: 'x'.repeat(16_000) } as never;
  let held = 0;
  for (const [number, own] of all.entries())
    for (let page = 0; page < 60; page += 1) {
      own.putPage(`${page}`, { realm: 'r', browser: 'b', expiresAt: 1, login });
      if (page % 20 === 0) records.of({ name: `world-${number}`, clock });
    }
  for (let number = 0; number < 40; number += 1) {
    const own = records.of({ name: `world-${number}`, clock });
    for (let page = 0; page < 60; page += 1) held += JSON.stringify(own.page(`${page}`) ?? '').length;
  }
  expect(held).toBeGreaterThan(5_000_000);
  expect(held).toBeLessThan(12_000_000);
});
