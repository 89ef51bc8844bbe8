// Goal S6: many workers, each in a world of its own on one server, and nobody sees anybody else.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from '../../client.ts';
import { type Served, served } from '../../served.ts';

const FULL = process.env.FLOWX_MOCK_TEST_FULL === '1';
const [WORKERS, STORIES] = FULL ? [64, 200] : [12, 5];

let server: Served;
beforeAll(async () => {
  server = await served(['--ephemeral', '--seed', 'crowd']);
});
afterAll(() => server.end());

const AT = '2100-01-01T00:00:00.000Z';

/** One story; every value that may be seen carries the worker's name. */
async function story(client: Client, who: string): Promise<string> {
  const flow = await client.run('your-flow-uuid', { correlationKey: 'same-for-all', data: { who } });
  const waits = await client.run('catch-flow', { correlationKey: 'same-for-all', data: { who } });
  const process = await client.start('customer_onboarding', { who });
  await client.advance('PT3S');
  await client.task(flow, 'approval-step', 'COMPLETE', { answeredBy: who });
  await client.event(process, 'APPROVE', { approvedBy: who });
  await client.run('quick-flow', { correlationKey: 'same-for-all', data: { who } });
  const seen = [await client.look(flow), await client.look(waits)].map(({ body }) => body);
  const finished = await client.instance(process);
  expect(seen.map(({ stateCd, data }) => [stateCd, data.who, data.answeredBy])).toEqual([
    [1, who, who],
    [1, who, undefined],
  ]);
  expect([finished.state, finished.data.who, finished.data.approvedBy]).toEqual(['finished', who, who]);
  return [flow, waits, process].join(' ');
}

async function worker(index: number): Promise<{ ids: string[]; now: string; data: string[]; count: number }> {
  const who = `worker-${index}`;
  const client = new Client(server.url).world(who);
  await client.freeze();
  await client.admin('POST', '/clock/set', { body: { to: AT } });
  const ids: string[] = [];
  for (let told = 0; told < STORIES; told += 1) ids.push(await story(client, who));
  const all: { data: Record<string, unknown> }[] = [];
  for (let next: string | undefined = ''; next !== undefined; ) {
    const { body } = await client.admin('GET', `/instances?limit=1000${next && `&cursor=${next}`}`);
    all.push(...body.items);
    next = body.next;
  }
  const data = all.map((one) => String(one.data.who));
  const { now } = (await client.admin('GET', '/clock')).body;
  return { ids, now, data: [...new Set(data)].sort(), count: data.length };
}

test(`${WORKERS} workers tell ${STORIES} stories each, and none meets another`, async () => {
  const all = await Promise.all(Array.from({ length: WORKERS }, (_, index) => worker(index))).catch(
    (error) => {
      const { exitCode, signalCode } = server.process;
      throw new Error(
        `${error.message}; the server (exit ${exitCode ?? signalCode}) said: ${server.talk()}`,
        {
          cause: error,
        },
      );
    },
  );
  const now = new Date(Date.parse(AT) + STORIES * 3000).toISOString();
  for (const [index, { data, count, ...told }] of all.entries()) {
    expect(data).toEqual(['undefined', `worker-${index}`]);
    expect(count).toBe(STORIES * 4 + 2);
    expect(told).toEqual({ ids: all[0]?.ids, now });
  }
  expect(new Set(all[0]?.ids.flatMap((ids) => ids.split(' '))).size).toBe(STORIES * 3);
}, 1_800_000);
