// The page at /__admin/ in a real browser: a refusal is explained, a case is approved, the clock is moved, all without a document.
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { createMock, type Mock } from '../../mock-server/in-process/create-mock.ts';
import { Client } from '../client.ts';
import { flaws } from './accessibility.ts';
import { launched } from './chromium.ts';

// To unpack and start a browser takes its time on a busy machine.
jest.setTimeout(120_000);

const HOSTILE = '<img src=x onerror=alert(1)>';

let mock: Mock;
let browser: Browser;
let page: Page;
const complaints: string[] = [];
beforeAll(async () => {
  [mock, browser] = await Promise.all([createMock({ now: '2026-06-01T12:00:00Z' }), launched()]);
  page = await (await browser.newContext()).newPage();
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', ({ message }) => complaints.push(message));
});
afterAll(async () => {
  await browser?.close();
  await mock?.close();
});

const section = (name: string | RegExp) => page.getByRole('region', { name });

test('before the first request it says what to do; one that comes is there at once, with the reason and its page', async () => {
  await page.goto(`${mock.url}/__admin`);
  expect(page.url()).toBe(`${mock.url}/__admin/`);
  await section('Requests').getByText('Nothing was asked yet').waitFor();
  expect(await section('Requests').getByText(mock.url, { exact: true }).count()).toBe(1);
  const client = new Client(mock.url);
  await client.call('POST', '/process/exec', {
    body: { processId: 7, data: { name: HOSTILE } },
    headers: { 'X-API-Key': 'apk_demo_secret' },
  });
  await section('Requests').getByText("'processId' must be a string").click();
  const opened = section(/^Request req_/);
  await opened.getByText('body /processId must be a string').waitFor();
  expect(await opened.locator('a[href^="https://docs.flow.apptor.io/"]').count()).toBeGreaterThan(0);
  expect(await opened.getByText('process-id.schema.json:').count()).toBe(1);
  expect(await opened.getByText(HOSTILE).count()).toBe(1);
  expect(page.url()).toMatch(/#\/requests\/req_\d+$/);
});

test('a request is sent again with the credential of the fixtures, and as a curl has what was written in', async () => {
  const opened = section(/^Request req_/);
  await opened.getByRole('button', { name: 'Again, or as a curl' }).click();
  const key = opened.getByLabel('Masked in the journal: header x-api-key');
  expect(await key.inputValue()).toMatch(/^apk_/);
  await opened.getByLabel('Body').fill('{"processId": "your-flow-uuid"}');
  await opened.getByRole('button', { name: 'Send it' }).click();
  await opened.getByText('It was answered 200').waitFor();
  await key.fill('');
  await opened.getByRole('button', { name: 'Send it' }).click();
  expect(await key.evaluate((field: HTMLInputElement) => field.validity.valueMissing)).toBe(true);
  await key.fill('another');
  await opened.getByText('As a curl', { exact: true }).click();
  expect(await opened.locator('details pre').textContent()).toContain("-H 'x-api-key: another'");
  expect((await mock.requests.find({ operationId: 'executeWorkflow', status: 200 })).length).toBe(1);
});

test('a case that waits for a person goes on by a click, and the way it took is shown', async () => {
  const id = await new Client(mock.url).start('customer_onboarding', { name: HOSTILE });
  await mock.clock.advance('PT3S');
  await page.goto(`${mock.url}/__admin/#/instances/${id}`);
  const opened = section(`Instance ${id}`);
  await opened.locator('svg .here', { hasText: 'decision' }).waitFor();
  expect(await opened.locator('svg .passed').allTextContents()).toEqual(['collect', 'checks']);
  expect(await opened.locator('svg g.taken').count()).toBe(2);
  await opened.getByText('With data').click();
  await opened.getByLabel('Data of the event').fill('{"approvedBy": ');
  await opened.getByRole('button', { name: 'APPROVE' }).click();
  await opened.getByText('Nothing was sent, as the data is not JSON').waitFor();
  await opened.getByLabel('Data of the event').fill('{"approvedBy": "Anna"}');
  await opened.getByRole('button', { name: 'APPROVE' }).click();
  await section(`Instance ${id}`).getByText('APPROVE was taken.').waitFor();
  await section(`Instance ${id}`).getByText('ended in finished').waitFor();
  await opened.locator('svg .here', { hasText: 'finished' }).waitFor();
  expect(await mock.instances.get(id)).toMatchObject({ state: 'finished', data: { approvedBy: 'Anna' } });
});

test('instances are found by state', async () => {
  await page.getByLabel('State').selectOption('finished');
  await page.waitForFunction(() => document.querySelectorAll('.list li').length === 1);
});

test('a snapshot brings back what was, and nothing that cannot be had back is done by one click', async () => {
  await page.goto(`${mock.url}/__admin/#/worlds`);
  await page.getByLabel('Name of a new snapshot').fill('meeting');
  await page.getByRole('button', { name: 'Save a snapshot' }).click();
  await page.getByText('It is saved as meeting.').waitFor();
  const before = await mock.instances.count();
  await page.getByRole('button', { name: 'Begin anew' }).click();
  expect(await mock.instances.count()).toEqual(before);
  await page.getByRole('button', { name: 'Really?' }).click();
  await page.getByText('It is as it was in the beginning.').waitFor();
  expect((await mock.instances.count()).total).toBeLessThan(before.total);
  await page.getByRole('button', { name: 'Load meeting as it was' }).click();
  await page.getByRole('button', { name: 'Really?' }).click();
  await page.getByText('The world is that of meeting now.').waitFor();
  expect(await mock.instances.count()).toEqual(before);
});

test('the clock is moved and frozen', async () => {
  await page.getByRole('button', { name: '+ 1 day' }).click();
  await page.getByRole('button', { name: 'Freeze' }).click();
  await page.getByText('frozen', { exact: true }).waitFor();
  expect((await mock.clock.now()).toISOString()).toMatch(/^2026-06-02T12:0/);
});

test.each(['light', 'dark'] as const)(
  'axe finds nothing in %s, nothing is wider than the window',
  async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await new Client(mock.url).exec('', { data: { name: HOSTILE } });
    const [{ id = '' } = {}] = await mock.requests.find({ status: 400 });
    const instance = (await mock.instances.list())[0]?.id;
    for (const width of [390, 1600])
      for (const view of [
        'requests',
        `requests/${id}`,
        'instances',
        `instances/${instance}`,
        'faults',
        'api',
        'api/flowx%20startProcessByName',
        'worlds',
      ]) {
        await page.setViewportSize({ width, height: 900 });
        await page.goto(`${mock.url}/__admin/#/${view}`);
        await page.getByText('flowx-mock').first().waitFor();
        await page.locator('.panel').last().waitFor();
        expect(await flaws(page)).toEqual([]);
        expect(
          await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
        ).toBeLessThanOrEqual(0);
      }
  },
);

test('nothing ran that it did not bring, and nothing went wrong', () => {
  expect(complaints).toEqual([]);
});
