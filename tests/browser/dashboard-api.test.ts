// The API view of the page at /__admin/ in a real browser, behind a proxy's prefix and in a world of its own.
import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { createMock, type Mock } from '../../mock-server/in-process/create-mock.ts';
import { launched } from './chromium.ts';

jest.setTimeout(120_000);

let mock: Mock;
let proxy: Server;
let browser: Browser;
let page: Page;
let base: string;
beforeAll(async () => {
  [mock, browser] = await Promise.all([createMock(), launched()]);
  // It says nothing of its prefix, as most proxies do.
  proxy = createServer((asked, answer) => {
    const { method, headers } = asked;
    const passed = request(mock.url + (asked.url ?? '').replace('/demo', ''), { method, headers }, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers);
      got.pipe(answer);
    });
    asked.pipe(passed);
  });
  await once(proxy.listen(0, '127.0.0.1'), 'listening');
  base = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}/demo/@shop`;
  page = await browser.newPage();
});
afterAll(async () => {
  await browser?.close();
  proxy?.closeAllConnections();
  proxy?.close();
  await mock?.close();
});

const section = (name: string) => page.getByRole('region', { name, exact: true });

test('it is found under /__admin/docs, and an operation leads to the page that its promise rests on', async () => {
  await page.goto(`${base}/__admin/docs`);
  await section('FlowX.AI runtime').getByText('(startProcessByName)').click();
  expect(page.url()).toBe(`${base}/__admin/#/api/flowx%20startProcessByName`);
  const pages = section('Operation startProcessByName').locator('a[href^="https://docs.flowx.ai/"]');
  expect(await pages.count()).toBeGreaterThan(0);
});

test('its call works as it is, and what is changed in it is sent', async () => {
  const opened = section('Operation startProcessByName');
  await opened.getByLabel('Body').fill('{"loanAmount": 31}');
  await opened.getByRole('button', { name: 'Send it' }).click();
  await opened.getByText('It was answered 200').waitFor();
  const started = await mock.world('shop').instances.list();
  expect(started.map(({ data }) => data)).toContainEqual({ loanAmount: 31 });
  await opened.getByText('As a curl').click();
  expect(await opened.locator('details pre').textContent()).toContain(
    `curl -sS -i -X POST '${base}/api/runtime/`,
  );
});

test('a call that is refused leads to the reason', async () => {
  const opened = section('Operation startProcessByName');
  await opened.getByLabel('Headers').fill('accept: application/json');
  await opened.getByRole('button', { name: 'Send it' }).click();
  await opened.getByText('It was answered 401').waitFor();
  await opened.getByRole('link', { name: 'Why' }).click();
  await page
    .getByRole('region', { name: /^Request req_/ })
    .getByText('401')
    .first()
    .waitFor();
});

test('a call that is left out says why, and what to do instead', async () => {
  await page.goto(`${base}/__admin/#/api`);
  await section('FlowX.AI runtime').getByText('Left out on purpose').click();
  await section('FlowX.AI runtime').getByText("A call of FlowX's own renderers").first().waitFor();
});
