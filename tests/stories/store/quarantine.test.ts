import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Express } from 'express';
import request from 'supertest';
import type { Instance } from '../../../mock-server/domain/instances/instance.ts';
import { FileStore } from '../../../mock-server/store/file/file-store.ts';
import { inProcess } from '../../in-process.ts';
import { flowsCatalogue, ownFixtures } from '../../own-fixtures.ts';

const key = { 'X-API-Key': 'apk_demo_secret' };

let folder: string;
let stores: FileStore[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'flowx-mock-quarantine-'));
});
afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.close()));
  rmSync(folder, { recursive: true, force: true });
});

/** A stand-in over the folder, with what it told when it began. */
async function begun(fixtures?: string, options: { acceptEdits?: boolean } = {}) {
  const store = await FileStore.open(join(folder, 'data'), { durability: 'os', tell: () => {}, ...options });
  stores.push(store);
  const told: string[] = [];
  const { app } = await inProcess({ store, tell: (text) => told.push(text), ...(fixtures && { fixtures }) });
  return { app, told, store };
}

async function end(store: FileStore): Promise<void> {
  stores = stores.filter((one) => one !== store);
  await store.close();
}

/** Flows by id, each with its nodes, and no instances. */
const flows = (nodes: Record<string, string[]>): string =>
  ownFixtures({
    'apptor/catalogue.yaml': flowsCatalogue(Object.entries(nodes).map(([id, all]) => ({ id, nodes: all }))),
    'apptor/instances.yaml': '[]',
  });

async function started(app: Express, processId = 'your-flow-uuid'): Promise<string> {
  const { status, body } = await request(app)
    .post('/process/exec')
    .set(key)
    .send({ processId, correlationKey: 'order-1' });
  expect(status).toBe(200);
  return body.processInstanceId;
}

test('an instance in a state that its lifecycle lost is kept, told, not shown, and comes back', async () => {
  const fits = flows({ ask: ['step'], work: [] });
  const first = await begun(fits);
  const id = await started(first.app, 'ask');
  const other = await started(first.app, 'work');
  await end(first.store);

  // The same states by another name of their node: it fits.
  const second = await begun(flows({ ask: ['renamed'], work: [] }));
  expect(second.told).toEqual([]);
  await end(second.store);

  const third = await begun(flows({ ask: [], work: [] }));
  expect(third.told).toEqual([
    expect.stringMatching(
      /^1 stored instance no longer fits and is not shown, but kept: 1 because the lifecycle of ask has no state waiting-1; it has running, .*\?quarantined=true lists it$/,
    ),
  ]);
  const { body: health } = await request(third.app).get('/__admin/health');
  expect(health).toMatchObject({ status: 'ok', instances: { quarantined: 1 }, notices: third.told });

  const looked = await request(third.app).get(`/process/instance/${id}`).set(key);
  expect(looked.status).toBe(404);
  expect(looked.headers['x-mock-hint']).toBe(
    'It is stored, and not shown: the lifecycle of ask has no state waiting-1; it has running, completed, failed, cancelled.',
  );
  const task = { processInstanceId: id, nodeId: 'step', action: 'COMPLETE' };
  expect((await request(third.app).post('/process/task').set(key).send(task)).status).toBe(404);
  // A start with its correlation key finds nobody to wake.
  await started(third.app, 'ask');

  const all = (await request(third.app).get('/__admin/instances?api=apptor')).body.items as Instance[];
  expect(all.map((one) => one.id)).toContain(other);
  expect(all.map((one) => one.id)).not.toContain(id);
  const listed = (await request(third.app).get('/__admin/instances?quarantined=true')).body;
  expect(listed.items).toEqual([
    expect.objectContaining({
      id,
      state: 'waiting-1',
      quarantined: expect.stringContaining('no state waiting-1'),
    }),
  ]);
  expect((await request(third.app).get('/__admin/instances?quarantined=true&api=flowx')).body.items).toEqual(
    [],
  );
  const asked = await request(third.app).get(`/__admin/instances/${id}`);
  expect(asked.status).toBe(409);
  expect(asked.body.quarantined).toContain('no state waiting-1');
  await end(third.store);

  const fourth = await begun(fits);
  expect(fourth.told).toEqual([]);
  expect((await request(fourth.app).get(`/process/instance/${id}`).set(key)).body.stateCd).toBe(0);
  expect((await request(fourth.app).post('/process/task').set(key).send(task)).status).toBe(200);
});

