// What becomes of the connection, seen as bytes: kept alive, pipelined, with clients that go away and a server that stops.
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { faultRules } from '../../mock-server/simulation/faults/fault-rules.ts';
import { FLOWX_START, get, head, type Listening, listening, post, type RawConnection } from './raw.ts';

let mock: Listening;
beforeAll(async () => {
  mock = await listening();
});
afterAll(() => mock.stop());

const world = () => mock.simulation.worlds.get('default');
const started = async () => (await (await world()).list({ limit: 1000 })).items.length;
const newest = async () => (await world()).journal.all().at(-1);
const LOOK = '/process/instance/inst_xyz789';

const faulty = (fault: string) => post(FLOWX_START, '{"a":1}', { Prefer: `fault=${fault}` });

/** Sends a request on a connection that has answered one already, and gives what came until the end. */
async function endOf(bytes: Buffer): Promise<{ text: string; error: string | undefined }> {
  const connection = mock.connect().send(get(LOOK));
  expect((await connection.answer()).status).toBe(200);
  const error = failure(connection);
  connection.send(bytes);
  await connection.closed;
  return { text: connection.rest, error: error.code };
}

function failure({ socket }: RawConnection): { code?: string } {
  const seen: { code?: string } = {};
  socket.on('error', ({ code }: NodeJS.ErrnoException) => Object.assign(seen, { code }));
  return seen;
}

/** Waits for a condition; nothing tells of it. */
async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 1000 && !(await condition()); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 5));
  expect(await condition()).toBe(true);
}

const connections = () =>
  new Promise<number>((resolve, reject) =>
    mock.server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
  );

test('reset: the connection is reset, without a byte', async () => {
  expect(await endOf(faulty('reset'))).toEqual({ text: '', error: 'ECONNRESET' });
});

test('empty: the connection ends in good order, without a byte', async () => {
  expect(await endOf(faulty('empty'))).toEqual({ text: '', error: undefined });
});

test('garbage: what comes is not HTTP, and then the end', async () => {
  const { text, error } = await endOf(faulty('garbage'));
  expect(error).toBeUndefined();
  expect(text).toHaveLength(256);
  expect(text).not.toMatch(/HTTP|\r\n\r\n/);
  await expect(fetch(`http://127.0.0.1:${mock.port}${LOOK}?__fault=garbage`)).rejects.toThrow('fetch failed');
});

