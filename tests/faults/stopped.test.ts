// A stand-in that is stopped breaks no request: busy clients are told, those who wait are answered, and it is over soon.
import { once } from 'node:events';
import { Agent, get, type IncomingMessage, request } from 'node:http';
import { setTimeout as later } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { createMock, type Mock } from '../../mock-server/in-process/create-mock.ts';
import type { RunOptions } from '../../mock-server/running/run-options.ts';
import { startServer } from '../../mock-server/running/start-server.ts';
import { full } from '../full.ts';
import { served } from '../served.ts';
import { RawConnection } from './raw.ts';

const CLIENTS = 16;
const TIMES = full ? 50 : 2;
const RUN = '/process/instance/inst_xyz789';
const headers = { 'x-api-key': 'apk_demo_secret' };

/** Asks again and again until it is refused a connection. */
async function busy(
  url: string,
  agent: Agent,
): Promise<{ answers: number; last: string; broken: string | undefined }> {
  let [answers, last] = [0, ''];
  for (;;) {
    try {
      const answer = await new Promise<IncomingMessage>((resolve, reject) =>
        get(url, { agent, headers }, resolve).on('error', reject),
      );
      await answer.resume().toArray();
      answers += 1;
      last = String(answer.headers.connection);
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      return { answers, last, broken: code === 'ECONNREFUSED' ? undefined : code || String(error) };
    }
  }
}

test(`SIGTERM under ${CLIENTS} busy clients, ${TIMES} times: none is reset, and each is told`, async () => {
  for (let time = 0; time < TIMES; time += 1) {
    const server = await served(['--ephemeral']);
    const agents = Array.from({ length: CLIENTS }, () => new Agent({ keepAlive: true, maxSockets: 1 }));
    const clients = agents.map((agent) => busy(server.url + RUN, agent));
    await later(100 + time);
    expect(await server.end()).toBe(0);
    const ended = await Promise.all(clients);
    for (const agent of agents) agent.destroy();
    expect(ended.map(({ broken }) => broken)).toEqual(Array(CLIENTS).fill(undefined));
    expect(ended.map(({ last }) => last)).toEqual(Array(CLIENTS).fill('close'));
    expect(Math.min(...ended.map(({ answers }) => answers))).toBeGreaterThan(0);
  }
}, 300_000);

const LONGEST_TIMER_MS = 2 ** 31 - 1;

const QUIET: RunOptions = {
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
  tell: () => {},
};

async function asked(url: string, more: Record<string, string> = {}, body?: string) {
  return new Promise<{ status: number; connection: string; text: string }>((resolve, reject) => {
    const sent = { ...headers, ...more, ...(body !== undefined && { 'content-type': 'application/json' }) };
    const req = request(
      url,
      { method: body === undefined ? 'GET' : 'POST', headers: sent, agent: false },
      async (res) => {
        const text = Buffer.concat(await res.toArray()).toString();
        resolve({ status: res.statusCode ?? 0, connection: String(res.headers.connection), text });
      },
    );
    req.on('error', reject).end(body);
  });
}

const WAIT = { prefer: 'wait=30' };
test.each<[string, (mock: Mock) => Promise<{ status: number; text: string }>, number]>([
  ['waits for an instance to end', (mock) => asked(mock.url + RUN, WAIT), 503],
  [
    'waits for a state',
    (mock) => asked(`${mock.url}/__admin/instances/inst_xyz789?state=completed`, WAIT),
    503,
  ],
  ['waits for a request', (mock) => asked(`${mock.url}/__admin/requests/find`, WAIT, '{"status":418}'), 503],
  ['waits for a late answer', (mock) => asked(mock.url + RUN, { prefer: 'delay=30000' }), 200],
  ['reads what drips', (mock) => asked(mock.url + RUN, { prefer: 'fault=drip, delay=30000' }), 200],
])('who %s is answered when it is closed', async (_, ask, status) => {
  const mock = await createMock();
  const answer = ask(mock);
  await later(60);
  await mock.close();
  const { status: got, text } = await answer;
  expect(got).toBe(status);
  expect(text).toContain(status === 503 ? 'stopping' : 'inst_xyz789');
  expect(() => JSON.parse(text)).not.toThrow();
});

test('who listens to events holds nothing up', async () => {
  const mock = await createMock();
  const events = asked(`${mock.url}/__admin/events`);
  await later(60);
  await mock.close();
  expect((await events).status).toBe(200);
});

test('a port that is opened again at once serves its first request', async () => {
  let mock = await createMock();
  const port = Number(new URL(mock.url).port);
  for (let time = 0; time < 10; time += 1) {
    expect((await fetch(mock.url + RUN, { headers })).status).toBe(200);
    await mock.close();
    mock = await createMock({ port });
  }
  await mock.close();
});

test('one on which nothing is on its way ends by itself, whoever is still connected', async () => {
  const running = await startServer(QUIET);
  const port = Number(new URL(running.url).port);
  const [idle, silent] = [new RawConnection(port), new RawConnection(port)];
  await once(silent.socket, 'connect');
  await idle.send('GET /__admin/health HTTP/1.1\r\nHost: localhost\r\n\r\n').answer();
  // Nothing is cut, so it would never end if it waited for them.
  await running.stop({ graceMs: LONGEST_TIMER_MS });
  await Promise.all([idle.closed, silent.closed]);
});
