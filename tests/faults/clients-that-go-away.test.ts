// Clients that end in the middle must leave nothing behind: no instance, no open request, no noise.
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { FLOWX_START, get, type Listening, listening, post } from './raw.ts';

let mock: Listening;
const said: string[] = [];
beforeAll(async () => {
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said.push(String(text));
    return true;
  });
  mock = await listening();
});
afterAll(async () => {
  await mock.stop();
  jest.restoreAllMocks();
});

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400 && !(await condition()); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 5));
  expect(await condition()).toBe(true);
}

const world = () => mock.simulation.worlds.get('default');
const started = async () => (await (await world()).list({ limit: 1000 })).items.length;

test('a body that ends early starts nothing, and the journal says why', async () => {
  const before = await started();
  const bytes = post(FLOWX_START, '{"a":1}', { 'Content-Length': '100' });
  mock.connect().send(bytes).socket.end();
  const gzip = mock
    .connect()
    .send(post(FLOWX_START, '\x1f\x8b', { 'Content-Length': '100', 'Content-Encoding': 'gzip' }));
  setTimeout(() => gzip.socket.destroy(), 20);
  await until(async () => (await world()).journal.all().length === 2);
  for (const entry of (await world()).journal.all())
    expect(entry).toMatchObject({ status: 400, refusal: { name: 'request-malformed' } });
  expect(await started()).toBe(before);
});

test('a client that does not wait for its answer has started an instance all the same', async () => {
  const before = await started();
  for (let count = 0; count < 20; count += 1) mock.connect().send(post(FLOWX_START, '{}')).socket.end();
  await until(async () => (await started()) === before + 20);
});

describe('a client that ends its half of the connection', () => {
  const halfClosed = (headers: Record<string, string> = {}, body = '{"processId":"your-flow-uuid"}') => {
    const key = { 'X-API-Key': 'apk_demo_secret', 'Content-Type': 'application/json' };
    const connection = mock.connect().send(post('/process/exec', body, { ...key, ...headers }));
    connection.socket.end();
    return connection;
  };

  test('is answered, and the journal says what it got', async () => {
    const connections = Array.from({ length: 20 }, () => halfClosed());
    for (const connection of connections) {
      const { status, headers } = await connection.answer();
      await connection.closed;
      const entry = (await world()).journal.get(headers['x-mock-request'] ?? '');
      expect([status, entry?.status]).toEqual([200, 200]);
    }
  });

  test('and would wait is answered as things are', async () => {
    const { body } = await halfClosed().answer();
    const path = `/process/instance/${JSON.parse(body).processInstanceId}`;
    const connection = mock.connect().send(get(path, { 'X-API-Key': 'apk_demo_secret', Prefer: 'wait=300' }));
    connection.socket.end();
    expect((await connection.answer()).status).toBe(200);
  });

  test.each(['delay=60000', 'fault=stall', 'fault=drip'])(
    'leaves no connection open behind %s',
    async (prefer) => {
      const connection = halfClosed({ Prefer: prefer });
      await connection.closed;
      const [entry] = (await world()).journal.all().slice(-1);
      if (prefer.startsWith('delay')) expect(entry).toMatchObject({ fault: { gone: true } });
      else expect(entry?.fault).toBeDefined();
    },
  );
});

test('none of it made the server say anything, and it answers', async () => {
  expect((await mock.ask(get('/process/instance/inst_xyz789'))).status).toBe(200);
  expect(said).toEqual([]);
});
