// A process whose heap is small answers, or refuses; it never ends for want of memory.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { full } from '../full.ts';
import { type Served, served } from '../served.ts';
import { until } from '../until.ts';
import {
  type Counts,
  growingInstances,
  largeStarts,
  manyWorlds,
  refusedInWorlds,
  withoutReading,
} from './heavy-traffic.ts';
import { health } from './writers.ts';

jest.setTimeout(full ? 900_000 : 90_000);

const HEAPS = full ? [256, 512] : [256];
/** In the everyday run all is smaller by so much, and so is the memory that may be used. */
const PART = full ? 1 : 40;
const some = (count: number): number => Math.ceil(count / PART);

let folder: string;
let server: Served | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'flowx-mock-heap-'));
});
afterEach(async () => {
  await server?.end();
  rmSync(folder, { recursive: true, force: true });
});

async function begun(heap: number): Promise<Served> {
  const memory = full ? [] : ['--max-memory', '16MB'];
  server = await served(['--data', join(folder, 'data'), '--durability', 'os', '--log', 'none', ...memory], {
    env: { NODE_OPTIONS: `--max-old-space-size=${heap}` },
  });
  return server;
}

/** It is the same process still, and answers; and what it keeps can be opened again. */
async function survives(one: Served, heap: number): Promise<void> {
  expect(one.process.exitCode).toBeNull();
  expect((await health(one.url)).instances.kept).toBeGreaterThanOrEqual(0);
  const before = (await health(one.url)).instances.kept;
  expect(await one.end()).toBe(0);
  const again = await begun(heap);
  expect((await health(again.url)).instances.kept).toBe(before);
}

const total = (counts: Counts): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

/** What is sent, and what is expected of the answers. */
const TRAFFIC: Record<string, (one: Served) => Promise<void>> = {
  'worlds with many refused requests': async (one) => {
    const counts = await refusedInWorlds(one.url, some(696), 100, 2000);
    expect(counts).toEqual({ 400: total(counts) });
  },
  'worlds with a large refused body each': async (one) => {
    const counts = await refusedInWorlds(one.url, some(280), 1, 900_000);
    expect(Object.keys(counts).filter((status) => !['400', '507'].includes(status))).toEqual([]);
  },
  'starts of 100 KB, which are refused once there is no room': async (one) => {
    const counts = await largeStarts(one.url, some(2000), 100_000, full ? 50 : 2);
    expect(Object.keys(counts).sort()).toEqual(['200', '507']);
    expect(await health(one.url)).toMatchObject({
      status: 'degraded',
      reason: expect.stringContaining('--max-memory'),
    });
    expect(one.talk()).toContain('--max-memory');
  },
  'starts of the largest body there may be, many at once': async (one) => {
    const counts = await largeStarts(one.url, some(400), 1_000_000);
    expect(counts[507]).toBeGreaterThan(0);
    expect(Object.keys(counts).filter((status) => !['200', '507'].includes(status))).toEqual([]);
  },
  'an instance that grows and grows': async (one) => {
    const counts = await growingInstances(one.url, some(600), 500_000);
    expect(counts.lost ?? 0).toBe(0);
  },
  'ten thousand worlds': async (one) => {
    const counts = await manyWorlds(one.url, some(10_000));
    expect(Object.keys(counts).filter((status) => !['200', '507', '503'].includes(status))).toEqual([]);
  },
  'clients that do not read': async (one) => {
    await refusedInWorlds(one.url, 1, some(200), 100_000);
    const large = await largeStarts(one.url, 1, 900_000);
    expect(total(large)).toBe(1);
    const ends = [];
    for (const path of [
      '/__admin/requests',
      '/@w0/__admin/requests',
      '/__admin/requests.har',
      '/__admin/instances?limit=1000',
    ])
      ends.push(await withoutReading(one.url, full ? 60 : 15, path, 3));
    await until(async () => (await health(one.url)).status !== undefined);
    for (const end of ends) end();
  },
};

/** The everyday run has a sample of them. */
const SAMPLE = ['starts of 100 KB, which are refused once there is no room', 'clients that do not read'];

describe.each(HEAPS)('a heap of %i MB survives', (heap) => {
  test.each(full ? Object.keys(TRAFFIC) : SAMPLE)('%s', async (kind) => {
    const one = await begun(heap);
    await TRAFFIC[kind]?.(one);
    await survives(one, heap);
  });
});
