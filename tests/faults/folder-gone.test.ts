import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { served } from '../served.ts';
import { until } from '../until.ts';
import { health, look, missing, start } from './writers.ts';

const base = mkdtempSync(join(tmpdir(), 'flowx-mock-gone-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));

test('a folder that is deleted under load comes back with all that was acknowledged', async () => {
  const folder = join(base, 'deleted');
  const server = await served(['--data', folder]);
  const ids: string[] = [];
  const statuses = new Set<number>();
  let going = true;
  const writer = async (): Promise<void> => {
    while (going) {
      const { status, id } = await start(server.url);
      statuses.add(status);
      if (status === 200) ids.push(id);
    }
  };
  const writers = Array.from({ length: 8 }, writer);
  await until(() => ids.length > 20);
  for (let round = 0; round < 3; round += 1) {
    rmSync(folder, { recursive: true, force: true });
    await until(() => server.talk().split('was written anew').length > round + 1);
    const before = ids.length;
    await until(() => ids.length > before + 5);
  }
  going = false;
  await Promise.all(writers);
  expect([...statuses].every((status) => status === 200 || status === 507)).toBe(true);
  expect(await missing(server.url, ids)).toEqual([]);
  await server.end('SIGKILL');
  const again = await served(['--data', folder]);
  expect(await missing(again.url, ids)).toEqual([]);
  await again.end();
});

test('two servers whose folders are swapped write nothing into each other', async () => {
  const [a, b] = [join(base, 'a'), join(base, 'b')];
  const one = await served(['--data', a]);
  const other = await served(['--data', b]);
  const mine = await start(one.url);
  const theirs = await start(other.url);
  renameSync(a, `${a}-`);
  renameSync(b, a);
  renameSync(`${a}-`, b);
  await until(async () => (await health(one.url)).status === 'degraded');
  await until(async () => (await health(other.url)).status === 'degraded');
  expect((await start(one.url)).status).toBe(507);
  expect((await health(one.url)).reason).toContain(`process ${other.process.pid}`);
  expect(await look(one.url, mine.id)).toBe(200);
  await one.end();
  await other.end();
  const again = await served(['--data', b]);
  expect(await look(again.url, mine.id)).toBe(200);
  expect(await look(again.url, theirs.id)).toBe(404);
  await again.end();
});
