// Snapshots in memory are bounded like all else that is as large as clients want it.
import { expect, test } from '@jest/globals';
import { MemoryBudget } from '../../../../../mock-server/domain/memory/memory-budget.ts';
import { MemoryShelf } from '../../../../../mock-server/simulation/snapshots/snapshot-shelf.ts';

test('what there is no room for is refused; what is deleted or replaced makes room', async () => {
  const memory = new MemoryBudget(1_000_000);
  const shelf = new MemoryShelf(memory);
  const text = 'x'.repeat(100_000);
  let kept = 0;
  const fill = async (): Promise<void> => {
    for (;;) await shelf.write(`s${kept}`, text).then(() => (kept += 1));
  };
  await expect(fill()).rejects.toMatchObject({ refusal: 'insufficient-storage' });
  expect(kept).toBeGreaterThan(2);
  expect(memory.total).toBeGreaterThan(kept * text.length);
  expect((await shelf.names()).length).toBe(kept);
  await shelf.write('s0', text);
  await shelf.delete('s1');
  await shelf.write('another', text);
  await expect(shelf.write('one-more', text)).rejects.toThrow();
  for (const name of await shelf.names()) await shelf.delete(name);
  expect(memory.total).toBe(0);
  expect(await shelf.delete('s1')).toBe(false);
  expect(memory.total).toBe(0);
});
