// Time is a value: it must not matter when, or how often, somebody looked.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  beginInstance,
  followDueTransitions,
  nextDue,
  receiveEvent,
  TooManyTransitions,
} from '../../../../../mock-server/domain/instances/due-transitions.ts';
import type { Instance } from '../../../../../mock-server/domain/instances/instance.ts';
import { Lifecycle } from '../../../../../mock-server/domain/instances/lifecycle.ts';
import type { LifecycleConfig } from '../../../../../mock-server/domain/instances/lifecycle-config.ts';
import type { Data } from '../../../../../mock-server/domain/values/process-data.ts';

const START = Date.parse('2026-06-01T12:00:00.000Z');
const GIVEN = { id: 'i', api: 'a', process: 'p', facts: {} };

/** Guards name a member that must be there. */
const judge = (schema: unknown, data: Data): boolean => Object.hasOwn(data, String(schema));

const guard = (name: string) => ({ type: 'dataMatches' as const, params: { schema: name } });
const mergeData = (data: Data) => ({ type: 'mergeData' as const, params: { data } });

const NAMES = ['s0', 's1', 's2', 's3', 's4'];
const MEMBERS = ['x', 'y', 'z'];
const way = fc.record(
  {
    target: fc.constantFrom(...NAMES),
    reenter: fc.boolean(),
    guard: fc.constantFrom(...MEMBERS).map(guard),
    actions: fc.oneof(
      fc.constantFrom(...MEMBERS).map((name) => mergeData({ [name]: 1 })),
      fc.constantFrom(...MEMBERS).map((name) => ({ type: 'removeData' as const, params: { names: [name] } })),
    ),
  },
  { requiredKeys: [] },
);
const delay = fc.constantFrom('PT1S', 'PT2S', 'PT0.7S', '1300', 'PT10S', 'PT1M');
const ways = fc.oneof(way, fc.array(way, { minLength: 1, maxLength: 3 }));
const state = fc.record({
  meta: fc.constant({}),
  after: fc.dictionary(delay, ways, { maxKeys: 3 }),
  on: fc.record({ GO: ways }),
});
const lifecycle: fc.Arbitrary<LifecycleConfig> = fc
  .tuple(state, state, state, state)
  .map(([s0, s1, s2, s3]) => ({
    initial: 's0',
    states: { s0, s1, s2, s3, s4: { type: 'final', meta: {} } },
  }));

test('however the time is cut into looks, the instance is the same, byte for byte', () => {
  const cuts = fc.array(fc.integer({ min: 0, max: 120_000 }), { maxLength: 12 });
  fc.assert(
    fc.property(lifecycle, cuts, fc.constantFrom({}, { x: 1 }, { y: 1, z: 1 }), (config, looks, data) => {
      const life = new Lifecycle(config, judge);
      const fresh = beginInstance(life, { ...GIVEN, data }, START);
      const once = followDueTransitions(fresh, life, START + 120_000);
      const often = [...looks, 120_000]
        .sort((a, b) => a - b)
        .reduce((seen, at) => followDueTransitions(seen, life, START + at), fresh);
      expect(JSON.stringify(often)).toBe(JSON.stringify(once));
    }),
    { numRuns: 300 },
  );
});

test('an event finds the instance as it is, whether or not somebody looked just before', () => {
  fc.assert(
    fc.property(lifecycle, fc.integer({ min: 0, max: 120_000 }), (config, at) => {
      const life = new Lifecycle(config, judge);
      const fresh = beginInstance(life, { ...GIVEN, data: {} }, START);
      const event = { type: 'GO', data: { x: 2 } };
      const unseen = receiveEvent(fresh, life, event, START + at);
      const seen = receiveEvent(followDueTransitions(fresh, life, START + at), life, event, START + at);
      expect(JSON.stringify(unseen)).toBe(JSON.stringify(seen));
    }),
    { numRuns: 200 },
  );
});

