// Whoever listens is told everything that changes, once and in order, and what is gone.
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import {
  type Announced,
  createMock,
  type Events,
  type Mock,
} from '../../../mock-server/in-process/create-mock.ts';
import { Client } from '../../client.ts';
import { until } from '../../until.ts';

let mock: Mock;
const open: Events[] = [];
beforeAll(async () => {
  mock = await createMock({ seed: 'events' });
});
afterEach(async () => {
  for (const one of open.splice(0)) await one.return();
});
afterAll(() => mock.close());

/** Listens, and gathers what is told. */
async function listening(name: string, after?: string) {
  const events = mock.world(name).events(after === undefined ? {} : { after });
  open.push(events);
  await events.opened;
  const told: Announced[] = [];
  const over = (async () => {
    for await (const event of events) told.push(event);
  })();
  return { told, over, events };
}

const told = (events: Announced[]): string[] =>
  events.map((event) => {
    if (event.type === 'world') return `world ${event.change}`;
    if (event.type === 'request') return `request ${event.operationId} ${event.status}`;
    if (event.type === 'clock') return `clock ${event.mode}`;
    if (event.type === 'faults') return `faults ${event.count}`;
    if (event.type === 'missed') return `missed ${event.count}`;
    if (event.type === 'instance')
      return 'removed' in event ? 'removed' : `instance ${event.transitions.map(({ to }) => to).join(',')}`;
    return event.type;
  });

const of = (name: string): Client => new Client(mock.url).world(name);

test('all that changes in a world is told, once and in order', async () => {
  const { told: events } = await listening('all');
  const client = of('all');
  await client.freeze();
  const id = await client.run('quick-flow');
  await client.advance('PT5S');
  await until(() => told(events).includes('instance completed'));
  await mock.world('all').faults.set({ code: 503 });
  await mock.world('all').make();
  await client.admin('DELETE', '/requests');
  await client.admin('DELETE', `/instances/${id}`);
  await client.reset();
  await until(() => told(events).includes('world begun'));
  expect(told(events)).toEqual([
    'world made',
    'clock frozen',
    'instance running',
    'request executeWorkflow 200',
    'clock frozen',
    'instance completed',
    'faults 1',
    'world kept',
    'world emptied',
    'removed',
    'world begun',
  ]);
});

test('a transition that falls due is told by itself, with what caused it', async () => {
  const { told: events } = await listening('due');
  await of('due').run('quick-flow');
  await of('due').advance('PT1.95S');
  await until(() => told(events).at(-1) === 'instance completed');
  expect(events.at(-1)).toMatchObject({
    world: 'due',
    state: 'completed',
    nextDue: null,
    transitions: [{ cause: expect.stringMatching(/^after /), from: 'running', to: 'completed' }],
  });
});

test('who comes back is told what came meanwhile, and no other world is told of it', async () => {
  const before = await listening('back');
  const other = await listening('other');
  await of('back').freeze();
  await until(() => before.told.length === 2);
  await before.events.return();
  await of('back').advance('PT1S');
  await of('other').freeze();
  const after = await listening('back', before.told.at(-1)?.id);
  await of('back').advance('PT1S');
  await until(() => after.told.length === 2);
  expect(told(after.told)).toEqual(['clock frozen', 'clock frozen']);
  await until(() => other.told.length === 2);
  expect(told(other.told)).toEqual(['world made', 'clock frozen']);
});

test('who comes back to another server, or with what is no id, is told that nobody knows what is gone', async () => {
  for (const id of ['0123456789ab-1-1', 'nonsense']) {
    const { told: events } = await listening('elsewhere', id);
    await until(() => events.length === 1);
    expect(events).toMatchObject([{ type: 'missed', count: null }]);
  }
});

test('one stream may tell of all worlds', async () => {
  const { body } = await fetch(`${mock.url}/__admin/events?world=*`);
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  await of('one').freeze();
  await of('two').freeze();
  while (!text.includes('"two","now"')) text += (await reader?.read())?.value ?? '';
  await reader?.cancel();
  expect(text).toMatch(/^retry: 2000\n\n/);
  expect([...text.matchAll(/^event: (\w+)\ndata: \{"world":"(\w+)"/gm)].map(([, ...all]) => all)).toEqual([
    ['world', 'one'],
    ['clock', 'one'],
    ['world', 'two'],
    ['clock', 'two'],
  ]);
});

test('snapshots are told to all', async () => {
  const { told: events } = await listening('shots');
  await mock.world('other').snapshots.save('one');
  await mock.world('other').snapshots.delete('one');
  await until(() => events.length === 2);
  expect(events).toMatchObject([
    { type: 'snapshots', name: 'one', change: 'saved' },
    { type: 'snapshots', name: 'one', change: 'deleted' },
  ]);
});

test('HEAD, wrong parameters and wrong names are answered at once', async () => {
  expect((await of('default').admin('HEAD', '/events')).status).toBe(200);
  expect((await of('default').admin('GET', '/events?since=1')).status).toBe(400);
  expect((await of('default').admin('GET', '/events?world=-')).status).toBe(400);
});

test('a stand-in that stops ends the streams, and is not held up by them', async () => {
  const short = await createMock();
  const events = short.events();
  await events.opened;
  const next = events.next();
  await short.close();
  expect(await next).toEqual({ done: true, value: undefined });
});
