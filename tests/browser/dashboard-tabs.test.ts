// Many tabs of the page at /__admin/ in a real browser: one stream for all of them, and the API goes on answering.
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { createMock, type Mock } from '../../mock-server/in-process/create-mock.ts';
import { Client } from '../client.ts';
import { until } from '../until.ts';
import { launched } from './chromium.ts';

jest.setTimeout(120_000);

const TABS = 10;

let mock: Mock;
let browser: Browser;
let context: BrowserContext;
const tabs: Page[] = [];
/** How many streams of events were asked for, and are not over. */
let streams = 0;
beforeAll(async () => {
  [mock, browser] = await Promise.all([createMock(), launched()]);
  context = await browser.newContext();
  const isStream = (address: string) => address.includes('/__admin/events');
  context.on('request', (request) => {
    if (isStream(request.url())) streams += 1;
  });
  context.on('requestfailed', (request) => {
    if (isStream(request.url())) streams -= 1;
  });
  for (let count = 0; count < TABS; count += 1) {
    const tab = await context.newPage();
    // Every other one is of a world of its own.
    const world = count % 2 === 0 ? '' : `/@world-${count}`;
    await tab.goto(`${mock.url}${world}/__admin/`);
    await tab.getByText('Nothing was asked yet').waitFor();
    tabs.push(tab);
  }
});
afterAll(async () => {
  await browser?.close();
  await mock?.close();
});

const rows = (tab: Page | undefined) => (tab as Page).locator('.list li');

test('ten tabs have one stream, and a page in an eleventh calls the API', async () => {
  await until(() => streams === 1);
  const application = await context.newPage();
  await application.goto(`${mock.url}/__admin/health`);
  const statuses = await application.evaluate(() =>
    Promise.all([1, 2, 3, 4].map(async () => (await fetch('/process/instance/nobody')).status)),
  );
  expect(statuses).toEqual([401, 401, 401, 401]);
});

test('each shows what happens in its world, and nothing of others', async () => {
  await Promise.all(tabs.filter((_, index) => index % 2 === 0).map((tab) => rows(tab).nth(3).waitFor()));
  await new Client(mock.world('world-3').url).exec('your-flow-uuid');
  await rows(tabs[3]).first().waitFor();
  expect(await rows(tabs[3]).count()).toBe(1);
  expect(await rows(tabs[5]).count()).toBe(0);
  expect(await rows(tabs[0]).count()).toBe(4);
});

test('when the tab with the stream goes, another one takes over', async () => {
  await tabs[0]?.goto('about:blank');
  await new Client(mock.url).exec('your-flow-uuid');
  await rows(tabs[8]).nth(4).waitFor();
  await until(() => streams === 1);
});

test('a tab that nobody looks at any more gives the stream up, and reads what it missed once somebody does', async () => {
  const see = (state: string) =>
    Promise.all(
      tabs.slice(1).map((tab) =>
        tab.evaluate((visibilityState) => {
          Object.defineProperty(document, 'visibilityState', { value: visibilityState, configurable: true });
          document.dispatchEvent(new Event('visibilitychange'));
        }, state),
      ),
    );
  await see('hidden');
  await new Client(mock.url).exec('your-flow-uuid');
  await until(() => streams === 0);
  await see('visible');
  await rows(tabs[8]).nth(5).waitFor();
  await until(() => streams === 1);
});