test('a timeline never goes back, and an ended instance waits for nothing', () => {
  fc.assert(
    fc.property(lifecycle, (config) => {
      const life = new Lifecycle(config, judge);
      const after = followDueTransitions(
        beginInstance(life, { ...GIVEN, data: {} }, START),
        life,
        START + 120_000,
      );
      const stamps = after.timeline.map(({ at }) => at);
      expect(stamps).toEqual([...stamps].sort());
      expect(after.timeline.at(-1)?.to).toBe(after.state);
      if (after.state === 's4') expect([after.timers, after.endedAt]).toEqual([[], stamps.at(-1)]);
      else expect(after.endedAt).toBeUndefined();
      expect(nextDue(after) ?? Number.POSITIVE_INFINITY).toBeGreaterThan(START + 120_000);
    }),
    { numRuns: 200 },
  );
});

const HOURLY: LifecycleConfig = {
  initial: 'asleep',
  states: {
    asleep: { meta: {}, after: { PT50M: { target: 'awake', guard: guard('x') } }, on: { STOP: 'over' } },
    awake: { meta: {}, after: { PT10M: 'asleep' } },
    over: { type: 'final', meta: {} },
  },
};

function counted(): { life: Lifecycle; asked: () => number } {
  let asked = 0;
  const life = new Lifecycle(HOURLY, (schema, data) => {
    asked += 1;
    return judge(schema, data);
  });
  return { life, asked: () => asked };
}

test('the work is that of the transitions that fell due, whatever the time between', () => {
  const { life, asked } = counted();
  const fresh = beginInstance(life, { ...GIVEN, data: { x: 1 } }, START);
  expect(asked()).toBe(0);
  const after = followDueTransitions(fresh, life, START + 720 * 3_600_000);
  expect(after.timeline).toHaveLength(1 + 2 * 720);
  expect(asked()).toBe(720);
  expect(followDueTransitions(after, life, START + 720 * 3_600_000 + 1)).toBe(after);
  expect(asked()).toBe(720);
});

test('an instance that waits for nothing costs nothing, for a thousand years', () => {
  const { life, asked } = counted();
  const fresh = beginInstance(life, { ...GIVEN, data: {} }, START);
  const tried = followDueTransitions(fresh, life, START + 365_000 * 86_400_000);
  expect([tried.state, tried.timers, tried.timeline.length, asked()]).toEqual(['asleep', [], 1, 1]);
  expect(followDueTransitions(tried, life, START + 365_001 * 86_400_000)).toBe(tried);
});

test('each transition is stamped with the moment it fell due', () => {
  const { life } = counted();
  const after = followDueTransitions(
    beginInstance(life, { ...GIVEN, data: { x: 1 } }, START),
    life,
    START + 3_600_000 * 2,
  );
  expect(after.timeline.map(({ at, to }) => `${at} ${to}`)).toEqual([
    '2026-06-01T12:00:00.000Z asleep',
    '2026-06-01T12:50:00.000Z awake',
    '2026-06-01T13:00:00.000Z asleep',
    '2026-06-01T13:50:00.000Z awake',
    '2026-06-01T14:00:00.000Z asleep',
  ]);
});

test('a lifecycle that turns faster than can be followed is refused, naming the span', () => {
  const { life } = counted();
  const fresh = beginInstance(life, { ...GIVEN, data: { x: 1 } }, START);
  const thrown = (() => {
    try {
      return followDueTransitions(fresh, life, START + 10_001 * 3_600_000);
    } catch (error) {
      return error;
    }
  })();
  expect(thrown).toBeInstanceOf(TooManyTransitions);
  expect(String(thrown)).toMatch(/between 2026-06-01T12:00:00.000Z and 2027/);
});

test('an instance in a state that the lifecycle has no more stays as it was', () => {
  const { life } = counted();
  const stranded: Instance = {
    ...beginInstance(life, { ...GIVEN, data: {} }, START),
    state: 'gone',
    timers: [{ delay: 'PT1S', due: START }],
  };
  expect(followDueTransitions(stranded, life, START + 1e9)).toBe(stranded);
  expect(receiveEvent(stranded, life, { type: 'STOP' }, START + 1e9)).toBeUndefined();
  expect(() => life.metaOf(stranded)).toThrow(/unavailable .*"reason".*state gone/);
});
