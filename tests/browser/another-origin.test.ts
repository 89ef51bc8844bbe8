// A page of another origin, in a real Chromium: with credentials, with the products' headers, reading ours.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as driver, type Page } from 'playwright-core';
import { type Served, served } from '../served.ts';

let mock: Served;
let site: Server;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  mock = await served(['--ephemeral']);
  site = createServer((_req, res) =>
    res.setHeader('Content-Type', 'text/html').end('<!doctype html><title>a page</title>'),
  );
  await once(site.listen(0, '127.0.0.1'), 'listening');
  browser = await driver.launch({
    executablePath: await chromium.executablePath(),
    // The package switches off what this test is about.
    args: [
      ...chromium.args.filter((arg) => !arg.startsWith('--disable-web-security')),
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
    ],
  });
  page = await browser.newPage();
  await page.goto(`http://localhost:${(site.address() as AddressInfo).port}/`);
});
afterAll(async () => {
  await browser?.close();
  site?.close();
  await mock?.end();
});

/** Sends a call from the page and tells what the page's script can see of the answer. */
function fromPage(path: string, headers: Record<string, string>, body: unknown) {
  return page.evaluate(
    async ([url, sent, payload]) => {
      const answer = await fetch(url as string, {
        method: 'POST',
        credentials: 'include',
        headers: { 'Content-Type': 'application/json', ...(sent as Record<string, string>) },
        body: JSON.stringify(payload),
      });
      return {
        status: answer.status,
        request: answer.headers.get('X-Mock-Request'),
        body: await answer.json(),
      };
    },
    [mock.url + path, headers, body] as const,
  );
}

test('starts a FlowX process of a build', async () => {
  const path =
    '/rtm/api/runtime/app/dbe0ab87-539b-4015-962d-6e73226b9e58/build/7d5560be-3846-49fa-9c17-4059c54c7c5f/process-name/quick_check/start';
  const seen = await fromPage(path, { Authorization: 'Bearer t', 'flowx-platform': 'web' }, { a: 1 });
  expect(seen).toMatchObject({
    status: 200,
    request: expect.stringMatching(/^req_/),
    body: { state: 'STARTED' },
  });
});

test('runs an apptor flow in a world of its own, and reads why a call was refused', async () => {
  const key = { 'X-API-Key': 'apk_demo_secret', 'X-Mock-World': 'page', Prefer: 'wait=0' };
  const seen = await fromPage('/process/exec', key, { processId: 'quick-flow' });
  expect(seen).toMatchObject({ status: 200, body: { status: 'started' } });
  const refused = await fromPage('/process/exec', key, {});
  expect(refused).toMatchObject({ status: 400, request: expect.stringMatching(/^req_/) });
});

test('cannot use the control plane', async () => {
  const attempt = fromPage('/__admin/reset', {}, {});
  await expect(attempt).rejects.toThrow(/Failed to fetch/);
});