test('of a flow that left the catalogue, runs in a state that every flow has are shown', async () => {
  const first = await begun(flows({ ask: ['step'], work: [] }));
  const waiting = await started(first.app, 'ask');
  const working = await started(first.app, 'work');
  await end(first.store);
  const second = await begun(flows({ other: [] }));
  const { items } = (await request(second.app).get('/__admin/instances?quarantined=true')).body;
  expect(items.map((one: Instance) => one.id)).toEqual([waiting]);
  expect((await request(second.app).get(`/process/instance/${working}`).set(key)).body).toMatchObject({
    processId: 'work',
    stateCd: 0,
  });
});

type Stored = Record<string, unknown>;

/** What somebody's editor may do to stored instances, and what is then said of them. */
const DAMAGE: [damage: (one: Stored) => void, reason: string][] = [
  [(one) => Object.assign(one, { api: 'gone' }), 'no API is called gone'],
  [(one) => delete one.data, 'its "data" is damaged'],
  [(one) => Object.assign(one, { timeline: null }), 'its "timeline" is damaged'],
  [(one) => delete one.version, 'its "version" is damaged'],
  [(one) => Object.assign(one, { timers: [{}] }), 'its "timers" is damaged'],
  [
    (one) => Object.assign(one, { timers: [{ delay: 'PT9H', due: 1 }] }),
    'state approval-step of your-flow-uuid has no delay PT9H any more',
  ],
  [
    (one) => Object.assign(one.facts as Stored, { processVersion: 3 }),
    'getInstance would answer with a body that breaks the contract: /processVersion must be a string',
  ],
];

/** Starts an instance for each damage, and damages it in the files. */
async function withDamage(damages: readonly ((one: Stored) => void)[]) {
  const first = await begun();
  const ids: string[] = [];
  for (const _ of damages) ids.push(await started(first.app));
  await end(first.store);
  const lines = readFileSync(instancesFile(), 'utf8').trim().split('\n');
  const edited = lines.map((line, index) => {
    const { crc32: _, ...value } = JSON.parse(line);
    damages[index]?.(value.instance);
    return JSON.stringify(value);
  });
  writeFileSync(instancesFile(), edited.join('\n'));
  return { ids, ...(await begun(undefined, { acceptEdits: true })) };
}

/** The file that holds them at present. */
function instancesFile(): string {
  const [name = ''] = readdirSync(join(folder, 'data')).filter((one) => one.endsWith('.jsonl'));
  return join(folder, 'data', name);
}

test('instances that are damaged, each in its way, are not shown, and stay in the files', async () => {
  const { ids, app, told, store } = await withDamage(DAMAGE.map(([damage]) => damage));
  expect(told).toEqual([expect.stringMatching(/^7 stored instances no longer fit .*; and 2 reasons more\./)]);
  const { items } = (await request(app).get('/__admin/instances?quarantined=true')).body;
  expect(items.map(({ id, quarantined }: Stored) => [id, quarantined])).toEqual(
    DAMAGE.map(([, reason], index) => [ids[index], reason]),
  );
  const page = (await request(app).get('/__admin/instances?quarantined=true&limit=3')).body;
  expect(page).toMatchObject({ items: items.slice(0, 3), next: ids[2] });
  const shown = (await request(app).get('/__admin/instances')).body.items;
  expect(shown.map(({ id }: Stored) => id).filter((id: string) => ids.includes(id))).toEqual([]);
  await started(app);
  await end(store);
  for (const id of ids) expect(readFileSync(instancesFile(), 'utf8')).toContain(id);
});

test('a reset forgets those that are not shown, too; the same ids begin anew', async () => {
  const { ids, app } = await withDamage([(one) => delete one.data]);
  const [id] = ids;
  expect((await request(app).post('/__admin/reset')).status).toBe(204);
  expect((await request(app).get('/__admin/health')).body.instances.quarantined).toBe(0);
  expect(await started(app)).toBe(id);
  expect((await request(app).get(`/process/instance/${id}`).set(key)).status).toBe(200);
});