test('truncate: the body is shorter than Content-Length says', async () => {
  const { text, error } = await endOf(faulty('truncate'));
  expect(error).toBeUndefined();
  const [headers = '', body = ''] = text.split('\r\n\r\n');
  expect(headers).toMatch(/^HTTP\/1.1 200 OK\r\n/);
  expect(headers).toContain('X-Mock-Source: fault');
  expect(headers).toContain('Preference-Applied: fault=truncate');
  const length = Number(/content-length: (\d+)/i.exec(headers)?.[1]);
  expect(body.length).toBe(Math.floor(length / 2));
  expect(body).toMatch(/^\{"/);
});

test('stall: the headers come, and nothing else; the connection stays open until the client goes', async () => {
  const connection = mock.connect().send(faulty('stall'));
  await until(() => connection.rest.includes('\r\n\r\n'));
  expect(connection.rest).toContain('X-Mock-Source: fault');
  // Whatever was answered later has come, and this has not.
  expect((await mock.ask(get(LOOK))).status).toBe(200);
  expect(connection.rest.endsWith('\r\n\r\n')).toBe(true);
  connection.end();
  await until(async () => (await connections()) === 0);
});

test('drip: the whole answer, with its effect, piece by piece', async () => {
  const before = await started();
  const connection = mock.connect();
  const pieces: number[] = [];
  connection.socket.on('data', ({ length }) => pieces.push(length));
  connection.send(post(FLOWX_START, '{}', { Prefer: 'fault=drip, delay=200' }));
  const answer = await connection.answer();
  expect(answer.status).toBe(200);
  expect(answer.headers).toMatchObject({
    'x-mock-source': 'behaviour',
    'preference-applied': 'delay=200, fault=drip',
  });
  expect(JSON.parse(answer.body)).toHaveProperty('uuid');
  expect(pieces.length).toBeGreaterThan(10);
  expect(await started()).toBe(before + 1);
  connection.end();
});

test('drip behind a delay: it begins later, and takes its own time', async () => {
  const { faults } = await world();
  const list = [{ delay: 150 }, { fault: 'drip', delay: 200 }];
  faults.replace((await faultRules(list, mock.simulation.apis)).rules);
  const connection = mock.connect();
  const arrivals: number[] = [];
  connection.socket.on('data', () => arrivals.push(performance.now()));
  const asked = performance.now();
  try {
    expect((await connection.send(get(LOOK)).answer()).status).toBe(200);
  } finally {
    faults.replace([]);
  }
  expect((arrivals[0] ?? 0) - asked).toBeGreaterThan(145);
  expect((arrivals.at(-1) ?? 0) - (arrivals[0] ?? 0)).toBeGreaterThan(150);
  expect(await newest()).toMatchObject({ fault: { fault: 'drip', delay: 150, over: 200 } });
  connection.end();
});

test('a client that goes away ends a drip and a delay; a delayed request that nobody waits for has no effect', async () => {
  const before = await started();
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const quiet = timers();
  const dripping = mock.connect().send(get(LOOK, { Prefer: 'fault=drip, delay=600000' }));
  await until(() => dripping.rest.includes('\r\n\r\n{'));
  dripping.end();
  const late = mock.connect();
  late.send(Buffer.concat([get(LOOK), post(FLOWX_START, '{}', { Prefer: 'delay=600000' })]));
  expect((await late.answer()).status).toBe(200);
  late.end();
  await until(async () => (await newest())?.fault?.gone === true);
  expect(await started()).toBe(before);
  await until(async () => (await connections()) === 0);
  await until(() => timers() <= quiet);
});

describe.each(['reset', 'empty', 'truncate', 'garbage', 'stall'])('%s', (fault) => {
  test('has no effect, and the journal says what was done and why', async () => {
    const before = await started();
    const connection = mock.connect().send(faulty(fault));
    await until(async () => (await newest())?.fault?.fault === fault);
    connection.end();
    await connection.closed;
    expect(await started()).toBe(before);
    expect(await newest()).toMatchObject({
      operationId: 'startProcessByBuild',
      source: 'fault',
      body: { a: 1 },
      fault: { fault, when: 'before', by: { preference: `fault=${fault}` } },
    });
  });

  test('comes after the answers before it on the same connection, and ends those behind it', async () => {
    const connection = mock.connect();
    const bytes = [
      get(LOOK, { Prefer: 'delay=30' }),
      get(LOOK),
      faulty(fault),
      get(LOOK, { Prefer: 'delay=10' }),
    ];
    connection.send(Buffer.concat(bytes));
    expect((await connection.answer()).headers['preference-applied']).toBe('delay=30');
    expect((await connection.answer()).status).toBe(200);
    if (fault === 'stall') await until(() => connection.rest.includes('\r\n\r\n'));
    else await connection.closed;
    expect(connection.rest.match(/HTTP\/1.1/g) ?? []).toHaveLength(/truncate|stall/.test(fault) ? 1 : 0);
    connection.end();
    await until(async () => (await connections()) === 0);
  });

  test('after: the effect is kept, and the answer lost; the journal has it', async () => {
    const before = await started();
    const list = JSON.stringify([{ fault, when: 'after', times: 1 }]);
    await mock.ask(head('DELETE', '/__admin/faults', { Host: 'localhost' }));
    const put = post('/__admin/faults', list).toString().replace(/^POST/, 'PUT');
    expect((await mock.ask(put)).status).toBe(200);
    const connection = mock.connect().send(post(FLOWX_START, '{"b":2}'));
    await until(async () => (await newest())?.fault?.when === 'after');
    connection.end();
    expect(await started()).toBe(before + 1);
    const entry = await newest();
    const said = (entry?.fault?.lost?.body ?? entry?.answer?.body) as { uuid: string };
    expect(said.uuid).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('leaves nothing open when the client is gone before', async () => {
    mock.connect().send(faulty(fault)).socket.destroy();
    await until(async () => (await connections()) === 0);
    expect((await mock.ask(get('/__admin/health'))).status).toBe(200);
  });
});

test('a request that is to get garbage for a path that nothing answers gets its 404', async () => {
  const answer = await mock.ask(
    head('GET', '/process/nothing', { Host: 'localhost', Prefer: 'fault=garbage' }),
  );
  expect(answer.status).toBe(404);
});

/** A server that stops lets answers arrive for five seconds; what takes less did not wait for that. */
const BEFORE_GRACE = 4_000;

test(
  'a server that stops ends at once what is stalled, and does not wait for answers behind a broken one',
  async () => {
    const other = await listening();
    const stalled = other.connect().send(faulty('stall'));
    await until(() => stalled.rest.includes('\r\n\r\n'));
    const broken = other.connect().send(Buffer.concat([faulty('reset'), get(LOOK), get(LOOK)]));
    await broken.closed;
    // Node ends those that had an answer by itself; this one waits for its first request.
    const silent = other.connect();
    await once(silent.socket, 'connect');
    await other.stop();
    await Promise.all([stalled.closed, silent.closed]);
    expect(stalled.rest).toContain('X-Mock-Source: fault');
  },
  BEFORE_GRACE,
);

test('nothing is left open of a hundred of each', async () => {
  const all = Array.from({ length: 100 }, (_, index) => {
    const fault = ['reset', 'empty', 'truncate', 'garbage', 'stall', 'drip'][index % 6] ?? '';
    return mock.connect().send(faulty(fault));
  });
  await Promise.all(all.map(({ socket }) => once(socket, 'connect')));
  await until(
    async () => (await world()).journal.all().filter(({ body }) => body !== undefined).length >= 100,
  );
  for (const one of all) one.end();
  await until(async () => (await connections()) === 0);
});
