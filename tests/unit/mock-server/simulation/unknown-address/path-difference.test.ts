import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { pathDifference } from '../../../../../mock-server/simulation/unknown-address/path-difference.ts';

const segments = fc.array(fc.constantFrom('a', 'b', 'ab', 'abc', 'c'), { maxLength: 5 });
/** In steps of a quarter, so that sums are exact in whatever order they are made. */
const unlikeness = (asked: string, wanted: string): number =>
  asked === wanted ? 0 : Math.min(1, Math.abs(asked.length - wanted.length) / 4 + 0.5);

/** The least that it takes to make one list of the other, by trying everything. */
function least([mine, ...asked]: string[], [other, ...wanted]: string[]): number {
  if (mine === undefined) return other === undefined ? 0 : 1 + wanted.length;
  if (other === undefined) return 1 + asked.length;
  return Math.min(
    unlikeness(mine, other) + least(asked, wanted),
    1 + least(asked, [other, ...wanted]),
    1 + least([mine, ...asked], wanted),
  );
}

test('no way costs less than the one that is found', () => {
  fc.assert(
    fc.property(segments, segments, (asked, wanted) => {
      expect(pathDifference(asked, wanted, unlikeness).cost).toBe(least(asked, wanted));
    }),
  );
});

test('its steps lead from the one to the other, and cost what is told', () => {
  fc.assert(
    fc.property(segments, segments, (asked, wanted) => {
      const way = pathDifference(asked, wanted, unlikeness);
      const steps = way.steps();
      const kept = steps.filter(({ kind }) => kind !== 'missing');
      expect(kept.map((step) => step.asked)).toEqual(asked);
      expect(kept.map(({ at }) => at)).toEqual(asked.map((_, index) => index + 1));
      expect(steps.filter(({ kind }) => kind !== 'extra').map((step) => step.wanted)).toEqual(wanted);
      const costs = steps.map((step) =>
        step.kind === 'same' || step.kind === 'other' ? unlikeness(step.asked, step.wanted) : 1,
      );
      expect(costs.reduce((sum, cost) => sum + cost, 0)).toBe(way.cost);
      for (const { kind, asked: mine, wanted: other } of steps) expect(kind === 'same').toBe(mine === other);
    }),
  );
});

test('what is missing belongs before the segment that follows it', () => {
  const [first, second] = pathDifference(['b'], ['a', 'b'], unlikeness).steps();
  expect(first).toEqual({ kind: 'missing', asked: '', wanted: 'a', at: 1 });
  expect(second).toEqual({ kind: 'same', asked: 'b', wanted: 'b', at: 1 });
});
