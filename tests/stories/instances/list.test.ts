// GET /__admin/instances: found by state, process and text as they are now, counted, and not by walking through all.
import { beforeAll, expect, test } from '@jest/globals';
import request from 'supertest';
import type { Instance } from '../../../mock-server/domain/instances/instance.ts';
import { MemoryStore } from '../../../mock-server/store/memory/memory-store.ts';
import { type InProcess, inProcess, NOON } from '../../in-process.ts';
import { execute } from '../apptor/calls.ts';

/** Counts how many instances it hands out. */
class CountingStore extends MemoryStore {
  handedOut = 0;

  override async get(world: string, id: string): Promise<Instance | undefined> {
    this.handedOut += 1;
    return super.get(world, id);
  }

  override async *each(world: string): AsyncIterable<Instance> {
    for await (const instance of super.each(world)) {
      this.handedOut += 1;
      yield instance;
    }
  }
}

const store = new CountingStore();
let mock: InProcess;

const list = async (query: string, { app }: InProcess = mock) =>
  (await request(app).get(`/__admin/instances?${query}`)).body;
const idsOf = ({ items }: { items: { id: string }[] }) => items.map(({ id }) => id);

const CUSTOMERS = ['Anna Schmidt', 'Annika Olsson', 'Bert Schmidt'];
let quick: string[];

beforeAll(async () => {
  mock = await inProcess({ store });
  quick = [];
  for (const name of CUSTOMERS) {
    const body = { processId: 'quick-flow', data: { customer: { name } } };
    quick.push((await execute(mock.app, body)).body.processInstanceId);
  }
  for (let count = 0; count < 3; count += 1) await execute(mock.app);
});

test('by state, as it is when somebody looks: what fell due is in it', async () => {
  const before = await list('process=quick-flow&state=completed');
  expect(before.items).toEqual([]);
  const { counts } = await list('process=quick-flow&counts=true&limit=1');
  expect(counts).toMatchObject({ total: 3, process: { 'quick-flow': 3 }, api: { apptor: 3 } });
  expect(Object.values(counts.state)).toEqual([3]);
  expect(Date.parse(counts.nextDue.at)).toBe(NOON + 2000);
  mock.time.now += 2000;
  const after = await list('process=quick-flow&state=completed');
  expect(idsOf(after)).toEqual(quick);
  expect(after.items[0].timeline.at(-1).at).toBe(new Date(NOON + 2000).toISOString());
  expect((await list('process=quick-flow&counts=true')).counts.state).toEqual({ [after.items[0].state]: 3 });
});

test.each([
  ['text=schmidt', [0, 2]],
  ['text=ann', [0, 1]],
  ['text=ANNA', [0]],
  ['text=schm%20bert', [2]],
  ['text=nobody', []],
])('by the beginnings of words: %s', async (query, wanted) => {
  expect(idsOf(await list(query))).toEqual(wanted.map((index) => quick[index]));
});

test('page by page, in the order in which they were started, those of the fixtures first', async () => {
  const all = idsOf(await list('limit=1000'));
  for (const query of ['', 'api=apptor', 'process=quick-flow', 'text=schmidt']) {
    const wanted = idsOf(await list(`${query}&limit=1000`));
    const found: string[] = [];
    for (let cursor = ''; ; ) {
      const page = await list(`${query}&limit=2${cursor && `&cursor=${cursor}`}`);
      found.push(...idsOf(page));
      if (page.next === undefined) break;
      cursor = page.next;
    }
    expect(found).toEqual(wanted);
    expect(wanted).toEqual(all.filter((id) => wanted.includes(id)));
  }
});

test('shortened to what is wanted', async () => {
  const { items } = await list('text=annika&fields=id,state');
  expect(items).toEqual([{ id: quick[1], state: expect.any(String) }]);
  const refused = await request(mock.app).get('/__admin/instances?fields=id,sate');
  expect([refused.status, refused.body.detail]).toEqual([400, expect.stringContaining('"sate"')]);
});

test('what is asked costs as much as the answer is long', async () => {
  const world = await mock.simulation.worlds.default();
  const [template] = (await list('process=quick-flow')).items as Instance[];
  const many = Array.from({ length: 3000 }, (_, index) => ({
    instance: {
      ...(template as Instance),
      id: `many_${index}`,
      process: index % 300 ? 'many' : 'few',
      version: 1,
    },
    expected: null,
  }));
  await world.commit(many);
  await list('process=few');
  for (const query of [
    'process=few&limit=5',
    'state=completed&limit=5',
    'text=many%202999',
    'limit=5&cursor=many_2990',
  ]) {
    store.handedOut = 0;
    expect((await list(query)).items.length).toBeGreaterThan(0);
    expect(store.handedOut).toBeLessThan(25);
  }
  store.handedOut = 0;
  expect((await list('process=few&counts=true&limit=1')).counts.total).toBe(10);
  expect(store.handedOut).toBeLessThan(10);
});

test('a world that began anew has none of them', async () => {
  await request(mock.app).post('/__admin/reset');
  expect((await list('process=many')).items).toEqual([]);
});
