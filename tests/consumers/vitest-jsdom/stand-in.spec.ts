// Vitest, in the environment of a browser and in faked time from the first line on.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMock } from 'flowx-mock';
import 'flowx-mock/vitest';
import { afterAll, describe, expect, test } from 'vitest';
import { story } from '../story.cjs';

describe.each([
  ['in memory', false],
  ['with a data folder', true],
])('%s', (_, durable) => {
  const folder = mkdtempSync(join(tmpdir(), 'flowx-mock-consumer-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('a stand-in lives in real time, and ends', async () => {
    const before = Date.now();
    const mock = await createMock(durable ? { data: join(folder, 'data') } : {});
    expect(await story(mock)).toBeGreaterThan(2001);
    await expect(mock).toHaveReceived('executeWorkflow', { times: 1 });
    await mock.close();
    expect(Date.now()).toBe(before);
  });
});
