import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { killAgainAndAgain } from './writers.ts';

const folder = mkdtempSync(join(tmpdir(), 'flowx-mock-kills-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('of what was acknowledged to 20 writers nothing is lost by kill -9', async () => {
  const { acknowledged, lost, unreadable } = await killAgainAndAgain(folder, 3, () => {});
  expect(unreadable).toEqual([]);
  expect(lost).toEqual([]);
  expect(acknowledged.length).toBeGreaterThan(20);
}, 120_000);
