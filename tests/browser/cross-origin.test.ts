// A page of another origin, in a real browser: what CORS lets through is for the browser to judge, not for us.
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { FLOWX_START, type Listening, listening } from '../faults/raw.ts';
import { emptySite, launched, type Site } from './chromium.ts';

// To unpack and start a browser takes its time on a busy machine.
jest.setTimeout(120_000);

let mock: Listening;
let site: Site;
let browser: Browser;
let page: Page;
let base: string;
beforeAll(async () => {
  [mock, site, browser] = await Promise.all([listening(), emptySite(), launched()]);
  base = `http://127.0.0.1:${mock.port}`;
  page = await browser.newPage();
  await page.goto(site.origin);
});
afterAll(async () => {
  await browser?.close();
  site?.close();
  await mock?.stop();
});

/** What the page's own script gets from a fetch with credentials; "blocked" where the browser does not let it see. */
function fetched(url: string, init: { method?: string; headers?: Record<string, string>; body?: string }) {
  return page.evaluate(
    async ([url, init]) => {
      try {
        const answer = await fetch(url, { credentials: 'include', ...init });
        const names = ['X-Mock-Request', 'X-Mock-Source', 'X-Mock-Violations', 'Vary', 'Content-Encoding'];
        const headers = Object.fromEntries(names.map((name) => [name, answer.headers.get(name)]));
        return { status: answer.status, headers, body: await answer.json() };
      } catch (error) {
        return `blocked: ${(error as Error).message}`;
      }
    },
    [url, init] as const,
  );
}

test('it starts a process of FlowX, with every header the product has, and reads the way to the journal', async () => {
  const headers = {
    Authorization: 'Bearer any',
    'Content-Type': 'application/json',
    'flowx-platform': 'web',
    'X-Requested-With': 'XMLHttpRequest',
    'Cache-Control': 'no-cache',
    'X-Mock-World': 'default',
    Prefer: 'wait=1',
  };
  const answer = await fetched(base + FLOWX_START, { method: 'POST', headers, body: '{"key":"value"}' });
  expect(answer).toMatchObject({
    status: 200,
    headers: { 'X-Mock-Request': expect.stringMatching(/^req_\d+$/), 'X-Mock-Source': 'behaviour' },
    body: { state: expect.any(String), uuid: expect.any(String) },
  });
});

test('it executes a workflow of apptor flow with a key', async () => {
  const headers = { 'X-API-Key': 'apk_demo_secret', 'Content-Type': 'application/json' };
  const body = '{"processId":"quick-flow","data":{"a":1}}';
  expect(await fetched(`${base}/process/exec`, { method: 'POST', headers, body })).toMatchObject({
    status: 200,
    headers: { 'X-Mock-Request': expect.stringMatching(/^req_\d+$/) },
    body: { status: 'started' },
  });
});

test('every call went through CORS: the browser asked first, and named its origin', async () => {
  const { journal } = await mock.simulation.worlds.get('default');
  const methods = journal.all().map(({ method, headers }) => `${method} ${headers.origin}`);
  expect(methods).toEqual(['OPTIONS', 'POST', 'OPTIONS', 'POST'].map((method) => `${method} ${site.origin}`));
});

test('it reads why it was refused, also where its address is none of ours', async () => {
  const headers = { Authorization: 'Bearer any', 'Content-Type': 'application/json' };
  const broken = await fetched(base + FLOWX_START, { method: 'POST', headers, body: '[]' });
  expect(broken).toMatchObject({
    status: 400,
    headers: { 'X-Mock-Source': 'refusal' },
    body: { status: 400 },
  });
  expect(await fetched(`${base}/process/exec`, { method: 'POST', body: '{}' })).toMatchObject({
    status: 401,
  });
  expect(await fetched(`${base}/wrong/base`, { method: 'POST', headers, body: '{}' })).toMatchObject({
    status: 404,
    body: { title: 'Not Found', detail: expect.stringContaining('/api/runtime') },
  });
});

test('the control plane tells it nothing, and a header nobody allowed is blocked', async () => {
  expect(await fetched(`${base}/__admin/requests`, {})).toMatch(/^blocked/);
  const headers = { Authorization: 'Bearer any', 'X-Unheard-Of': '1' };
  expect(await fetched(`${base}/process/instance/inst_xyz789`, { headers })).toMatch(/^blocked/);
});
