import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ImpossibleMove, WorldClock } from '../../../../../mock-server/domain/time/world-clock.ts';
import { beginTime } from '../../../../../mock-server/domain/time/world-time.ts';

const HOUR = 3_600_000;
const real = { time: 0 };

function clockAt(now: number): WorldClock {
  real.time = now;
  return new WorldClock({ now: () => real.time }, beginTime(now));
}

test('a running clock goes with real time, also after it was moved', () => {
  const clock = clockAt(1000);
  clock.advance(HOUR);
  real.time += 5;
  expect([clock.now(), clock.mode]).toEqual([1005 + HOUR, 'running']);
});

test('a frozen clock stands, moves when it is moved, and goes on from where it is', () => {
  const clock = clockAt(1000);
  clock.freeze();
  real.time += HOUR;
  expect(clock.now()).toBe(1000);
  clock.advance(5);
  expect([clock.now(), clock.mode]).toEqual([1005, 'frozen']);
  clock.run();
  real.time += 7;
  expect([clock.now(), clock.mode]).toEqual([1012, 'running']);
});

test('what is kept of a clock makes the same clock again', () => {
  const clock = clockAt(1000);
  clock.advance(HOUR);
  expect(new WorldClock({ now: () => real.time }, clock.kept()).now()).toBe(clock.now());
  clock.freeze();
  real.time += 99;
  expect(new WorldClock({ now: () => real.time }, clock.kept()).now()).toBe(1000 + HOUR);
});

test('it never goes back, nor where instants cannot be written, and a refused move moves nothing', () => {
  const clock = clockAt(1000);
  for (const move of [
    () => clock.set(999),
    () => clock.advance(-1),
    () => clock.advance(Number.NaN),
    () => clock.advance(Number.POSITIVE_INFINITY),
    () => clock.set(Date.parse('+010000-01-01T00:00:00Z')),
  ]) {
    expect(move).toThrow(ImpossibleMove);
    expect(clock.now()).toBe(1000);
  }
});

test('a running clock stops at the last instant that can be written', () => {
  const clock = clockAt(0);
  clock.set(Date.parse('9999-12-31T23:59:59.999Z'));
  real.time += HOUR;
  expect(new Date(clock.now()).toISOString()).toBe('9999-12-31T23:59:59.999Z');
  clock.freeze();
  clock.run();
  expect(clock.now()).toBe(Date.parse('9999-12-31T23:59:59.999Z'));
});

test('whatever the host’s clock does, it never goes back, and goes on by what passes there', () => {
  const steps = fc.array(
    fc.record({
      host: fc.oneof(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: -2 * HOUR, max: 2 * HOUR })),
      step: fc.constantFrom('look', 'look', 'advance', 'freeze', 'run', 'restart'),
    }),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(steps, (all) => {
      let clock = clockAt(1_000_000_000);
      let last = clock.now();
      for (const { host, step } of all) {
        const before = { time: real.time, mode: clock.mode };
        real.time += host;
        if (step === 'restart') {
          const kept = clock.kept();
          clock = new WorldClock({ now: () => real.time }, JSON.parse(JSON.stringify(kept)));
          expect(clock.now()).toBeGreaterThanOrEqual(Date.parse(kept.world));
          last = Math.max(Date.parse(kept.world), last - 1000);
        }
        const now = clock.now();
        expect(now).toBeGreaterThanOrEqual(last);
        if (before.mode === 'frozen') expect(now).toBe(last);
        if (step === 'advance') clock.advance(5);
        if (step === 'freeze' || step === 'run') clock[step]();
        last = clock.now();
      }
    }),
  );
});

test('one that nobody moved shows the host’s time, and goes on while that is behind it', () => {
  const clock = clockAt(10 * HOUR);
  expect(clock.now()).toBe(10 * HOUR);
  real.time = 9 * HOUR;
  expect(clock.now()).toBe(10 * HOUR);
  real.time += 3000;
  expect(clock.now()).toBe(10 * HOUR + 3000);
  real.time = 10 * HOUR + 4000;
  expect(clock.now()).toBe(10 * HOUR + 4000);
  real.time = 12 * HOUR;
  expect(clock.now()).toBe(12 * HOUR);
});

test('what is kept is the same object for a second, unless something later is kept with it', () => {
  const clock = clockAt(1000);
  const kept = clock.kept();
  real.time += 999;
  expect(clock.kept()).toBe(kept);
  expect(clock.kept(1500)).toEqual({
    world: '1970-01-01T00:00:01.999Z',
    host: '1970-01-01T00:00:01.999Z',
    mode: 'follows-host',
  });
  real.time += 1000;
  expect(clock.kept().world).toBe('1970-01-01T00:00:02.999Z');
});

test('an older version kept an offset, or where the clock stood', () => {
  real.time = 5000;
  const clockOf = (kept: ConstructorParameters<typeof WorldClock>[1]) =>
    new WorldClock({ now: () => real.time }, kept);
  const clocks = [
    clockOf({ mode: 'running', offset: 0 }),
    clockOf({ mode: 'running', offset: -2000 }),
    clockOf({ mode: 'frozen', at: 77 }),
  ];
  expect(clocks.map((clock) => clock.kept().mode)).toEqual(['follows-host', 'running', 'frozen']);
  real.time += 10;
  expect(clocks.map((clock) => clock.now())).toEqual([5010, 3010, 77]);
});
