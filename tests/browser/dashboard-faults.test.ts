// The faults of the page at /__admin/ in a real browser: set by hand and by name, counted as they fire, off again.
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { createMock, type Mock } from '../../mock-server/in-process/create-mock.ts';
import { Client } from '../client.ts';
import { launched } from './chromium.ts';

jest.setTimeout(120_000);

let mock: Mock;
let browser: Browser;
let page: Page;
let client: Client;
beforeAll(async () => {
  [mock, browser] = await Promise.all([createMock(), launched()]);
  page = await browser.newPage();
  client = new Client(mock.world('shop').url);
  await page.goto(`${client.url}/__admin/#/faults`);
});
afterAll(async () => {
  await browser?.close();
  await mock?.close();
});

const section = (name: string) => page.getByRole('region', { name, exact: true });

test('one operation fails once, and how often it did is seen at once', async () => {
  await section('What goes wrong').getByText('Nothing.').waitFor();
  const form = section('One operation goes wrong');
  await form.getByLabel('Operation').selectOption('executeWorkflow');
  await form.getByLabel('Answers with').selectOption('503');
  await form.getByLabel('How often').fill('1');
  await form.getByRole('button', { name: 'Set it' }).click();
  await section('What goes wrong').getByText('answers 503').waitFor();
  const statuses = [await client.exec('your-flow-uuid'), await client.exec('your-flow-uuid')];
  expect(statuses.map(({ status }) => status)).toEqual([503, 200]);
  await section('What goes wrong')
    .getByText(/fired 1 of [12]/)
    .waitFor();
  expect(await mock.faults.list()).toEqual([]);
});

test('a status that an operation does not have is not offered', async () => {
  const form = section('One operation goes wrong');
  expect(await form.getByLabel('Answers with').locator('option[value="418"]').count()).toBe(0);
});

test('a trouble that has a name is turned on before the others, and off, and all is well again', async () => {
  await page.getByRole('button', { name: 'Turn on offline' }).click();
  await page.getByRole('button', { name: 'Turn off offline' }).waitFor();
  // The one from before goes on counting.
  await section('What goes wrong').getByText('fired 1 of 2').waitFor();
  await expect(client.exec('your-flow-uuid')).rejects.toThrow();
  await page.getByRole('button', { name: 'Turn off offline' }).click();
  await page.getByRole('button', { name: 'Turn on offline' }).waitFor();
  const put = [{ profile: 'slow', api: 'flowx' }];
  await client.call('PUT', '/__admin/faults', { body: put });
  await section('What goes wrong').getByText('of flowx').waitFor();
  await section('What goes wrong').getByRole('button', { name: 'All off' }).click();
  await section('What goes wrong').getByText('Nothing.').waitFor();
  expect((await client.call('GET', '/__admin/faults')).body).toEqual([]);
});
