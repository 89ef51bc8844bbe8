// The same seed and the same calls give the same bytes: in two worlds, two processes, and every version of Node.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from '../../client.ts';
import { type Listening, listening } from '../../listening.ts';
import { served } from '../../served.ts';
import { scriptedDay } from './scripted-day.ts';

let server: Listening;
beforeAll(async () => {
  server = await listening({ seed: 'the same' });
});
afterAll(() => server.close());

/** Changes when any answer of the day does; if that was meant, the new one is what the failing test shows. */
const DIGEST = 'eefc661b9ab5bf30c0a12c565d543dca';

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

test('two worlds, and one that begins anew, live through the same day', async () => {
  const [first, second] = ['first', 'second'].map((name) => new Client(server.url).world(name));
  if (!first || !second) throw new Error('two worlds');
  const day = await scriptedDay(first);
  expect(day.split('\n\n').length).toBeGreaterThan(30);
  expect(await scriptedDay(second)).toBe(day);
  await first.reset();
  expect(await scriptedDay(first)).toBe(day);
});

test('two at once do not disturb each other', async () => {
  const [third, fourth] = ['third', 'fourth'].map((name) => new Client(server.url).world(name));
  if (!third || !fourth) throw new Error('two worlds');
  const [one, other] = await Promise.all([scriptedDay(third), scriptedDay(fourth)]);
  expect(one).toBe(other);
});

test('another process, and whatever ran this test before, lived through the same day', async () => {
  const process = await served(['--ephemeral', '--seed', 'the same', '--now', '2026-06-01T12:00:00Z']);
  try {
    const day = await scriptedDay(new Client(process.url));
    const here = await scriptedDay(new Client(server.url).world('here'));
    expect(day).toBe(here);
    expect(digestOf(day)).toBe(DIGEST);
  } finally {
    await process.end();
  }
});

test('another seed gives other ids', async () => {
  const other = await listening({ seed: 'another' });
  try {
    const day = await scriptedDay(new Client(other.url));
    expect(day).not.toBe(await scriptedDay(new Client(server.url).world('for-comparison')));
  } finally {
    await other.close();
  }
});
