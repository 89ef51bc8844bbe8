// Clients that end in the middle must leave nothing behind: no instance, no open request, no noise.
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
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

test('none of it made the server say anything, and it answers', async () => {
  expect((await mock.ask(get('/process/instance/inst_xyz789'))).status).toBe(200);
  expect(said).toEqual([]);
});
