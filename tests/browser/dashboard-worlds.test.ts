// Worlds and snapshots made on the page at /__admin/ in a real browser.
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { createMock, type Mock } from '../../mock-server/in-process/create-mock.ts';
import { Client } from '../client.ts';
import { launched } from './chromium.ts';

jest.setTimeout(120_000);

let mock: Mock;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  [mock, browser] = await Promise.all([createMock(), launched()]);
  page = await browser.newPage();
  await page.goto(`${mock.url}/__admin/#/worlds`);
});
afterAll(async () => {
  await browser?.close();
  await mock?.close();
});

const section = (name: string) => page.getByRole('region', { name, exact: true });

test('a world is made with a story, some time ago, and has a page of its own', async () => {
  const form = section('A new world');
  await form.getByLabel('Name', { exact: true }).fill('alice');
  await form.getByLabel('Begins with').selectOption('story onboarding');
  await form.getByLabel('Cases').fill('7');
  await form.getByLabel('When it is there').fill('2026-06-01T12:00:00Z');
  await form.getByRole('button', { name: 'Make it' }).click();
  await page.getByText('The world alice is made').waitFor();
  expect((await mock.world('alice').instances.count()).total).toBe(7);
  expect((await mock.world('alice').clock.now()).toISOString()).toMatch(/^2026-06-01T12:0/);
  const link = section('Worlds').getByRole('link', { name: 'alice' });
  expect(await link.getAttribute('href')).toBe(`${mock.url}/@alice/__admin/`);
});

test('one of a name that is taken is refused, until it is said that the other may go', async () => {
  const form = section('A new world');
  await form.getByLabel('Begins with').selectOption('world default');
  await form.getByRole('button', { name: 'Make it' }).click();
  await page.getByRole('alert').getByText('There is a world alice already').waitFor();
  await form.getByLabel('instead of the one of that name').check();
  await form.getByRole('button', { name: 'Make it' }).click();
  await page.getByText('The world alice is made').waitFor();
  await section('Worlds').getByText('running').nth(1).waitFor();
  expect(await mock.world('alice').instances.count()).toEqual(await mock.instances.count());
});

test('a snapshot is compared with the world as it is now', async () => {
  await page.getByLabel('Name of a new snapshot').fill('before');
  await page.getByRole('button', { name: 'Save a snapshot' }).click();
  const id = await new Client(mock.url).run('your-flow-uuid');
  await section('Snapshots').getByRole('button', { name: 'Compare' }).click();
  await section('Snapshots')
    .getByText(/^They differ in \d+ places/)
    .waitFor();
  expect(await section('Snapshots').getByRole('link', { name: id }).count()).toBe(1);
});

test('a world is deleted, and not by one click', async () => {
  await section('Worlds').getByRole('button', { name: 'Delete the world alice' }).click();
  expect((await new Client(mock.url).call('GET', '/__admin/worlds')).text).toContain('alice');
  await section('Worlds').getByRole('button', { name: 'Really?' }).click();
  await page.getByText('alice is deleted.').waitFor();
  expect((await new Client(mock.url).call('GET', '/__admin/worlds')).text).not.toContain('alice');
});
