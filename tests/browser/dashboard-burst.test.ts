// The page at /__admin/ in a real browser when much happens at once, at twice the size, and with secrets in every place.
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { createMock, type Mock } from '../../mock-server/in-process/create-mock.ts';
import { Client } from '../client.ts';
import { launched } from './chromium.ts';

jest.setTimeout(120_000);

const BURST = 1000;

let mock: Mock;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  [mock, browser] = await Promise.all([createMock(), launched()]);
  // A window of 800 pixels at a zoom of 200 %.
  const context = await browser.newContext({ viewport: { width: 400, height: 300 }, deviceScaleFactor: 2 });
  page = await context.newPage();
});
afterAll(async () => {
  await browser?.close();
  await mock?.close();
});

const addresses = () =>
  page.evaluate(() => [...document.querySelectorAll('.list a')].map((row) => row.getAttribute('href')));

function gate(): { open: () => void; opened: Promise<void> } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

/** Starts so many, some of them at the same time. */
async function starts(client: Client, count: number): Promise<void> {
  for (let begun = 0; begun < count; begun += 20)
    await Promise.all(Array.from({ length: 20 }, () => client.exec('your-flow-uuid')));
}

test('of a thousand changes at once each is shown once, and in order', async () => {
  const client = new Client(mock.world('burst').url);
  await page.goto(`${client.url}/__admin/`);
  await page.getByText('Nothing was asked yet').waitFor();
  // The list is read anew, as after a lost connection, and its answer is on its way while the first half comes.
  const [read, halfway] = [gate(), gate()];
  await page.route('**/requests?limit=*', async (route) => {
    const response = await route.fetch();
    read.open();
    await halfway.opened;
    await route.fulfill({ response });
  });
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('button', { name: 'Go on' }).click();
  await read.opened;
  await starts(client, BURST / 2);
  halfway.open();
  await starts(client, BURST / 2);
  await page
    .locator('.list li')
    .nth(BURST - 1)
    .waitFor();
  const { body } = await client.call('GET', `/__admin/requests?limit=${BURST}`);
  const kept = (body.items as { id: string }[]).map(({ id }) => `#/requests/${id}`);
  expect(new Set(kept).size).toBe(BURST);
  expect(await addresses()).toEqual(kept);
});

test('at a zoom of 200 % nothing is wider than the window', async () => {
  const id = await new Client(mock.url).start('customer_onboarding', {});
  const views = ['requests', 'instances', `instances/${id}`, 'faults', 'api', 'worlds'];
  for (const view of views) {
    await page.goto(`${mock.url}/__admin/#/${view}`);
    await page.locator('.panel').last().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
  }
});

/** Where secrets may be in a request, by where the canary is put. */
const PLACES: ((canary: string) => { path: string; headers?: Record<string, string>; body?: unknown })[] = [
  (canary) => ({ path: '/process/exec', headers: { 'X-API-Key': canary } }),
  (canary) => ({ path: '/process/exec', headers: { Authorization: `Bearer ${canary}` } }),
  (canary) => ({ path: '/process/exec', headers: { Cookie: `session=${canary}` } }),
  (canary) => ({ path: `/process/exec?access_token=${canary}` }),
  (canary) => ({ path: `/process/exec?client_secret=${canary}` }),
  (canary) => ({ path: '/process/exec', body: { processId: 7, data: { password: canary } } }),
  (canary) => ({ path: '/process/exec', body: { data: { deep: [{ refresh_token: canary }] } } }),
  (canary) => ({ path: '/process/exec', body: { data: { apiKey: canary } } }),
  (canary) => ({ path: '/nowhere', body: { client_secret: canary } }),
  (canary) => ({ path: '/nowhere', headers: { 'X-Auth-Token': canary } }),
];
/** How secrets look, each after its number. */
const SHAPES = ['apk_%_c4n4ry', 'eyJhbGciOi%.c4n4ry.x', 'c4n4ry-%-Pa55', 'sk_live_%c4n4ry', '%00c4n4ry00ff'];

test('fifty secrets, in every place of requests, are nowhere in the page', async () => {
  const client = new Client(mock.world('canaries').url);
  const canaries = PLACES.flatMap((_, place) =>
    SHAPES.map((shape, index) => shape.replace('%', `${place}${index}`)),
  );
  expect(new Set(canaries).size).toBe(50);
  await page.goto(`${client.url}/__admin/`);
  await page.getByText('Nothing was asked yet').waitFor();
  for (const [index, canary] of canaries.entries()) {
    const { path, ...said } = (PLACES[Math.floor(index / SHAPES.length)] as (typeof PLACES)[number])(canary);
    await client.call('POST', path, { body: { processId: 'your-flow-uuid' }, ...said });
  }
  await page
    .locator('.list li')
    .nth(canaries.length - 1)
    .waitFor();
  for (const address of await addresses()) {
    await page.goto(`${client.url}/__admin/${address}`);
    const opened = page.getByRole('region', { name: `Request ${address?.split('/').at(-1)}`, exact: true });
    await opened.getByRole('button', { name: 'Again, or as a curl' }).click();
    await opened.getByText('As a curl', { exact: true }).click();
    const seen = await page.evaluate(() =>
      [
        document.documentElement.outerHTML,
        ...[...document.querySelectorAll<HTMLInputElement>('input, textarea')].map(({ value }) => value),
      ].join(),
    );
    expect(canaries.filter((canary) => seen.includes(canary))).toEqual([]);
  }
});

test('who has asked for more instances keeps them while others come', async () => {
  const client = new Client(mock.world('many').url);
  await starts(client, 140);
  await page.goto(`${client.url}/__admin/#/instances`);
  await page.getByRole('button', { name: 'Show more' }).click();
  const rows = page.locator('.list li');
  const reaches = (count: number) =>
    page.waitForFunction((least) => document.querySelectorAll('.list li').length >= least, count);
  await reaches(140);
  const before = await rows.count();
  // Its reading ends with the number of instances at the top.
  await client.exec('your-flow-uuid');
  await page.getByText(`${before + 1} instances`).waitFor();
  expect(await rows.count()).toBeGreaterThanOrEqual(before);
});
