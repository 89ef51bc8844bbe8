// The journal's HAR in a real browser: what it recorded is served to a page from the file alone, with the server gone.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { FLOWX_START, type Listening, listening } from '../faults/raw.ts';
import { scratchFolder } from '../own-fixtures.ts';
import { emptySite, launched, type Site } from './chromium.ts';

// To unpack and start a browser takes its time on a busy machine.
jest.setTimeout(120_000);

let mock: Listening;
let site: Site;
let browser: Browser;
beforeAll(async () => {
  [mock, site, browser] = await Promise.all([listening(), emptySite(), launched()]);
});
afterAll(async () => {
  await browser?.close();
  site?.close();
  await mock?.stop();
});

interface Asked {
  method?: string;
  headers: Record<string, string>;
  body?: string;
}

/** What a page's own script gets. */
const fetched = (page: Page, url: string, init: Asked) =>
  page.evaluate(
    async ([url, init]) => {
      const answer = await fetch(url, init);
      return { status: answer.status, text: await answer.text() };
    },
    [url, init] as const,
  );

test('a page gets the same answers from the file as from the server', async () => {
  const base = `http://127.0.0.1:${mock.port}`;
  const start: Asked = {
    method: 'POST',
    headers: { Authorization: 'Bearer any', 'Content-Type': 'application/json', 'Flowx-Platform': 'web' },
    body: '{"customerEmail":"a@b.example"}',
  };
  const look: Asked = { headers: { 'X-API-Key': 'apk_demo_secret' } };
  const asked: [url: string, init: Asked][] = [
    [base + FLOWX_START, start],
    [`${base}/process/instance/inst_xyz789`, look],
    [`${base}/process/instance/none`, look],
  ];
  const page = await browser.newPage();
  await page.goto(site.origin);
  const answers = [];
  for (const [url, init] of asked) answers.push(await fetched(page, url, init));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 404]);

  const file = join(scratchFolder(), 'journal.har');
  writeFileSync(file, await (await fetch(`${base}/__admin/requests.har`)).text());
  await mock.stop();

  await page.routeFromHAR(file, { url: `${base}/**`, notFound: 'abort' });
  for (const [index, [url, init]] of asked.entries())
    expect(await fetched(page, url, init)).toEqual(answers[index]);
});
