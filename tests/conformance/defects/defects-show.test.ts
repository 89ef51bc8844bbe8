// No defect is one in name only: some client sees another answer than from the correct server.
import { afterAll, expect, test } from '@jest/globals';
import { full } from '../../full.ts';
import type { Defect } from './defect.ts';
import { EVERY_DEFECT } from './every-defect.ts';
import { differenceOf } from './probes/transcript.ts';
import { CORRECT, startUpstream } from './upstream.ts';

const upstream = await startUpstream();
afterAll(() => upstream.close());

/** A few of each kind, unless all of them are wanted. */
const tried = full ? EVERY_DEFECT : EVERY_DEFECT.filter((_, index) => index % 5 === 0);

test('there are enough of them, each has a name of its own, and every operation has some', () => {
  const names = EVERY_DEFECT.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThanOrEqual(150);
  expect(new Set(EVERY_DEFECT.flatMap(({ operationId }) => operationId ?? [])).size).toBe(10);
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
