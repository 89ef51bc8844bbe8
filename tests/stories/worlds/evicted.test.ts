// --max-worlds over a data folder: whose instances are kept for good is not forgotten for a newcomer.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import request from 'supertest';
import type { Store } from '../../../mock-server/store/interface/store.ts';
import { openStore } from '../../../mock-server/store/open-store.ts';
import { type InProcess, inProcess } from '../../in-process.ts';
import { DEMO } from '../apptor/calls.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function folderStore(): Promise<Store> {
  const folder = mkdtempSync(join(tmpdir(), 'flowx-mock-evicted-'));
  ends.push(() => rmSync(folder, { recursive: true, force: true }));
  const store = await openStore(`file:${folder}`, { durability: 'none', tell: () => {} });
  ends.push(() => store.close());
  return store;
}

const start = ({ app }: InProcess, world: string) =>
  request(app)
    .post(`/@${world}/process/exec`)
    .set('X-API-Key', DEMO)
    .send({ processId: 'your-flow-uuid', data: {} });
const admin = ({ app }: InProcess, path: string) => request(app).get(path);
const names = async (mock: InProcess) =>
  (await admin(mock, '/__admin/worlds')).body.items.map(({ name }: { name: string }) => name);

test('in a folder a world that keeps instances stays, and the newcomer is refused and told', async () => {
  const told: string[] = [];
  const mock = await inProcess({
    store: await folderStore(),
    maxWorlds: 3,
    tell: (text) => void told.push(text),
  });
  expect([(await start(mock, 'team')).status, (await start(mock, 'other')).status]).toEqual([200, 200]);
  expect(await names(mock)).toEqual(['default', 'other', 'team']);
  for (const path of ['/@a/__admin/clock', '/@b/__admin/instances', '/@c/process/instance/inst_xyz789'])
    await admin(mock, path).set('X-API-Key', DEMO);
  expect(await names(mock)).toEqual(['default', 'other', 'team']);
  for (const world of ['a', 'b']) expect((await start(mock, world)).status).toBe(503);
  expect(told.filter((text) => text.includes('3 worlds already'))).toHaveLength(1);
  const health = (await admin(mock, '/__admin/health')).body;
  expect([health.status, health.reason]).toEqual(['degraded', expect.stringContaining('--max-worlds')]);
  await request(mock.app).delete('/__admin/worlds/other');
  expect((await admin(mock, '/__admin/health')).body.status).toBe('ok');
  expect((await start(mock, 'a')).status).toBe(200);
});

test('in a folder one that keeps no instances makes room', async () => {
  const mock = await inProcess({ store: await folderStore(), maxWorlds: 3 });
  await request(mock.app).post('/@moved/__admin/clock/freeze');
  await start(mock, 'team');
  await names(mock);
  expect((await start(mock, 'new')).status).toBe(200);
  expect(await names(mock)).toEqual(['default', 'new', 'team']);
});

test('in memory the least recently used makes room, which is told once', async () => {
  const told: string[] = [];
  const mock = await inProcess({ maxWorlds: 2, tell: (text) => void told.push(text) });
  for (const world of ['a', 'b', 'c', 'd']) expect((await start(mock, world)).status).toBe(200);
  expect(told.filter((text) => text.includes('least recently used'))).toHaveLength(1);
});
