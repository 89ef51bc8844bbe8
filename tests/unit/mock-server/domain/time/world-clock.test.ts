import { expect, test } from '@jest/globals';
import { ImpossibleMove, WorldClock } from '../../../../../mock-server/domain/time/world-clock.ts';

const HOUR = 3_600_000;
const real = { time: 0 };

function clockAt(now: number): WorldClock {
  real.time = now;
  return new WorldClock({ now: () => real.time });
}

test('a running clock goes with real time, also after it was moved', () => {
  const clock = clockAt(1000);
  clock.advance(HOUR);
  real.time += 5;
  expect([clock.now(), clock.state.mode]).toEqual([1005 + HOUR, 'running']);
});

test('a frozen clock stands, moves when it is moved, and goes on from where it is', () => {
  const clock = clockAt(1000);
  clock.freeze();
  real.time += HOUR;
  expect(clock.now()).toBe(1000);
  clock.advance(5);
  expect([clock.now(), clock.state.mode]).toEqual([1005, 'frozen']);
  clock.run();
  real.time += 7;
  expect([clock.now(), clock.state.mode]).toEqual([1012, 'running']);
});

test('what is kept of a clock makes the same clock again', () => {
  const clock = clockAt(1000);
  clock.advance(HOUR);
  expect(new WorldClock({ now: () => real.time }, clock.state).now()).toBe(clock.now());
  clock.freeze();
  real.time += 99;
  expect(new WorldClock({ now: () => real.time }, clock.state).now()).toBe(1000 + HOUR);
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
