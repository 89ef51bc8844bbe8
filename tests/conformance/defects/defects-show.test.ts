// No defect is one in name only: some client sees another answer than from the correct server.
import { afterAll, expect, test } from '@jest/globals';
import { OPERATION_IDS } from '../../bundled-operations.ts';
import { full } from '../../full.ts';
import type { Defect } from './defect.ts';
import { EVERY_DEFECT } from './every-defect.ts';
import { differenceOf } from './probes/transcript.ts';
import { CORRECT, startUpstream } from './upstream.ts';

const upstream = await startUpstream();
afterAll(() => upstream.close());

/** A few of each kind, unless all of them are wanted. */
const tried = full ? EVERY_DEFECT : EVERY_DEFECT.filter((_, index) => index % 12 === 0);

test('there are enough of them, and each has a name of its own', () => {
  const names = EVERY_DEFECT.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThanOrEqual(150);
});

/** The operations whose answers no defect changes: those of other kinds are derived for every good call. */
const withoutDefects = (operations: readonly string[]): string[] => {
  const seeded = new Set(EVERY_DEFECT.flatMap((one) => (one.kind === 'fields' ? one.operationId : [])));
  return operations.filter((id) => !seeded.has(id));
};

test('every operation has defects: one that is new gets its own in kinds/fields.ts', () => {
  expect(OPERATION_IDS.length).toBeGreaterThanOrEqual(10);
  expect(withoutDefects(OPERATION_IDS)).toEqual([]);
  expect(withoutDefects([...OPERATION_IDS, 'oneThatIsNew'])).toEqual(['oneThatIsNew']);
});

test.each(tried)('$name', async (defect) => {
  expect(await differenceOf(upstream, defect)).toBeDefined();
});

test('a layer that changes nothing shows nowhere', async () => {
  for (const api of ['flowx', 'apptor'] as const) {
    const none: Defect = { name: 'nothing', api, kind: 'nothing', layer: () => CORRECT };
    expect(await differenceOf(upstream, none)).toBeUndefined();
  }
});
