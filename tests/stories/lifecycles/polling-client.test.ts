// The client of the page /api/executions, unchanged: it asks every second, sixty seconds at most, until it has ended.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from '../../client.ts';
import { type Served, served } from '../../served.ts';

let server: Served;
beforeAll(async () => {
  server = await served(['--ephemeral']);
});
afterAll(() => server.end());

async function pollUntilComplete(url: string, instanceId: string, maxWaitMs = 60_000, intervalMs = 1000) {
  const deadline = Date.now() + maxWaitMs;
  let asked = 0;
  while (Date.now() < deadline) {
    const response = await fetch(`${url}/process/instance/${instanceId}`, {
      headers: { 'X-API-Key': 'apk_demo_secret' },
    });
    const instance = (await response.json()) as { stateCd: number };
    asked += 1;
    if ([1, 2, 3].includes(instance.stateCd)) return { ...instance, asked };
    await new Promise((resolve) => setTimeout(resolve, intervalMs));
  }
  throw new Error('Timed out waiting for the workflow');
}

test('it finishes on quick-flow in real time', async () => {
  const client = new Client(server.url).world('real');
  const started = Date.now();
  const done = await pollUntilComplete(client.url, await client.run('quick-flow'));
  expect(done.stateCd).toBe(1);
  expect(done.asked).toBeGreaterThanOrEqual(3);
  expect(Date.now() - started).toBeGreaterThanOrEqual(2000);
}, 30_000);

test('it finishes at the next question when the clock is moved meanwhile', async () => {
  const client = new Client(server.url).world('skipped');
  await client.freeze();
  const id = await client.run('failing-flow');
  const polling = pollUntilComplete(client.url, id, 60_000, 100);
  await client.advance('PT2S');
  expect((await polling).stateCd).toBe(2);
}, 30_000);
