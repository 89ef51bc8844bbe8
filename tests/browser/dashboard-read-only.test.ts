// A stand-in that is served with --read-only: its control plane changes nothing, and its page has no buttons that would.
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { Client } from '../client.ts';
import { type Served, served } from '../served.ts';
import { launched } from './chromium.ts';

jest.setTimeout(120_000);

let stand: Served;
let browser: Browser;
let page: Page;
let client: Client;
let id: string;
beforeAll(async () => {
  [stand, browser] = await Promise.all([served(['--ephemeral', '--read-only']), launched()]);
  client = new Client(stand.url);
  id = await client.run('your-flow-uuid');
  page = await browser.newPage();
});
afterAll(async () => {
  await browser?.close();
  await stand?.end();
});

test.each<[method: string, path: string, body: unknown]>([
  ['POST', '/reset', undefined],
  ['POST', '/clock/advance', { by: 'P1D' }],
  ['POST', '/clock/freeze', undefined],
  ['PUT', '/faults', [{ profile: 'offline' }]],
  ['DELETE', '/requests', undefined],
  ['PUT', '/worlds/alice', undefined],
  ['PUT', '/snapshots/one', undefined],
  ['POST', '/seed', { story: 'onboarding', count: 1 }],
  ['POST', '/tokens', {}],
  ['POST', '/keys/rotate', undefined],
  ['GET', '/instances/any?state=completed&skip=true', undefined],
  ['POST', '/instances/any/wait', { state: 'completed', skip: true }],
])('%s %s is refused with a problem that says why', async (method, path, body) => {
  const answer = await client.call(method, `/__admin${path}`, body === undefined ? {} : { body });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    403,
    expect.stringContaining('application/problem+json'),
  ]);
  expect(answer.body.detail).toContain('--read-only');
});

test('an instance takes no event by hand, and the products are called as ever', async () => {
  const { body } = await client.call('GET', `/__admin/instances/${id}/events`);
  const [{ type }] = body.items;
  const sent = await client.call('POST', `/__admin/instances/${id}/events`, { body: { type } });
  expect(sent.status).toBe(403);
  expect((await client.exec('your-flow-uuid')).status).toBe(200);
});

test.each<[method: string, path: string, body: unknown]>([
  ['GET', '/clock', undefined],
  ['POST', '/requests/find', {}],
  ['POST', '/requests/count', {}],
  ['GET', '/requests.har', undefined],
  ['GET', '/contracts/flowx', undefined],
])('%s %s only looks, and is answered', async (method, path, body) => {
  const answer = await client.call(method, `/__admin${path}`, body === undefined ? {} : { body });
  expect(answer.status).toBe(200);
});

test('one may wait for a state as long as nothing jumps', async () => {
  const { state } = (await client.call('GET', `/__admin/instances/${id}`)).body;
  const waited = await client.call('POST', `/__admin/instances/${id}/wait`, { body: { state } });
  expect(waited.status).toBe(200);
});

test('health says it, and the page has only buttons that look', async () => {
  expect((await client.call('GET', '/__admin/health')).body.readOnly).toBe(true);
  const names = new Set<string>();
  for (const view of [
    'requests',
    'requests/req_1',
    'instances',
    `instances/${id}`,
    'faults',
    'api',
    'worlds',
  ]) {
    await page.goto(`${stand.url}/__admin/#/${view}`);
    await page.getByText('read-only', { exact: true }).waitFor();
    await page.locator('.panel').last().waitFor();
    for (const name of await page.getByRole('button').allTextContents()) names.add(name);
  }
  expect([...names].sort()).toEqual(['Again, or as a curl', 'Copy the link', 'Pause']);
});
