// Which requests a fault is for, how many, and what chance makes of it.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type FaultCall,
  type FaultRule,
  Faults,
} from '../../../../../mock-server/domain/faults/choose-fault.ts';
import type { Effect } from '../../../../../mock-server/domain/faults/fault.ts';

const CALL: FaultCall = {
  api: 'a',
  operationId: 'o',
  paths: ['/o'],
  body: undefined,
  declares: (code) => code !== 418,
  statusOf: (refusal) => ({ tired: 503, teapot: 418 })[refusal],
};

function rule(effect: Partial<Effect>, more: Partial<FaultRule> & { probability?: number } = {}): FaultRule {
  const { probability = 1, ...others } = more;
  return {
    entry: { ...effect },
    covers: () => true,
    within: () => true,
    looksAtBody: false,
    skip: 0,
    times: Number.POSITIVE_INFINITY,
    outcomes: [{ probability, effect: { when: 'before', ...effect } }],
    ...others,
  };
}

/** What a number of calls meet: a status, or undefined. */
const codes = (faults: Faults, count: number, call = CALL) =>
  Array.from({ length: count }, () => faults.decide(call, 0)?.code);

const small = fc.nat({ max: 8 });

test('skip and times are a stretch of the calls it is for, whatever comes between', () => {
  fc.assert(
    fc.property(small, small, fc.array(fc.boolean(), { maxLength: 30 }), (skip, times, mine) => {
      const faults = new Faults('s', [
        rule({ code: 503 }, { skip, times, covers: ({ api }) => api === 'a' }),
      ]);
      const fired = mine.map((one) => faults.decide({ ...CALL, api: one ? 'a' : 'b' }, 0) !== undefined);
      let count = 0;
      const expected = mine.map((one) => {
        if (one) count += 1;
        return one && count > skip && count <= skip + times;
      });
      expect(fired).toEqual(expected);
      const matched = mine.filter(Boolean).length;
      expect(faults.entries()).toEqual([{ code: 503, matched, fired: fired.filter(Boolean).length }]);
    }),
  );
});

test('calls outside its window are not counted', () => {
  fc.assert(
    fc.property(small, small, fc.array(fc.nat({ max: 20 }), { maxLength: 30 }), (from, length, moments) => {
      const within = (now: number) => now >= from && now < from + length;
      const faults = new Faults('s', [rule({ code: 503 }, { within, skip: 1 })]);
      const fired = moments.filter((now) => faults.decide(CALL, now)).length;
      expect(fired).toBe(Math.max(0, moments.filter(within).length - 1));
    }),
  );
});

test('the same seed and the same order of calls give the same; what others are in the list does not matter', () => {
  fc.assert(
    fc.property(fc.string(), fc.double({ min: 0, max: 1, noNaN: true }), (seed, probability) => {
      const uniform = { uniform: { min: 0, max: 1000 } };
      const own = rule({ delay: uniform }, { probability });
      const drawn = (rules: FaultRule[]) => {
        const faults = new Faults(seed, rules);
        return Array.from({ length: 20 }, () => faults.decide(CALL, 0)?.delay);
      };
      expect(drawn([own])).toEqual(drawn([own]));
      expect(drawn([own, rule({ code: 503 }, { probability: 0 })])).toEqual(drawn([own]));
    }),
  );
});

test('a probability is met in the long run, and never and always are never and always', () => {
  for (const probability of [0, 0.1, 0.5, 0.9, 1]) {
    const faults = new Faults('long', [rule({ code: 503 }, { probability })]);
    const share = codes(faults, 10_000).filter(Boolean).length / 10_000;
    expect(Math.abs(share - probability)).toBeLessThan(probability % 1 === 0 ? Number.EPSILON : 0.02);
  }
});

test('of several outcomes at most one happens, each with its share', () => {
  const outcomes = [503, 500, 429].map((code, index) => ({
    probability: [0.5, 0.2, 0.1][index] ?? 0,
    effect: { code, when: 'before' as const },
  }));
  const drawn = codes(new Faults('shares', [rule({}, { outcomes })]), 10_000);
  const share = (code: number | undefined) => drawn.filter((one) => one === code).length / 10_000;
  expect([503, 500, 429, undefined].map((code) => Math.round(share(code) * 10))).toEqual([5, 2, 1, 2]);
});

test('different worlds, different luck', () => {
  const drawn = (seed: string) => codes(new Faults(seed, [rule({ code: 503 }, { probability: 0.5 })]), 50);
  expect(drawn('one')).not.toEqual(drawn('two'));
});

test('the first that fires decides, and those behind it do not count the call', () => {
  const faults = new Faults('s', [rule({ code: 503 }, { times: 1 }), rule({ code: 500 }, { times: 1 })]);
  expect(codes(faults, 3)).toEqual([503, 500, undefined]);
  expect(faults.entries()).toMatchObject([{ matched: 3 }, { matched: 2 }]);
  const broken = new Faults('s', [rule({ fault: 'reset' }), rule({ code: 500 })]);
  expect(broken.decide(CALL, 0)).toMatchObject({ fault: 'reset', by: { fault: 0 } });
  expect(broken.entries()).toMatchObject([{ matched: 1 }, { matched: 0 }]);
});

test('delays add up to ten minutes at most, and stay in front of what decides', () => {
  const faults = new Faults('s', [
    rule({ delay: 400_000 }),
    rule({ delay: { fixed: 400_000 }, when: 'after' }),
    rule({ code: 503, delay: 1 }, { times: 1 }),
  ]);
  expect(faults.decide(CALL, 0)).toMatchObject({
    code: 503,
    delay: 600_000,
    when: 'before',
    by: { fault: 2 },
  });
  expect(faults.decide(CALL, 0)).toEqual({ delay: 600_000, when: 'after', by: { fault: 0 } });
});

test('delays before a drip are waited, and its own is how long it takes', () => {
  const drips = [{ fault: 'drip' as const }, { fault: 'drip' as const, delay: 7 }];
  const [plain, timed] = drips.map((drip) =>
    new Faults('s', [rule({ delay: 3 }), rule({ delay: 2 }), rule(drip)]).decide(CALL, 0),
  );
  expect(plain).toEqual({ fault: 'drip', when: 'before', delay: 5, by: { fault: 2 } });
  expect(timed).toEqual({ ...plain, over: 7 });
});

test('a status that an operation does not declare is not for it, nor counted', () => {
  const faults = new Faults('s', [
    rule({ code: 418 }),
    rule({ refusal: 'teapot' }),
    rule({ refusal: 'unknown' }),
  ]);
  expect(codes(faults, 2)).toEqual([undefined, undefined]);
  expect(faults.entries().map(({ matched }) => matched)).toEqual([0, 0, 0]);
  expect(codes(new Faults('s', [rule({ refusal: 'tired' })]), 1)).toEqual([503]);
});

test('another list begins to count anew', () => {
  const faults = new Faults('s', [rule({ code: 503 }, { looksAtBody: true })]);
  codes(faults, 3);
  expect([faults.none, faults.looksAtBodies]).toEqual([false, true]);
  faults.replace([rule({ code: 500 })]);
  expect(faults.entries()).toEqual([{ code: 500, matched: 0, fired: 0 }]);
  faults.replace([]);
  expect([faults.none, faults.looksAtBodies, faults.entries()]).toEqual([true, false, []]);
});
