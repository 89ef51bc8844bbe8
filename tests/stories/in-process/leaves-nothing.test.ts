// Hundreds of stand-ins in one process: nothing of them is left, nothing is written, and what they share never changes.
import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from '@jest/globals';
import { createMock } from '../../../mock-server/in-process/create-mock.ts';
import type { RunOptions } from '../../../mock-server/running/run-options.ts';
import { startServer } from '../../../mock-server/running/start-server.ts';
import { Client } from '../../client.ts';
import { scratchFolder } from '../../own-fixtures.ts';
import { root } from '../../repository/project-files.ts';
import { scriptedDay } from '../worlds/scripted-day.ts';

/** What a hundred of them may leave in memory; a thousand would fit into ten megabytes. */
const GROWTH = 1_000_000;

const built = pathToFileURL(join(root, 'dist/mock-server/in-process/create-mock.js')).href;

async function many(kept: 'nothing' | 'mocks' | 'timers') {
  const cwd = join(scratchFolder(), kept);
  mkdirSync(cwd);
  const program = join(import.meta.dirname, 'many-mocks.js');
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['--expose-gc', program, built, kept],
    { cwd },
  );
  return { ...JSON.parse(stdout), stderr, files: readdirSync(cwd) };
}

test('two hundred starts and stops leave no handle, listener, file, word or memory', async () => {
  const left = await many('nothing');
  expect(left).toMatchObject({ stderr: '', files: [] });
  expect(left.after.listeners).toEqual(left.before.listeners);
  // Standard input and output are pipes here.
  expect(left.after.resources.filter((name: string) => name !== 'PipeWrap')).toEqual([]);
  expect(left.after.listeners).not.toHaveProperty('SIGINT');
  expect(left.grown).toBeLessThan(GROWTH);
});

test('and if they did, it would be seen', async () => {
  const [mocks, timers] = await Promise.all([many('mocks'), many('timers')]);
  expect(mocks.grown).toBeGreaterThan(GROWTH);
  expect(timers.after.resources).toContain('Timeout');
});

const OPTIONS: RunOptions = {
  port: 0,
  host: '127.0.0.1',
  allowHost: [],
  store: 'memory:',
  durability: 'none',
  contracts: [],
  learn: false,
  maxWorlds: 10,
  maxInstances: 1000,
  journal: 1000,
  apis: {},
  reuse: true,
  tell: () => {},
};

/** Freezes plain objects and arrays, however deep. */
function freeze(value: unknown, seen = new Set<unknown>()): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  const inside = value instanceof Map ? value.values() : Object.values(value);
  for (const member of inside) freeze(member, seen);
  if (Array.isArray(value) || value.constructor?.name === 'Object') Object.freeze(value);
}

/** Where worlds begin, as what a fixture waits for is counted from there. */
const BEGUN = '2026-06-01T12:00:00Z';

async function day(): Promise<string> {
  await using mock = await createMock({ seed: 'shared', learn: true, now: BEGUN });
  return await scriptedDay(new Client(mock.url));
}

let before: string;
beforeAll(async () => {
  before = await day();
});

test('what stand-ins share is never changed: a whole day goes by with all of it frozen', async () => {
  const running = await startServer({ ...OPTIONS, learn: true, seed: 'shared', now: BEGUN });
  freeze(running.simulation.apis);
  const { apis } = running.simulation;
  expect(apis.every(({ api, fixtures }) => [api.document, fixtures.catalogue].every(Object.isFrozen))).toBe(
    true,
  );
  const frozen = await scriptedDay(new Client(running.url));
  await running.stop();
  expect(frozen).toBe(before);
  expect(await day()).toBe(before);
});

test('they do share it', async () => {
  const started = await Promise.all([true, true, false].map((reuse) => startServer({ ...OPTIONS, reuse })));
  const [first, second, third] = started;
  expect(second?.simulation.apis[0]).toBe(first?.simulation.apis[0]);
  expect(third?.simulation.apis[0]).not.toBe(first?.simulation.apis[0]);
  await Promise.all(started.map((running) => running.stop()));
});
